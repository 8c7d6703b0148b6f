import BusinessTime
import SLAEngine
import SLATesting
import Testing

@Suite("what is told")
struct TellingTests {
    struct Row: Sendable, CustomTestStringConvertible {
        let rule: String
        var rules = Rules(.resolution(120, warnings: ["50%", "30m before"], ladder: ["60m after"]))
        let lines: [String]
        var until = "12:30"
        let told: [String]
        var testDescription: String { rule }
    }

    static let quiet = Rules(.resolution(120))
    static let byPriority = Rules(
        Objective.resolution(0, warnings: ["50%"], ladder: ["60m after"]).with {
            $0.target = .byPriority(["P1": 60, "P2": 120, "P3": 240, "none": nil], else: .unmeasured)
        })

    static let rows: [Row] = [
        Row(
            rule: "warnings, the breach, a ladder step and the late finish are told at their instants",
            lines: ["09:00 created", "12:15 resolved"],
            told: [
                "10:00 warning resolution 50%", "10:30 warning resolution 30m before", "11:00 breach resolution",
                "12:00 ladder resolution 60m after", "12:15 finished-late resolution",
            ]),
        Row(
            rule: "met is told at the stop, and the stop ends warnings and ladder",
            lines: ["09:00 created", "10:15 resolved"],
            told: ["10:00 warning resolution 50%", "10:15 met resolution"]),
        Row(
            rule: "the ladder goes on without any warning",
            rules: Rules(.resolution(120, ladder: ["60m after", "30m after"])),
            lines: ["09:00 created"],
            told: [
                "11:00 breach resolution", "11:30 ladder resolution 30m after", "12:00 ladder resolution 60m after",
            ]),
        Row(
            rule: "a pause holds the ladder too",
            lines: ["09:00 created", "11:30 status pending"],
            told: [
                "10:00 warning resolution 50%", "10:30 warning resolution 30m before", "11:00 breach resolution",
            ]),
        Row(
            rule: "a stop at a ladder step comes before it",
            rules: Rules(.resolution(120, ladder: ["60m after"])),
            lines: ["09:00 created", "12:00 resolved"],
            told: ["11:00 breach resolution", "12:00 finished-late resolution"]),
        Row(
            rule: "a stop at the deadline tells met and no breach",
            rules: quiet, lines: ["09:00 created", "11:00 resolved"], told: ["11:00 met resolution"]),
        Row(
            rule: "a pause at the deadline comes too late",
            rules: quiet, lines: ["09:00 created", "11:00 status pending"], told: ["11:00 breach resolution"]),
        Row(
            rule: "two thresholds of one instant are told each",
            rules: Rules(.resolution(120, warnings: ["50%", "60m before"])),
            lines: ["09:00 created", "10:30 resolved"],
            told: ["10:00 warning resolution 50%", "10:00 warning resolution 60m before", "10:30 met resolution"]),
        Row(
            rule: "a warning longer than the target is due at the start",
            rules: Rules(.resolution(120, warnings: ["180m before"])),
            lines: ["09:00 created", "09:30 resolved"],
            told: ["09:00 warning resolution 180m before", "09:30 met resolution"]),
        Row(
            rule: "a late event withdraws a breach once",
            rules: quiet,
            lines: ["09:00 created", "10:30 resolved known 11:30", "11:40 noted by agent", "11:50 noted by agent"],
            told: [
                "11:00 breach resolution", "11:30 met resolution of 10:30", "11:30 withdrawn resolution breach",
            ]),
        Row(
            rule: "a breach that becomes true again is told again, with count 2",
            rules: quiet,
            lines: ["09:00 created", "10:30 resolved id x known 11:30", "11:45 retracted corrects x"],
            told: [
                "11:00 breach resolution", "11:30 met resolution of 10:30", "11:30 withdrawn resolution breach",
                "11:45 breach resolution #2 of 11:00", "11:45 withdrawn resolution met",
            ]),
        Row(
            rule: "a late pause moves the breach ahead: withdrawn, then told at its new instant",
            rules: quiet,
            lines: ["09:00 created", "09:10 status pending known 11:10", "10:10 status open known 11:10"],
            told: [
                "11:00 breach resolution", "11:10 withdrawn resolution breach", "12:00 breach resolution #2",
            ]),
        Row(
            rule: "a breach that still holds at another instant is corrected",
            rules: quiet,
            lines: ["09:00 created", "09:10 status pending known 11:10", "09:15 status open known 11:10"],
            told: ["11:00 breach resolution", "11:10 corrected resolution breach of 11:05"]),
        Row(
            rule: "a second correction is one of its own",
            rules: quiet,
            lines: [
                "09:00 created", "09:10 status pending known 11:10", "09:15 status open known 11:10 id x",
                "09:13 status open corrects x known 11:20",
            ],
            told: [
                "11:00 breach resolution", "11:10 corrected resolution breach of 11:05",
                "11:20 corrected resolution breach of 11:03",
            ]),
        Row(
            rule: "a late event that finds the breach long ago tells it at once, as of its instant",
            rules: quiet,
            lines: ["09:00 created", "08:00 created id x known 10:30"],
            told: ["10:30 breach resolution of 10:00"]),
        Row(
            rule: "met is withdrawn by a reopening and told again",
            rules: quiet,
            lines: ["09:00 created", "10:00 resolved", "11:00 reopened", "11:30 resolved"],
            told: [
                "10:00 met resolution", "11:00 withdrawn resolution met", "11:30 met resolution #2",
            ]),
        Row(
            rule: "a met at another instant is corrected",
            rules: quiet,
            lines: ["09:00 created", "10:00 resolved", "09:50 resolved known 10:05"],
            told: ["10:00 met resolution", "10:05 corrected resolution met of 09:50"]),
        Row(
            rule: "a warning is never told again because the clock was stopped or paused",
            rules: Rules(.resolution(120, warnings: ["50%"])),
            lines: ["09:00 created", "10:05 resolved", "10:10 reopened", "10:20 status pending", "10:30 status open"],
            until: "11:00",
            told: ["10:00 warning resolution 50%", "10:05 met resolution", "10:10 withdrawn resolution met"]),
        Row(
            rule: "a warning is not withdrawn by a late pause, and not told again",
            rules: Rules(.resolution(120, warnings: ["50%"])),
            lines: ["09:00 created", "09:10 status pending known 10:10", "10:00 status open known 10:10"],
            until: "11:00",
            told: ["10:00 warning resolution 50%"]),
        Row(
            rule: "a warning whose clock is breached when it is first known is left out",
            rules: Rules(.resolution(120, warnings: ["50%"])),
            lines: ["09:00 created known 11:30"],
            told: ["11:30 breach resolution of 11:00"]),
        Row(
            rule: "a warning of an unfinished clock is told late",
            rules: Rules(.resolution(120, warnings: ["50%"])),
            lines: ["09:00 created known 10:30"], until: "10:45",
            told: ["10:30 warning resolution 50% of 10:00"]),
        Row(
            rule: "a longer target arms the warning again where its instant lies ahead",
            rules: byPriority,
            lines: ["09:00 created priority=P2", "10:30 priority=P3"], until: "11:30",
            told: ["10:00 warning resolution 50%", "11:00 warning resolution 50% #2"]),
        Row(
            rule: "a shorter target does not arm a warning again whose instant is past",
            rules: byPriority,
            lines: ["09:00 created priority=P3", "11:10 priority=P2"], until: "11:30",
            told: ["11:00 warning resolution 50%", "11:10 breach resolution"]),
        Row(
            rule: "a changed priority counts from the start, and breaches not before the change",
            rules: byPriority,
            lines: ["09:00 created priority=P3", "10:45 priority=P1"], until: "11:15",
            told: ["10:45 breach resolution", "11:00 ladder resolution 60m after"]),
        Row(
            rule: "a longer target withdraws the breach, and it is told again at the new deadline",
            rules: byPriority,
            lines: ["09:00 created priority=P1", "10:30 priority=P2"], until: "11:30",
            told: [
                "09:30 warning resolution 50%", "10:00 breach resolution", "10:30 withdrawn resolution breach",
                "11:00 breach resolution #2",
            ]),
        Row(
            rule: "a shorter target leaves the breach and the ladder where they were",
            rules: byPriority,
            lines: ["09:00 created priority=P2", "12:10 priority=P1"],
            told: ["10:00 warning resolution 50%", "11:00 breach resolution", "12:00 ladder resolution 60m after"]),
        Row(
            rule: "a target that is taken away on purpose withdraws the breach",
            rules: byPriority,
            lines: ["09:00 created priority=P1", "10:30 priority=none"], until: "11:30",
            told: ["09:30 warning resolution 50%", "10:00 breach resolution", "10:30 withdrawn resolution breach"]),
        Row(
            rule: "a merge leaves a breach and tells no late finish",
            rules: quiet, lines: ["09:00 created", "11:30 merged"], told: ["11:00 breach resolution"]),
        Row(
            rule: "a merge before the deadline tells nothing",
            rules: quiet, lines: ["09:00 created", "10:30 merged"], told: []),
        Row(
            rule: "an assumed opening tells a breach, but never met",
            rules: quiet, lines: ["09:00 status open", "10:00 resolved"], told: []),
        Row(
            rule: "a late finish at another instant is told again, since it is never withdrawn",
            rules: quiet,
            lines: ["09:00 created", "12:00 resolved", "11:30 resolved known 12:10"],
            told: [
                "11:00 breach resolution", "12:00 finished-late resolution",
                "12:10 finished-late resolution #2 of 11:30",
            ]),
        Row(
            rule: "a retracted ticket has its breach withdrawn",
            rules: quiet,
            lines: ["09:00 created id x", "11:30 retracted corrects x"],
            told: ["11:00 breach resolution", "11:30 withdrawn resolution breach"]),
        Row(
            rule: "an event ahead of now acts at its instant",
            rules: quiet,
            lines: ["09:00 created", "10:59 resolved known 10:55"], told: ["10:59 met resolution"]),
        Row(
            rule: "a new cycle is told apart from the one before",
            rules: Rules(.resolution(60, onReopen: .newCycle)),
            lines: ["09:00 created", "10:30 resolved", "10:40 reopened id r", "11:45 resolved"],
            told: [
                "10:00 breach resolution", "10:30 finished-late resolution", "11:40 breach resolution [r]",
                "11:45 finished-late resolution [r]",
            ]),
        Row(
            rule: "a reply and a shorter target in one event: the answer is judged by the target until then",
            rules: Rules(
                Objective.firstResponse(0).with {
                    $0.target = .byPriority(["P1": 60], else: .amount(.elapsed(.hours(4))))
                }),
            lines: ["09:00 created", "11:00 replied by agent priority=P1"],
            told: ["11:00 met response"]),
        Row(
            rule: "a resolution and a shorter target in one event: the attributes act first",
            rules: byPriority,
            lines: ["09:00 created priority=P3", "10:30 resolved priority=P1"],
            told: ["10:30 breach resolution", "10:30 finished-late resolution"]),
    ]

    @Test("each rule of telling", arguments: rows)
    func rule(_ row: Row) {
        #expect(TimeLine(row.rules, row.lines, until: row.until).told == row.told)
    }

    @Test("a breach carries its figures")
    func figures() throws {
        let line = TimeLine(
            Rules(.resolution(120)),
            ["09:00 created customer=acme team=l2", "09:30 status pending", "09:45 status open", "12:00 resolved"],
            until: "13:00")
        let breach = try #require(line.announcements.first { $0.kind == .breach })
        #expect(breach.at == Timestamp(play: "11:15"))
        #expect(breach.deadline == Timestamp(play: "11:15"))
        #expect(breach.elapsed.text == "2h")
        #expect(breach.target.text == "2h")
        #expect(breach.overrun == nil)
        #expect(breach.overrunElapsed == nil)
        #expect(breach.customer == "acme")
        #expect(breach.team == "l2")
        let finish = try #require(line.announcements.first { $0.kind == .finishedLate })
        #expect(finish.overrun?.text == "45m")
        #expect(finish.overrunElapsed?.text == "45m")
        #expect(finish.elapsed.text == "2h45m")
    }

    @Test("the overrun of a late finish in open time leaves out the pause, in elapsed time it does not")
    func overrun() throws {
        let line = TimeLine(
            Rules(.resolution(60)),
            ["09:00 created", "10:30 status pending", "11:30 status open", "11:45 resolved"], until: "13:00")
        let finish = try #require(line.announcements.first { $0.kind == .finishedLate })
        #expect(finish.overrun?.text == "45m")
        #expect(finish.overrunElapsed?.text == "1h45m")
    }

    @Test("a withdrawal names the first announcement, and why it does not hold")
    func withdrawal() throws {
        let line = TimeLine(
            Rules(.resolution(120)), ["09:00 created", "10:30 resolved known 11:30"], until: "12:00")
        let withdrawn = try #require(line.announcements.first { $0.kind == .withdrawn })
        #expect(withdrawn.refersTo == "T-1/gold/resolution/opening/breach/1")
        #expect(withdrawn.key.text == "T-1/gold/resolution/opening/breach/1/withdrawn")
        #expect(
            withdrawn.reason
                == "stopped in time at 2026-11-02T10:30:00Z; this withdraws T-1/gold/resolution/opening/breach/1")
        #expect(withdrawn.at == Timestamp(play: "11:30"))
    }

    @Test("a correction names the first announcement and both instants")
    func correction() throws {
        let line = TimeLine(
            Rules(.resolution(120)),
            ["09:00 created", "09:10 status pending known 11:10", "09:15 status open known 11:10"], until: "12:00")
        let corrected = try #require(line.announcements.first { $0.kind == .corrected })
        #expect(corrected.refersTo == "T-1/gold/resolution/opening/breach/1")
        #expect(corrected.key.text == "T-1/gold/resolution/opening/breach/1/corrected-1")
        #expect(
            corrected.reason
                == "it became true at 2026-11-02T11:05:00Z, not at 2026-11-02T11:00:00Z; "
                + "this corrects T-1/gold/resolution/opening/breach/1")
        #expect(corrected.deadline == Timestamp(play: "11:05"))
    }

    @Test(
        "what became true more than tell_within before it was known is only summarised",
        arguments: [("+7/11:00", false), ("+7/11:00:01", true), ("+30/09:00", true)])
    func summarised(known: String, isSummarised: Bool) {
        let line = TimeLine(Rules(.resolution(120)), ["09:00 created known \(known)"], until: "+31/00:00")
        #expect(line.announcements.map(\.isSummarised) == [isSummarised])
    }

    @Test("the withdrawal of what was only summarised is only summarised")
    func summarisedWithdrawal() {
        let line = TimeLine(
            Rules(.resolution(120)), ["09:00 created known +9/09:00", "10:00 resolved known +9/10:00"],
            until: "+10/00:00")
        #expect(line.announcements.map(\.kind) == [.breach, .met, .withdrawn])
        #expect(line.announcements.map(\.isSummarised) == [true, true, true])
    }
}
