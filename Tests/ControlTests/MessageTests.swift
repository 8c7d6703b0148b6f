import Control
import Foundation
import Testing

@Suite("The messages of the control socket")
struct MessageTests {
    @Test(
        "a request comes back as it was",
        arguments: [
            ControlRequest.status, .ticket("T-1"), .ticket("a/b \"c\" ü"), .tickets(TicketsQuery()),
            .tickets(TicketsQuery(limit: 3, isAtRisk: true, customer: "Acme", team: "first line")),
            .explain(ExplainQuery(ticket: "T-1")),
            .explain(ExplainQuery(ticket: "T-1", objective: "a b", cycle: "opening")),
            .compliance(ComplianceQuery()),
            .compliance(ComplianceQuery(goal: "a/b", agreement: "a", objective: "b", window: "2026-11")), .exclusions,
            .exclude(ExclusionDraft(author: "mira", reason: "outage")),
            .exclude(
                ExclusionDraft(
                    author: "mira", reason: "outage", ticket: "T-1", agreement: "a", objective: "b",
                    attributes: ["c": ["d", "e"]], from: "2026-11-22T09:00:00Z", to: "2026-11-22T10:00:00Z")),
            .withdraw(WithdrawalDraft(id: "3", author: "mira", reason: "it was ours")),
        ])
    func roundTrip(request: ControlRequest) throws {
        #expect(try ControlRequest(line: request.line()) == request)
    }

    @Test("a request is one line")
    func oneLine() throws {
        let line = String(decoding: try ControlRequest.ticket("a\nb").line(), as: UTF8.self)
        #expect(line == #"{"request":"ticket","ticket":"a\nb","version":1}"# + "\n")
    }

    @Test("what is a percentage is named as one, beside counts")
    func percentages() throws {
        let tally = TallyAnswer(met: 98, missed: 1, open: 1, attainment: 98.989)
        var window = WindowAnswer(
            window: "2026-11", title: "November 2026", from: "", to: "", isRolling: false, hasEnded: false,
            counted: tally, beforeExclusions: tally, paused: 0, isReached: true,
            coverage: CoverageAnswer(tickets: 100, measured: 98, withoutClock: 0, openingNotSeen: 0, feeds: 50))
        (window.best, window.worst) = (99, 98)
        let encoder = JSONEncoder()
        encoder.outputFormatting = .sortedKeys
        let text = String(decoding: try encoder.encode(window), as: UTF8.self)
        #expect(text.contains(#""attainment_percent":98.989,"#))
        #expect(text.contains(#""best_percent":99,"#) && text.contains(#""worst_percent":98}"#))
        #expect(
            text.contains(
                #"{"feeds_percent":50,"measured":98,"opening_not_seen":0,"tickets_percent":100,"without_clock":0}"#))
    }

    @Test("what is left out of a request is as usual")
    func usual() throws {
        let request = try ControlRequest(line: #"{"request":"tickets","version":1}"#.utf8)
        #expect(request == .tickets(TicketsQuery(limit: 50, isAtRisk: false, customer: nil, team: nil)))
    }

    @Test(
        "a request that is none is refused with what is wrong and what to write",
        arguments: [
            ("", "the line is no request", #"write one such as {"request":"status","version":1}"#),
            ("status", "the line is no request", #"write one such as {"request":"status","version":1}"#),
            ("[1]", "the line is no request", #"write one such as {"request":"status","version":1}"#),
            (#"{"version":1}"#, "the request has no 'request'", #"write {"request":"status","version":1}"#),
            (#"{"request":"status"}"#, "the request has no 'version'", #"write "version":1"#),
            (#"{"request":"status","version":2}"#, "version 2 of the interface is unknown", #"write "version":1"#),
            (
                #"{"request":"statsu","version":1}"#, "the request 'statsu' is unknown",
                "known are status, ticket, tickets, explain, compliance, exclusions, exclude, withdraw"
            ),
            (
                #"{"request":"exclude","version":1,"reason":"a"}"#, "the request has no 'author'",
                #"say one: "author":"mira""#
            ),
            (
                #"{"request":"exclude","version":1,"author":"a","reason":" "}"#, "the request has no 'reason'",
                #"say one: "reason":"outage of the provider""#
            ),
            (
                #"{"request":"withdraw","version":1,"author":"a","reason":"b"}"#, "the request has no 'id'",
                #"say one: "id":"3""#
            ),
            (
                #"{"request":"exclude","version":1,"author":"a","reason":"b","where":{"c":"d"}}"#,
                "'where' is not an object of lists of texts", "see slad-control(7)"
            ),
            (#"{"request":"ticket","version":1}"#, "the request has no 'ticket'", #"name one: "ticket":"T-1""#),
            (#"{"request":"tickets","version":1,"limit":0}"#, "'limit' is 0", "write 1 to 1000"),
            (#"{"request":"tickets","version":1,"limit":1001}"#, "'limit' is 1001", "write 1 to 1000"),
            (#"{"request":"tickets","version":1,"limit":"9"}"#, "'limit' is not a number", "see slad-control(7)"),
            (
                #"{"request":"tickets","version":1,"at_risk":1}"#, "'at_risk' is not true or false",
                "see slad-control(7)"
            ),
            (
                #"{"request":"tickets","version":1,"tema":"a"}"#, "the key 'tema' is unknown",
                "known are request, version, ticket, limit, customer, team, objective, cycle, goal, agreement, window, "
                    + "from, to, author, reason, id, at_risk, where"
            ),
        ])
    func refused(line: String, what: String, hint: String) {
        let problem = #expect(throws: ControlProblem.self) { try ControlRequest(line: line.utf8) }
        #expect(problem == ControlProblem(what, hint: hint))
    }

    @Test("an answer comes back as it was")
    func answers() throws {
        let answers: [ControlAnswer] = [
            .error(ControlProblem("a", hint: "b")),
            .explain(
                ExplainAnswer(
                    now: "2026-11-02T09:00:00Z", ticket: "T-1", attributes: [:], isOver: false, events: 1, clocks: [],
                    clocksLeftOut: 0, pending: [],
                    matching: [
                        MatchingAnswer(
                            at: "2026-11-02T09:00:00Z",
                            rows: [
                                .init(
                                    group: "sla", order: 1, agreement: "gold", effectiveFrom: nil, verdict: "holds",
                                    why: "holds")
                            ])
                    ], remarks: [EventRemark(event: "e1", at: "2026-11-02T09:00:00Z", what: "came late")])),
            .tickets(TicketsAnswer(now: "2026-11-02T09:00:00Z", tickets: 0, clocks: [])),
            .ticket(
                TicketAnswer(
                    now: "2026-11-02T09:00:00Z", ticket: "T-1", attributes: ["myKey_a": "x", "b C": "y"], isOver: false,
                    events: 1, clocks: [],
                    pending: [
                        PendingAnswer(agreement: "gold", objective: "next", metric: "next_response", target: "1h")
                    ])),
        ]
        for answer in answers { #expect(try ControlAnswer(line: answer.line()) == answer) }
        let line = String(decoding: answers[0].line(), as: UTF8.self)
        #expect(line == #"{"error":{"hint":"b","what":"a"},"version":1}"# + "\n")
    }

    @Test("only exclusions change anything")
    func changesState() {
        #expect(!ControlRequest.status.changesState)
        #expect(!ControlRequest.ticket("T-1").changesState)
        #expect(!ControlRequest.tickets(TicketsQuery()).changesState)
        #expect(!ControlRequest.explain(ExplainQuery(ticket: "T-1")).changesState)
        #expect(!ControlRequest.compliance(ComplianceQuery()).changesState)
        #expect(!ControlRequest.exclusions.changesState)
        #expect(ControlRequest.exclude(ExclusionDraft(author: "a", reason: "b")).changesState)
        #expect(ControlRequest.withdraw(WithdrawalDraft(id: "1", author: "a", reason: "b")).changesState)
    }
}
