import Catalog
import Testing

/// Pseudo-random numbers that a seed repeats (SplitMix64).
private struct SeededNumbers: RandomNumberGenerator {
    var state: UInt64

    mutating func next() -> UInt64 {
        state &+= 0x9e37_79b9_7f4a_7c15
        var mixed = state
        mixed = (mixed ^ (mixed >> 30)) &* 0xbf58_476d_1ce4_e5b9
        mixed = (mixed ^ (mixed >> 27)) &* 0x94d0_49bb_1331_11eb
        return mixed ^ (mixed >> 31)
    }
}

@Suite("Damaged files")
struct MutationTests {
    private static let text = """
        agreement: gold # name
        kind: sla
        match: {segment: gold, type: [incident, "re\\tquest"], x: {not: &v present}}
        order: 10
        plan:
          - Call.
          - >
            folded
        objectives:
          - objective: first
            metric: first_response
            target: {by: priority, P1: 15m, P2: ~, else: 4h}
            warn: [50%, 10m before]
            pause: [{category: waiting_customer}]
          - {objective: second, metric: resolution, target: 1bh30bm, goal: 95% per month, on_reopen: *v }
        """

    private static let calendar = """
        calendar: office # name
        time_zone: Europe/Berlin
        hours: {mon-thu: "08:00-12:00, 13:00-17:00", fri: [22:00-06:00], sat: closed}
        holidays:
          - {date: 2026-12-25, name: Christmas Day}
          - {from: 12-24, to: 01-02}
          - {ics: h.ics}
        special_hours:
          - {date: 2026-12-24, hours: 08:00-12:00, name: Christmas Eve}
        """

    private static let ics = """
        BEGIN:VCALENDAR
        BEGIN:VTIMEZONE
        TZID:W. Europe
        BEGIN:STANDARD
        DTSTART:19701025T030000
        RRULE:FREQ=YEARLY;BYDAY=-1SU;BYMONTH=10
        TZOFFSETFROM:+0200
        TZOFFSETTO:+0100
        END:STANDARD
        END:VTIMEZONE
        BEGIN:VEVENT
        UID:1
        DTSTART;TZID=W. Europe:20260302T100000
        DTEND;TZID=America/New_York:20260302T060000
        RRULE:FREQ=MONTHLY;BYMONTHDAY=2,3,-1;COUNT=9
        EXDATE:20260402T080000Z,20260502T080000Z
        RDATE;VALUE=PERIOD:20260401T100000/PT2H
        SUMMARY;LANGUAGE=de:Grüße\\, a
         b
        END:VEVENT
        BEGIN:VEVENT
        UID:1
        RECURRENCE-ID:20260303T090000Z
        DTSTART;VALUE=DATE:20260304
        DURATION:P2D
        END:VEVENT
        END:VCALENDAR
        """

    @Test("no damage to a file crashes the loading, and every finding is one line in the file", arguments: 0..<20)
    func damage(seed: UInt64) throws {
        try damage(Self.text, 50, seed: seed) { findings([file("agreements/a.yaml", $0)]) }
    }

    @Test("nor does damage to a calendar or an .ics file", arguments: 0..<8)
    func damageToCalendars(seed: UInt64) throws {
        try damage(Self.calendar, 10, seed: seed) {
            findings([file("calendars/a.yaml", $0), file("h.ics", Array(Self.ics.utf8))])
        }
        try damage(Self.ics, 40, seed: seed) {
            findings([file("calendars/a.yaml", Array(Self.calendar.utf8)), file("h.ics", $0)])
        }
    }

    private func damage(_ text: String, _ times: Int, seed: UInt64, _ load: ([UInt8]) -> [Finding]) throws {
        var numbers = SeededNumbers(state: seed)
        for _ in 0..<times {
            var bytes = Array(text.utf8)
            for _ in 0..<Int.random(in: 1...6, using: &numbers) { damage(&bytes, &numbers) }
            let lines = bytes.count { $0 == UInt8(ascii: "\n") || $0 == UInt8(ascii: "\r") } + 2
            for finding in load(bytes) {
                #expect(
                    finding.line <= max(lines, 40) && finding.column <= bytes.count + 1, "seed \(seed): \(finding.text)"
                )
                let isOneLine = !finding.text.contains { $0.isNewline }
                #expect(isOneLine, "seed \(seed): \(finding.text)")
            }
        }
    }

    private func file(_ path: String, _ bytes: [UInt8]) -> CatalogueFiles.File {
        CatalogueFiles.File(path: path, bytes: bytes)
    }

    private func findings(_ files: [CatalogueFiles.File]) -> [Finding] {
        do {
            return try Catalogue.loaded(CatalogueFiles(files)).warnings
        } catch {
            return error.findings
        }
    }

    private func damage(_ bytes: inout [UInt8], _ numbers: inout SeededNumbers) {
        guard let index = bytes.indices.randomElement(using: &numbers) else { return }
        let signs = Array("\n\r\t \"'[]{}:,-?&*!|>%@`#~0".utf8)
        switch Int.random(in: 0...4, using: &numbers) {
        case 0: bytes.remove(at: index)
        case 1: bytes[index] = UInt8.random(in: 0...255, using: &numbers)
        case 2: bytes.insert(signs.randomElement(using: &numbers) ?? 0, at: index)
        case 3: bytes.removeSubrange(index..<min(bytes.count, index + 20))
        default: bytes.insert(contentsOf: bytes[index..<min(bytes.count, index + 30)], at: index)
        }
    }
}
