import BusinessTime
import Control
import Ledger
import SLATesting
import Systemd
import Testing

@testable import Monitor

extension Loop {
    @Suite("What is told of windows")
    struct WindowTests {
        /// One objective of an hour with a goal a day in UTC; `+1/00:00` ends the play day.
        private static func daily(_ terms: String = "", share: String = "95%") -> String {
            Station.agreement("target: 1h\n    goal: {share: \(share), per: day, in: UTC\(terms)}")
        }

        /// A ticket answered in time, and one that was not.
        private func answered(_ station: Station, late: Bool = true) throws {
            try station.put("a.ndjson", "09:00 created", "09:30 replied by agent", "09:40 resolved")
            guard late else { return }
            try station.put("b.ndjson", "09:00 created", "11:00 replied by agent", "11:10 resolved", ticket: "T-2")
        }

        private func lines(_ station: Station) -> [String] {
            station.journal.entries.compactMap { entry in
                guard entry["SLA_GOAL"] != nil else { return nil }
                let words = ["SLA_KIND", "SLA_WINDOW", "SLA_MET"].map { entry[$0] ?? "" }
                return "\(words.joined(separator: " "))/\(entry["SLA_MISSED"] ?? "")"
            }
        }

        private static let everything =
            "goals:\n  - {goal: all, share: 90%, per: day, in: UTC, misses_left: 0, minimum: 1000}\n"

        private static let quiet = ", misses_left: 0, minimum: 1000"

        @Test("a window is told at its end and not a millisecond before, with what a person needs")
        func end() async throws {
            let station = try Station(Self.daily(Self.quiet))
            try await station.start()
            try answered(station)
            await station.turn("12:00")
            station.set("+1/00:00", plusMilliseconds: -1)
            await station.turn()
            #expect(lines(station) == [])
            await station.turn("+1/00:00", times: 2)
            #expect(lines(station) == ["lost 2026-11-02 1/1", "window 2026-11-02 1/1"])
            let entry = try #require(station.entries("window").first)
            #expect(entry.priority == .notice)
            #expect(
                entry.message == """
                    gold/response: 2026-11-02 ended at 50.0 % (1 of 2 met); the goal of 95% is missed; \
                    measured: 100.0 % of the tickets, no feed is declared
                    """)
            let fields = Dictionary(uniqueKeysWithValues: entry.fields.map { ($0.name, $0.value) })
            #expect(
                fields == [
                    "SLA_KIND": "window", "SLA_ALERT_ID": "gold%2Fresponse/2026-11-02/window/1",
                    "SLA_GOAL": "gold/response", "SLA_SHARE": "95% per day in UTC", "SLA_WINDOW": "2026-11-02",
                    "SLA_WINDOW_FROM": "2026-11-02T00:00:00Z", "SLA_WINDOW_TO": "2026-11-03T00:00:00Z",
                    "SLA_DENOMINATOR": "cycles", "SLA_MET": "1", "SLA_MISSED": "1", "SLA_ATTAINMENT": "50.000",
                    "SLA_OPEN": "0", "SLA_PAUSED": "0", "SLA_MISSES_LEFT": "-1", "SLA_AGREEMENT": "gold",
                    "SLA_OBJECTIVE": "response", "SLA_COVERAGE_TICKETS": "100.000", "SLA_AT": "2026-11-03T00:00:00Z",
                    "DOCUMENTATION": "man:slad-journal(7)",
                ])
            #expect(station.entries("lost").map(\.priority) == [.critical])
        }

        @Test("a window that settles is told that much later, with what came until then")
        func settle() async throws {
            let station = try Station(Self.daily(Self.quiet + ", settle: 2h"))
            try await station.start()
            try answered(station)
            await station.turn("12:00")
            await station.turn("+1/01:59:59")
            try station.put("c.ndjson", "10:00 created", "10:10 replied by agent", ticket: "T-3")
            await station.turn("+1/01:59:59")
            #expect(lines(station).contains { $0.hasPrefix("window") } == false)
            await station.turn("+1/02:00")
            #expect(lines(station).last == "window 2026-11-02 2/1")
        }

        @Test("nothing is told of a window in which nothing was promised")
        func empty() async throws {
            let station = try Station(Self.daily())
            try await station.start()
            await station.turn("+3/00:00")
            #expect(lines(station) == [])
        }

        @Test("a window whose end came while slad was down is told by the next start, once")
        func down() async throws {
            let station = try Station(Self.daily(Self.quiet))
            try await station.start()
            try answered(station, late: false)
            await station.turn("12:00")
            await station.stop()
            station.set("+2/07:00")
            try await station.start()
            #expect(lines(station) == ["window 2026-11-02 1/0"])
            #expect(station.entries("window").map { $0["SLA_LATE_BY"] } == ["111600"])
            await station.stop()
            try await station.start()
            await station.turn("+2/08:00")
            #expect(lines(station).count == 1)
        }

        @Test("an event that waited through the downtime counts before its window is told")
        func waiting() async throws {
            let station = try Station(Self.daily(Self.quiet))
            try await station.start()
            try station.put("a.ndjson", "09:00 created")
            await station.turn("09:00")
            await station.stop()
            try station.put("b.ndjson", "09:00 created", "09:30 replied by agent")
            station.set("+1/07:00")
            try await station.start()
            // The file may still settle for a moment.
            await station.turn("+1/07:01", times: 2)
            #expect(lines(station) == ["window 2026-11-02 1/0"])
        }

        @Test("after the commit, before telling: it is told by the next start", arguments: [true, false])
        func beforeTelling(canReadBack: Bool) async throws {
            let station = try Station(Self.daily(Self.quiet), canReadBack: canReadBack)
            try await station.start()
            try answered(station, late: false)
            await station.turn("12:00")
            station.dieAfterTelling(0)
            await station.turn("+1/00:00")
            #expect(lines(station) == [])
            station.crash()
            station.set("+1/00:05")
            try await station.start()
            #expect(lines(station) == ["window 2026-11-02 1/0"])
            #expect(station.entries("window").map { $0["SLA_REPEATED"] } == [canReadBack ? nil : "maybe"])
            await station.turn("+1/00:06")
            #expect(lines(station).count == 1)
        }

        @Test("after telling, before the mark: it is not told again")
        func beforeMark() async throws {
            let station = try Station(Self.daily(Self.quiet))
            try await station.start()
            try answered(station)
            await station.turn("12:00")
            station.dieAfterTelling(1)
            await station.turn("+1/00:00")
            #expect(lines(station) == ["lost 2026-11-02 1/1"])
            station.crash()
            try await station.start()
            await station.turn("+1/00:01")
            #expect(lines(station) == ["lost 2026-11-02 1/1", "window 2026-11-02 1/1"])
        }

        @Test("before the commit: it is decided again")
        func beforeCommit() async throws {
            let station = try Station(Self.daily(Self.quiet))
            try await station.start()
            try answered(station, late: false)
            await station.turn("12:00")
            station.crash()
            station.set("+1/00:00")
            try await station.start()
            #expect(lines(station) == ["window 2026-11-02 1/0"])
        }

        @Test("a late event that moves a told result across the goal corrects it, once, also over a restart")
        func corrected() async throws {
            let station = try Station(Self.daily(Self.quiet, share: "60%"))
            try await station.start()
            try station.put("a.ndjson", "09:00 created")
            try station.put("b.ndjson", "09:00 created", "09:10 replied by agent", "09:20 resolved", ticket: "T-2")
            await station.turn("12:00")
            await station.turn("+1/00:00")
            #expect(lines(station).last == "window 2026-11-02 1/1")
            try station.put("c.ndjson", "09:00 created", "09:30 replied by agent", "09:40 resolved")
            await station.turn("+1/09:00", times: 2)
            #expect(lines(station).last == "window-corrected 2026-11-02 2/0")
            let entry = try #require(station.entries("window-corrected").first)
            #expect(
                entry.message == """
                    gold/response: 2026-11-02 was told at 50.0 % (1 of 2 met), and since late events it is \
                    100.0 % (2 of 2 met); the goal of 60% is reached; measured: 100.0 % of the tickets, \
                    no feed is declared
                    """)
            #expect(entry["SLA_REFERS_TO"] == "gold%2Fresponse/2026-11-02/window/1")
            station.crash()
            try await station.start()
            await station.turn("+1/10:00")
            #expect(station.entries("window-corrected").count == 1)
        }

        @Test("a correction is judged by the share of the telling, and says so, where the goal was edited since")
        func correctedAfterEdit() async throws {
            let station = try Station(Self.daily(Self.quiet, share: "60%"))
            try await station.start()
            try answered(station)
            await station.turn("12:00")
            await station.turn("+1/00:00", times: 2)
            try station.configure(Self.daily(Self.quiet, share: "40%"))
            await station.reload()
            try station.put("c.ndjson", "09:00 created", "09:30 replied by agent", "09:40 resolved", ticket: "T-3")
            await station.turn("+1/09:00", times: 2)
            let entry = try #require(station.entries("window-corrected").first)
            #expect(entry.message.contains("66.6 % (2 of 3 met); the goal of 60% is reached; measured"))
            #expect(entry["SLA_SHARE"] == "60% per day in UTC")
        }

        @Test("a correction is told singly, however long ago its window ended")
        func correctedLongAfter() async throws {
            let station = try Station(Self.daily(Self.quiet, share: "60%"))
            try await station.start()
            try answered(station)
            await station.turn("12:00")
            await station.turn("+1/00:00", times: 2)
            try station.put("c.ndjson", "09:00 created", "09:30 replied by agent", "09:40 resolved", ticket: "T-3")
            await station.turn("+20/09:00", times: 2)
            #expect(lines(station).last == "window-corrected 2026-11-02 2/1")
            let entry = try #require(station.entries("window-corrected").first)
            #expect(entry["SLA_REASON"] == "late events")
            #expect(entry.message.contains("and since late events it is 66.6 %"))
        }

        @Test("corrections of windows that were told only in a summary are counted in one")
        func summarisedCorrection() async throws {
            let station = try Station(Self.daily(Self.quiet, share: "60%"), at: "+20/09:00")
            try await station.start()
            try answered(station)
            await station.turn("+20/09:00", times: 3)
            try station.put("c.ndjson", "09:00 created", "09:30 replied by agent", "09:40 resolved", ticket: "T-3")
            await station.turn("+20/10:00", times: 3)
            #expect(
                station.entries("summary").map(\.message).filter { $0.contains("window") } == [
                    "told late and only here: 1 window of 1 goal ended long ago, 1 below the goal; "
                        + "see slactl compliance",
                    "told late and only here: 1 window of 1 goal that ended long ago is corrected, 0 below the goal; "
                        + "see slactl compliance",
                ])
        }

        @Test("misses that run out and a goal that is lost are told once each, while the window runs")
        func running() async throws {
            let station = try Station(Self.daily(", misses_left: 1, minimum: 2, expected: 4, level: no", share: "50%"))
            try await station.start()
            try station.put("a.ndjson", "09:00 created")
            for number in 2...3 { try station.put("b\(number).ndjson", "09:30 created", ticket: "T-\(number)") }
            await station.turn("10:00", times: 2)
            #expect(lines(station) == ["misses-left 2026-11-02 0/1"])
            let entry = try #require(station.entries("misses-left").first)
            let message = "gold/response: no miss left in 2026-11-02: 0.0 % (0 of 1 met) so far, 2 open"
            #expect(entry.message.hasPrefix(message))
            await station.turn("10:30", times: 2)
            #expect(lines(station).dropFirst() == ["lost 2026-11-02 0/3"])
            await station.turn("10:31")
            #expect(lines(station).count == 2)
        }

        @Test("a rolling window is told below its goal, and again only after it was back")
        func rolling() async throws {
            let terms = "target: 1h\n    goal: {share: 50%, over: 2h, minimum: 1, level: no}"
            let station = try Station(Station.agreement(terms))
            try await station.start()
            try station.put("a.ndjson", "09:00 created")
            await station.turn("10:00", times: 2)
            #expect(lines(station) == ["below 2h 0/1"])
            try station.put("b.ndjson", "10:05 created", "10:10 replied by agent", "10:11 resolved", ticket: "T-2")
            await station.turn("10:15", times: 2)
            #expect(lines(station).last == "back 2h 1/1")
            // The verdict of T-1 leaves two hours later, by the timer alone.
            await station.turn("12:00")
            #expect(lines(station).count == 2)
        }

        @Test("a reload that changes the goal judges what is not told yet, and leaves what is")
        func reload() async throws {
            let station = try Station(Self.daily(Self.quiet, share: "60%"))
            try await station.start()
            try answered(station)
            await station.turn("12:00")
            await station.turn("+1/00:00")
            #expect(lines(station) == ["lost 2026-11-02 1/1", "window 2026-11-02 1/1"])
            try station.put("c.ndjson", "+1/09:00 created", ticket: "T-3")
            try station.put("d.ndjson", "+1/09:00 created", "+1/09:05 replied by agent", ticket: "T-4")
            await station.turn("+1/10:00")
            try station.configure(Self.daily(Self.quiet, share: "40%"))
            await station.reload()
            await station.turn("+2/00:00", times: 2)
            #expect(lines(station).dropFirst(2) == ["window 2026-11-03 1/1"])
            #expect(station.entries("window").last?.message.contains("the goal of 40% is reached") == true)
        }

        @Test(
            "a reload that gives a goal another zone or unit tells no window again, and corrects none of another kind")
        func otherWindows() async throws {
            let monthly = Self.daily(Self.quiet).replacing("per: day", with: "per: month")
            let station = try Station(monthly)
            try await station.start()
            try answered(station)
            await station.turn("12:00")
            await station.turn("+30/00:00", times: 2)
            #expect(lines(station) == ["lost 2026-11 1/1", "window 2026-11 1/1"])
            try station.configure(monthly.replacing("in: UTC", with: "in: Europe/Berlin"))
            await station.reload()
            await station.turn("+30/01:00", times: 2)
            #expect(station.ended == [])
            #expect(lines(station).count == 2)
            try station.configure(Self.daily(Self.quiet, share: "40%"))
            await station.reload()
            await station.turn("+30/02:00", times: 2)
            #expect(station.entries("window-corrected") == [])
            #expect(station.ended == [])
        }

        @Test("another zone tells no window again, also of those that ended long ago, nor corrects it by other tickets")
        func otherZone() async throws {
            let daily = Self.daily(Self.quiet, share: "50%")
            let station = try Station(daily)
            try await station.start()
            try answered(station)
            await station.turn("12:00")
            // Its miss is one of the day after in Tokyo, where the play day would have reached the goal.
            try station.put("c.ndjson", "14:00 created", ticket: "T-3")
            await station.turn("15:00", times: 2)
            await station.turn("+1/00:00", times: 2)
            #expect(lines(station) == ["lost 2026-11-02 1/2", "window 2026-11-02 1/2"])
            await station.turn("+30/00:00", times: 2)
            try station.configure(daily.replacing("in: UTC", with: "in: Asia/Tokyo"))
            await station.reload()
            await station.turn("+30/01:00", times: 2)
            let late = ["09:00 created", "09:10 replied by agent", "09:20 resolved"]
            try station.put("d.ndjson", events: Script.events(late, ticket: "T-4").map(\.event))
            await station.turn("+30/02:00", times: 2)
            #expect(lines(station).count == 2)
            #expect(station.entries("window-corrected") == [])
            let summaries = station.entries("summary").map { $0["SLA_REASON"] ?? "" }
            #expect(!summaries.contains { $0.contains("2026-11-02") })
            try station.configure(daily)
            await station.reload()
            await station.turn("+30/03:00", times: 2)
            let corrected = try #require(station.entries("window-corrected").first)
            #expect(corrected["SLA_ALERT_ID"] == "gold%2Fresponse/2026-11-02/corrected/1")
            #expect(corrected.message.contains("was told at 33.3 % (1 of 3 met)"))
        }

        @Test("a goal that a reload brings knows what was finished before, and one that it takes is told no more")
        func newGoal() async throws {
            let station = try Station(Station.agreement("target: 1h"))
            try await station.start()
            try answered(station)
            await station.turn("12:00")
            try station.configure(Self.daily(Self.quiet))
            await station.reload()
            await station.turn("+1/00:00", times: 2)
            #expect(lines(station) == ["lost 2026-11-02 1/1", "window 2026-11-02 1/1"])
            try station.configure(Station.agreement("target: 1h"))
            await station.reload()
            try station.put("c.ndjson", "+1/09:00 created", ticket: "T-3")
            await station.turn("+2/00:00")
            #expect(lines(station).count == 2)
        }

        @Test("windows that ended long before they were known share one entry")
        func summary() async throws {
            let station = try Station(Self.daily(Self.quiet), at: "+20/09:00")
            try await station.start()
            try answered(station)
            let lines = ["+1/09:00 created", "+1/09:05 replied by agent", "+1/09:06 resolved"]
            try station.put("c.ndjson", events: Script.events(lines, ticket: "T-3").map(\.event))
            await station.turn("+20/09:00", times: 3)
            #expect(self.lines(station) == [])
            let summaries = station.entries("summary").map(\.message)
            #expect(
                summaries.filter { $0.contains("window") } == [
                    "told late and only here: 2 windows of 1 goal ended long ago, 1 below the goal; "
                        + "see slactl compliance"
                ])
        }

        @Test("more of one kind at once than digest_above have a digest before them")
        func digest() async throws {
            let goals = (1...3).map {
                "  - {goal: g\($0), share: 90%, per: day, in: UTC, misses_left: 0, minimum: 1000}\n"
            }
            let station = try Station()
            let settings = "digest_above: 2\ngoals:\n" + goals.joined()
            try station.configure(Station.agreement("target: 1h"), settings: settings)
            try await station.start()
            try answered(station, late: false)
            await station.turn("12:00")
            await station.turn("+1/00:00", times: 2)
            #expect(lines(station) == (1...3).map { _ in "window 2026-11-02 1/0" })
            let digest = station.entries("digest").filter { $0["SLA_COUNTS"]?.contains("window") == true }
            #expect(digest.map(\.message) == ["at once: 3 window, of 3 goals; see slactl compliance"])
            #expect(digest.map(\.priority) == [.critical])
        }

        @Test("the canary's broken promises are in no window")
        func canary() async throws {
            let station = try Station(Self.daily(Self.quiet))
            try station.configure(Self.daily(Self.quiet), settings: "canary: 15m\n" + Self.everything)
            try await station.start()
            try answered(station, late: false)
            for moment in ["09:00", "09:16", "09:32", "12:00"] { await station.turn(moment, times: 3) }
            await station.turn("+1/00:00", times: 3)
            #expect(lines(station) == ["window 2026-11-02 1/0", "window 2026-11-02 1/0"])
        }

        @Test("a ticket whose value has no row counts as not measured, until an event gives it one")
        func noRow() async throws {
            let agreement = Self.daily(Self.quiet).replacing("target: 1h", with: "target: {by: priority, P1: 1h}")
            let station = try Station(agreement)
            try await station.start()
            let answered = ["09:30 replied by agent", "09:40 resolved"]
            try station.put("a.ndjson", events: Script.events(["09:00 created priority=P1"] + answered).map(\.event))
            for ticket in ["T-2", "T-3"] {
                let events = Script.events(["09:00 created priority=P9"] + answered, ticket: ticket).map(\.event)
                try station.put("\(ticket).ndjson", events: events)
            }
            try station.put("d.ndjson", "09:00 created", ticket: "T-4")
            try station.put("e.ndjson", "09:00 created priority=P1", ticket: "T-5")
            await station.turn("09:50", times: 2)
            #expect(try await coverage(station) == [2, 3])
            await station.stop()
            try await station.start()
            await station.turn("09:51", times: 2)
            #expect(try await coverage(station) == [2, 3])
            // A late event gives a finished one its row, an open one gets its, and one loses it.
            try station.put("f.ndjson", "09:10 priority=P1 id late", ticket: "T-2")
            try station.put("g.ndjson", "09:52 priority=P1 id g", ticket: "T-4")
            try station.put("h.ndjson", "09:52 priority=P9 id h", ticket: "T-5")
            await station.turn("09:55", times: 2)
            #expect(try await coverage(station) == [3, 2])
            await station.turn("+1/00:00", times: 2)
            let entry = try #require(station.entries("window").first)
            #expect(entry["SLA_COVERAGE_TICKETS"] == "60.000")
            #expect(entry.message.contains("measured: 60.0 % of the tickets"))
        }

        /// Of the first window of the first goal the tickets that are measured, and those without a clock.
        private func coverage(_ station: Station) async throws -> [Int64] {
            let monitor = try #require(station.monitor)
            guard case .compliance(let answer) = await monitor.answer(.compliance(ComplianceQuery())) else { return [] }
            let coverage = try #require(answer.goals.first?.windows.first?.coverage)
            return [coverage.measured, coverage.withoutClock]
        }

        @Test("a ticket that nobody promised anything counts as not measured for a goal over everything")
        func unclocked() async throws {
            let station = try Station(Self.daily())
            let agreement = Self.daily(Self.quiet).replacing("match: {}", with: "match: {segment: gold}")
            try station.configure(agreement, settings: Self.everything)
            try await station.start()
            try station.put("a.ndjson", "09:00 created segment=gold", "09:30 replied by agent", "09:40 resolved")
            try station.put("b.ndjson", "09:00 created", "09:30 replied by agent", "09:40 resolved", ticket: "T-2")
            try station.put("c.ndjson", "09:00 created", ticket: "T-3")
            await station.turn("12:00", times: 2)
            await station.stop()
            try await station.start()
            // A finished one comes back and stays what it was; an open one gets its promise.
            let again = ["09:00 created", "09:30 replied by agent", "09:40 resolved", "12:10 noted"]
            try station.put("d.ndjson", events: Script.events(again, ticket: "T-2").map(\.event))
            try station.put("e.ndjson", "09:00 created", "12:10 noted segment=gold", ticket: "T-3")
            await station.turn("13:00", times: 2)
            await station.turn("+1/00:00", times: 2)
            let entry = try #require(station.entries("window").first { $0["SLA_GOAL"] == "all" })
            #expect(entry["SLA_COVERAGE_TICKETS"] == "66.666")
        }
    }
}
