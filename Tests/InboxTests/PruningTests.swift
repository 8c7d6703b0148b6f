import Foundation
import Glibc
import Testing

@testable import Inbox

/// 2026-11-22T12:00:00Z.
private let noon: Int64 = 1_795_348_800_000
private let day: Int64 = 86_400_000

@Suite struct PruningTests {
    @Test(
        "a day's files go when the day ended longer ago than they are kept, and the directory with them",
        arguments: [
            (noon, ["2026-11-15", "2026-11-16", "2026-11-22"]),
            (noon + day / 2 - 1, ["2026-11-15", "2026-11-16", "2026-11-22"]),
            (noon + day / 2, ["2026-11-16", "2026-11-22"]),
            (noon + 5 * day, ["2026-11-22"].sorted()),
            (noon + 8 * day, []),
            (-noon, ["2026-11-13", "2026-11-15", "2026-11-16", "2026-11-22"]),
        ]
    )
    func days(now: Int64, kept: [String]) throws {
        let (spool, inbox) = try opened()
        for name in ["2026-11-22", "2026-11-15", "2026-11-13", "2026-11-16"] { try spool.fill(name, files: 3) }
        let pruning = inbox.prune(nowMilliseconds: now, limit: 1_000)
        #expect(try spool.list("processed") == kept)
        #expect(pruning.removedFiles == 3 * (4 - kept.count))
        #expect(pruning.notices.isEmpty && !pruning.hasMore)
        for name in kept { #expect(try spool.list("processed/\(name)").count == 3) }
    }

    @Test("the names of days are those of the calendar, also in leap years and before 1970")
    func dayNames() {
        let days: [(Int64, String)] = [
            (0, "1970-01-01"), (-1_000, "1969-12-31"), (951_782_400_000, "2000-02-29"), (noon, "2026-11-22"),
            (4_107_542_399_999, "2100-02-28"), (4_107_542_400_000, "2100-03-01"),
        ]
        for (milliseconds, name) in days { #expect(dayName(milliseconds) == FileName(name)) }
    }

    @Test("what was rejected goes when it has not changed for as long as it is kept")
    func rejected() throws {
        let (spool, inbox) = try opened()
        for name in ["a.json", "a.json.reasons", ".writing", "b\n\u{1B}.json"] {
            try spool.write(Array("x".utf8), to: "rejected/\(name)")
        }
        let odd = [UInt8](repeating: 0xFF, count: 254) + [0x2E]
        try spool.write([UInt8](), to: FileName(bytes: Array("rejected/".utf8) + odd))
        let changed = try spool.changedMilliseconds("../rejected/b\n\u{1B}.json")
        #expect(inbox.prune(nowMilliseconds: changed + 30 * day, limit: 100).removedFiles == 0)
        #expect(inbox.prune(nowMilliseconds: changed - 100 * day, limit: 100).removedFiles == 0)
        #expect(inbox.prune(nowMilliseconds: changed + 30 * day + 1, limit: 100).removedFiles == 5)
        #expect(try spool.list("rejected").isEmpty)
    }

    @Test("nothing else is touched: the inbox, names that are no days, directories, what is behind a link")
    func harmless() throws {
        let (spool, inbox) = try opened()
        let processed = "\(spool.path)/processed"
        try spool.write("{}", to: "old.json")
        try spool.write("{}", to: ".old.json")
        for name in ["2026-01-01x", "2026-1-1", "keep", "2026-01-\n", "20260101-1"] { try spool.fill(name, files: 1) }
        try spool.write(Array("x".utf8), to: "processed/2026-01-02")
        try spool.write(Array("x".utf8), to: "elsewhere")
        try spool.check("mkdir", mkdir("\(spool.path)/2026", 0o755))
        try spool.write(Array("x".utf8), to: "2026/file")
        try spool.check("symlink", symlink("../2026", "\(processed)/2026-01-03"))
        try spool.fill("2026-01-04", files: 1)
        try spool.check("symlink", symlink("../../elsewhere", "\(processed)/2026-01-04/link"))
        try spool.check("mkdir", mkdir("\(spool.path)/rejected/dir", 0o755))
        try spool.check("symlink", symlink("../elsewhere", "\(spool.path)/rejected/link"))
        let before = try spool.list("processed").count
        let pruning = inbox.prune(nowMilliseconds: longAfter, limit: 1_000)
        #expect(pruning.removedFiles == 2 && pruning.notices.isEmpty)
        #expect(try spool.list("processed").count == before - 1)
        #expect(try spool.list("inbox") == [".old.json", "old.json"])
        #expect(try spool.list("rejected") == ["dir", "link"])
        #expect(spool.content("elsewhere") == "x" && spool.content("2026/file") == "x")
    }

    @Test("a directory that somebody made in a day is told once, and the rest goes on")
    func obstacle() throws {
        let (spool, inbox) = try opened()
        try spool.fill("2026-01-01", files: 2)
        try spool.fill("2026-01-02", files: 2)
        try spool.check("mkdir", mkdir("\(spool.path)/processed/2026-01-01/dir", 0o755))
        let pruning = inbox.prune(nowMilliseconds: noon, limit: 1_000)
        #expect(try spool.list("processed") == ["2026-01-01"])
        #expect(
            pruning.notices.map(\.description) == [
                "old files stay in the spool: cannot remove \(spool.path)/processed/2026-01-01: Directory not empty; "
                    + "look what else somebody put there, and remove it"
            ])
        #expect(inbox.prune(nowMilliseconds: noon, limit: 1_000).notices.isEmpty)
        try spool.check("rmdir", rmdir("\(spool.path)/processed/2026-01-01/dir"))
        #expect(inbox.prune(nowMilliseconds: noon, limit: 1_000).notices.isEmpty)
        #expect(try spool.list("processed").isEmpty)
    }

    @Test("in slices of any size it comes to the same, and no slice does more", arguments: [1, 2, 3, 7, 50])
    func slices(limit: Int) throws {
        let (spool, inbox) = try opened()
        for name in ["2026-01-01", "2026-01-02", "2026-11-22"] { try spool.fill(name, files: 5) }
        for number in 0..<5 { try spool.write("x", to: "\(number).json") }
        var removed = 0
        var usage: SpoolUsage?
        for _ in 0..<200 where usage == nil {
            let pruning = inbox.prune(nowMilliseconds: noon, limit: limit)
            #expect(pruning.removedFiles <= limit)
            removed += pruning.removedFiles
            usage = pruning.usage
            #expect(pruning.hasMore == (usage == nil))
        }
        #expect(removed == 10)
        #expect(usage == SpoolUsage(inboxBytes: 5 * 4_096, rejectedBytes: 0, processedBytes: 5 * 4_096))
        #expect(try spool.list("processed") == ["2026-11-22"])
    }

    @Test("what is used is measured anew each time, also where a day is known from before")
    func usage() throws {
        let (spool, inbox) = try opened()
        try spool.fill("2026-11-20", files: 2)
        try spool.fill("2026-11-21", files: 3)
        func processed() -> Int? { inbox.prune(nowMilliseconds: noon, limit: 1_000).usage?.processedBytes }
        #expect(processed() == 5 * 4_096)
        #expect(processed() == 5 * 4_096)
        try spool.write("{}", to: "a.json")
        _ = try inbox.finish(onlyFile(inbox), date: "2026-11-21")
        #expect(processed() == 6 * 4_096)
        try spool.check("unlink", unlink("\(spool.path)/processed/2026-11-20/0.json"))
        #expect(processed() == 5 * 4_096)
    }

    @Test("a day that is not looked at again costs no look at its files")
    func knownDays() throws {
        let (spool, inbox) = try opened()
        try spool.fill("2026-11-20", files: 100)
        _ = inbox.prune(nowMilliseconds: noon, limit: 1_000)
        #expect(inbox.prune(nowMilliseconds: noon, limit: 20).usage?.processedBytes == 100 * 4_096)
    }

    @Test("a day's directory that was open is made again")
    func openDay() throws {
        let (spool, inbox) = try opened()
        for _ in 1...2 {
            try spool.write("{}", to: "a.json")
            #expect(try inbox.finish(onlyFile(inbox), date: "2026-11-22") == .moved(to: "processed/2026-11-22/a.json"))
            #expect(inbox.prune(nowMilliseconds: longAfter, limit: 1_000).removedFiles == 1)
            #expect(try spool.list("processed").isEmpty)
        }
    }

    private func opened() throws -> (TemporarySpool, Inbox) {
        let spool = try TemporarySpool()
        return (spool, try spool.open())
    }
}

@Suite struct QuotaTests {
    @Test(
        "a level is entered at its border and left below a lower one",
        arguments: [
            (SpoolLevel.fine, 0, SpoolLevel.fine), (.fine, 799, .fine), (.fine, 800, .filling), (.fine, 999, .filling),
            (.fine, 1_000, .full), (.filling, 1_000, .full), (.filling, 999, .filling), (.filling, 700, .filling),
            (.filling, 699, .fine), (.full, 5_000, .full), (.full, 800, .full), (.full, 799, .filling),
            (.full, 700, .filling), (.full, 699, .fine),
        ]
    )
    func levels(level: SpoolLevel, used: Int, next: SpoolLevel) {
        #expect(level.next(usedBytes: used, maxBytes: 1_000) == next)
        #expect(level.next(usedBytes: used << 42, maxBytes: 1_000 << 42) == next, "no size overflows")
    }

    @Test("each change of the level is told once, with what is used and what to do")
    func told() throws {
        let (spool, inbox) = try opened(maxPages: 10)
        func notices() -> [String] { inbox.prune(nowMilliseconds: noon, limit: 1_000).notices.map(\.description) }
        #expect(notices().isEmpty)
        for number in 0..<8 { try spool.write("x", to: "\(number).json") }
        let advice =
            "see what is large: du -ah \(spool.path) | sort -h | tail; remove what was looked at in rejected, or "
        #expect(
            notices() == [
                "the spool is filling: 32.0 KiB of 40.0 KiB (max_spool) are used: inbox 32.0 KiB, processed 0 B, "
                    + "rejected 0 B; \(advice)raise max_spool"
            ])
        #expect(notices().isEmpty)
        for number in 8..<11 { try spool.write("x", to: "\(number).json") }
        #expect(
            notices().first?.hasPrefix("the spool is full: 44.0 KiB of 40.0 KiB (max_spool) are used: inbox") == true)
        #expect(notices().isEmpty)
        #expect(try spool.list("inbox").count == 11, "nothing of the inbox is removed")
        for number in 0..<5 { try spool.check("unlink", unlink("\(spool.path)/inbox/\(number).json")) }
        #expect(
            notices() == [
                "the spool has room again: 24.0 KiB of 40.0 KiB (max_spool) are used: inbox 24.0 KiB, "
                    + "processed 0 B, rejected 0 B"
            ])
        #expect(notices().isEmpty)
    }

    @Test(
        "a full spool loses processed files early, the oldest day first, until it is below four fifths",
        arguments: [1, 3, 1_000])
    func early(limit: Int) throws {
        let (spool, inbox) = try opened(maxPages: 20)
        try spool.fill("2026-11-20", files: 4)
        try spool.fill("2026-11-21", files: 4)
        try spool.fill("2026-11-22", files: 4)
        for number in 0..<6 { try spool.write("x", to: "\(number).json") }
        for number in 0..<4 { try spool.write(Array("x".utf8), to: "rejected/\(number).json") }
        var levels: [SpoolLevel] = []
        var hasMore = true
        while hasMore {
            let pruning = inbox.prune(nowMilliseconds: noon, limit: limit)
            for case .level(let level, _, _, _) in pruning.notices { levels.append(level) }
            hasMore = pruning.hasMore
        }
        #expect(levels == [.full, .filling])
        #expect(try spool.list("processed") == ["2026-11-21", "2026-11-22"])
        #expect(try spool.list("processed/2026-11-21").count == 1)
        #expect(try spool.list("processed/2026-11-22").count == 4)
        #expect(try spool.list("rejected").count == 4)
        #expect(try spool.list("inbox").count == 6)
        #expect(inbox.level == .filling)
    }

    @Test("a limit that is raised is in force at the next measuring")
    func raised() throws {
        let (spool, inbox) = try opened(maxPages: 4)
        for number in 0..<5 { try spool.write("x", to: "\(number).json") }
        _ = inbox.prune(nowMilliseconds: noon, limit: 1_000)
        #expect(inbox.level == .full)
        inbox.apply(SpoolSettings(directory: spool.path))
        _ = inbox.prune(nowMilliseconds: noon, limit: 1_000)
        #expect(inbox.level == .fine)
    }

    @Test(
        "a size is shown in the unit in which it is easily read",
        arguments: [
            (0, "0 B"), (1_023, "1023 B"), (1_024, "1.0 KiB"), (1_535, "1.4 KiB"), (1_048_575, "1023.9 KiB"),
            (1_048_576, "1.0 MiB"), (4 << 30, "4.0 GiB"), (3_543_348_019, "3.2 GiB"), (1 << 50, "1.0 PiB"),
        ]
    )
    func sizes(bytes: Int, text: String) {
        #expect(sizeText(bytes) == text)
    }

    private func opened(maxPages: Int) throws -> (TemporarySpool, Inbox) {
        let spool = try TemporarySpool()
        let inbox = try spool.open()
        var settings = SpoolSettings(directory: spool.path)
        settings.maxSpoolBytes = maxPages * 4_096
        inbox.apply(settings)
        return (spool, inbox)
    }
}

extension TemporarySpool {
    /// Puts small files into a directory of `processed`, each of which takes a block of the disk.
    fileprivate func fill(_ day: String, files: Int) throws {
        try check("mkdir", mkdir("\(path)/processed/\(day)", 0o755))
        for number in 0..<files { try write(Array("x".utf8), to: "processed/\(day)/\(number).json") }
    }
}
