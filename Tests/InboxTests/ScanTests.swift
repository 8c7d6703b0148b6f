import Glibc
import Testing

@testable import Inbox

@Suite struct ScanTests {
    @Test("an empty spool gets its directories and has nothing to take")
    func empty() throws {
        let spool = try TemporarySpool()
        let inbox = try spool.open()
        #expect(try spool.list("") == ["inbox", "processed", "rejected"])
        #expect(try inbox.ready(limit: 1, nowMilliseconds: longAfter) == InboxScan())
    }

    @Test("a spool that is missing is an error with what, where, why and what to do")
    func missingSpool() throws {
        let settings = SpoolSettings(directory: "/nonexistent/a\nb")
        let error = try #require(throws: InboxError.self) { try Inbox(settings) }
        let expected =
            "cannot open /nonexistent/a\\x0Ab: No such file or directory; "
            + "make the directory, as 'systemd-tmpfiles --create' does, and start again"
        #expect(error.description == expected)
    }

    @Test("a directory of the spool that is a link is an error")
    func linkedDirectory() throws {
        let spool = try TemporarySpool()
        try spool.check("symlink", symlink("/tmp", "\(spool.path)/processed"))
        let error = try #require(throws: InboxError.self) { try spool.open() }
        #expect([ELOOP, ENOTDIR].contains(error.code))
    }

    @Test(
        "a file that nothing was reported of is ready when it has not changed for the time to settle",
        arguments: [
            (-1, true, nil),  // seen a moment before its change by a clock that was read earlier
            (0, true, nil),
            (1_999, true, nil),
            (2_000, false, nil),
            (60_000, false, nil),
            (-1_999, true, nil),
            (-2_000, false, "the clock was set back"),
            (-3_600_000, false, "the clock was set back"),
        ] as [(Int64, Bool, Comment?)]
    )
    func settling(age: Int64, waits: Bool, comment: Comment?) throws {
        let spool = try TemporarySpool()
        let inbox = try spool.open()
        try spool.write("{}", to: "a.json")
        let changed = try spool.changedMilliseconds("a.json")
        let scan = try inbox.ready(limit: 10, nowMilliseconds: changed + age)
        #expect(scan.shown == (waits ? [] : ["a.json"]), comment)
        #expect(scan.nextLookMilliseconds == (waits ? changed + 2_000 : nil), comment)
    }

    @Test("a modification time of next century neither holds a file nor hurries it")
    func futureModification() throws {
        let spool = try TemporarySpool()
        let inbox = try spool.open()
        try spool.write("{}", to: "a.json")
        let times = [timespec(tv_sec: 7_000_000_000, tv_nsec: 0), timespec(tv_sec: 7_000_000_000, tv_nsec: 0)]
        try spool.check("utimensat", utimensat(AT_FDCWD, "\(spool.path)/inbox/a.json", times, 0))
        let changed = try spool.changedMilliseconds("a.json")
        #expect(try inbox.ready(limit: 1, nowMilliseconds: changed + 1_999).files.isEmpty)
        #expect(try inbox.ready(limit: 1, nowMilliseconds: changed + 2_000).shown == ["a.json"])
    }

    @Test("a scan names the first files byte by byte and says that there are more", arguments: [1, 2, 3, 4, 5, 9])
    func orderAndLimit(limit: Int) throws {
        let spool = try TemporarySpool()
        let inbox = try spool.open()
        let names = ["B.json", "a.json", "a0.json", "b.json", "ä.json"]
        for name in ["b.json", "ä.json", "B.json", "a0.json", "a.json"] { try spool.write("{}", to: name) }
        let scan = try inbox.ready(limit: limit, nowMilliseconds: longAfter)
        #expect(scan.shown == Array(names.prefix(limit)))
        #expect(scan.hasMore == (limit < names.count))
    }

    @Test("batch by batch all files are taken in name order, and then none is left")
    func batches() throws {
        let spool = try TemporarySpool()
        let inbox = try spool.open()
        let names = (100..<137).map { "\($0).json" }
        for name in names.shuffled() { try spool.write("{}", to: name) }
        var taken: [String] = []
        var scan = try inbox.ready(limit: 5, nowMilliseconds: longAfter)
        while !scan.files.isEmpty {
            taken += scan.shown
            for file in scan.files { _ = try inbox.finish(file, date: "2026-11-22") }
            scan = try inbox.ready(limit: 5, nowMilliseconds: longAfter)
        }
        #expect(taken == names)
        #expect(try spool.list("inbox").isEmpty)
        #expect(try spool.list("processed/2026-11-22") == names)
    }

    @Test("files not given out yet are neither taken nor told")
    func unfinished() throws {
        let spool = try TemporarySpool()
        let inbox = try spool.open()
        for name in [".a.json", "a.json.tmp", "a.json.part"] { try spool.write("{}", to: name) }
        #expect(try inbox.ready(limit: 1, nowMilliseconds: longAfter) == InboxScan())
    }

    @Test("what stays in the inbox is told once, when it has settled, with what to do")
    func notices() throws {
        let spool = try TemporarySpool()
        let inbox = try spool.open()
        try putObstacles(into: spool)
        let early = try inbox.ready(limit: 10, nowMilliseconds: spool.changedMilliseconds("e.json"))
        #expect(early.notices.isEmpty && early.files.isEmpty)
        #expect(early.nextLookMilliseconds != nil)
        let scan = try inbox.ready(limit: 10, nowMilliseconds: longAfter)
        let told = Dictionary(uniqueKeysWithValues: scan.notices.map { ($0.name.description, $0.obstacle) })
        #expect(
            told == [
                "a.csv": .notAnEventFile, "b.json": .directory, "c.json": .symbolicLink, "d.json": .special,
                "e.json": .hardLink, "f.json": .hardLink, "g.json": .symbolicLink,
            ]
        )
        #expect(scan.files.isEmpty)
        #expect(try inbox.ready(limit: 10, nowMilliseconds: longAfter) == InboxScan())
    }

    private func putObstacles(into spool: TemporarySpool) throws {
        let inbox = "\(spool.path)/inbox"
        try spool.write("x", to: "a.csv")
        try spool.check("mkdir", mkdir("\(inbox)/b.json", 0o755))
        try spool.check("symlink", symlink("/etc/passwd", "\(inbox)/c.json"))
        try spool.check("mkfifo", mkfifo("\(inbox)/d.json", 0o644))
        try spool.write("{}", to: "e.json")
        try spool.check("link", link("\(inbox)/e.json", "\(inbox)/f.json"))
        try spool.check("symlink", symlink("dangling", "\(inbox)/g.json"))
    }

    @Test(
        "a device in the inbox is never opened, and told",
        .enabled(if: geteuid() == 0, "SKIPPED: only root makes devices"),
        arguments: [S_IFCHR, S_IFBLK]
    )
    func device(kind: UInt32) throws {
        let spool = try TemporarySpool()
        let inbox = try spool.open()
        // Numbers of no device: whoever opened it would get ENXIO.
        try spool.check("mknod", mknod("\(spool.path)/inbox/a.json", kind | 0o644, 0xFFFFF))
        let scan = try inbox.ready(limit: 1, nowMilliseconds: longAfter)
        #expect(scan.files.isEmpty)
        #expect(scan.notices.map(\.obstacle) == [.special])
    }

    @Test("a notice is one line, and its command is safe to paste whatever the name")
    func noticeText() throws {
        let spool = try TemporarySpool()
        let inbox = try spool.open()
        try spool.write("x", to: "a\n$(reboot)")
        let notice = try #require(try inbox.ready(limit: 1, nowMilliseconds: longAfter).notices.first)
        let expected =
            "not read: a\\x0A$(reboot): not an event file, as its name ends in none of .json .ndjson .jsonl, with .gz "
            + "or without; rename it: $'\(spool.path)/inbox/a\\x0A\\x24\\x28reboot\\x29'"
        #expect(notice.description == expected)
    }

    @Test("after very many notices one says that there are more, and no others come")
    func tooManyNotices() throws {
        let spool = try TemporarySpool()
        let inbox = try spool.open()
        for number in 0..<1_010 { try spool.write("", to: "\(number).csv") }
        let scan = try inbox.ready(limit: 1, nowMilliseconds: longAfter)
        #expect(scan.notices.count == 1_001)
        #expect(scan.notices.last?.obstacle == .more(than: 1_000))
        #expect(try inbox.ready(limit: 1, nowMilliseconds: longAfter).notices.isEmpty)
    }

    @Test("what went away and came back is told again")
    func toldAgain() throws {
        let spool = try TemporarySpool()
        let inbox = try spool.open()
        for _ in 1...2 {
            try spool.write("x", to: "a.csv")
            #expect(try inbox.ready(limit: 1, nowMilliseconds: longAfter).notices.count == 1)
            try spool.check("unlink", unlink("\(spool.path)/inbox/a.csv"))
            #expect(try inbox.ready(limit: 1, nowMilliseconds: longAfter).notices.isEmpty)
        }
    }

    @Test("a file that its owner keeps closed stays and is told with the command that helps")
    func notReadable() throws {
        let spool = try TemporarySpool()
        let inbox = try spool.open()
        try spool.write("{}", to: "a.json")
        try spool.close("a.json")
        let scan = try withoutPrivileges { try inbox.ready(limit: 1, nowMilliseconds: longAfter) }
        #expect(scan.files.isEmpty)
        #expect(scan.notices.map(\.obstacle) == [.notReadable(owner: geteuid())])
        #expect(scan.notices.first?.description.hasSuffix("run: chmod a+r \(spool.path)/inbox/a.json") == true)
    }

    @Test("a file that was left is offered again at its instant")
    func leftUntil() throws {
        let spool = try TemporarySpool()
        let inbox = try spool.open()
        try spool.write("{}", to: "a.json")
        #expect(inbox.leave(try onlyFile(inbox), untilMilliseconds: longAfter + 1_000))
        let scan = try inbox.ready(limit: 1, nowMilliseconds: longAfter + 999)
        #expect(scan.files.isEmpty)
        #expect(scan.nextLookMilliseconds == longAfter + 1_000)
        #expect(try inbox.ready(limit: 1, nowMilliseconds: longAfter + 1_000).shown == ["a.json"])
    }

    @Test("a file that was left for good is offered again when it changes, and after a restart")
    func leftForGood() throws {
        let spool = try TemporarySpool()
        let inbox = try spool.open()
        try spool.write("{}", to: "a.json")
        #expect(inbox.leave(try onlyFile(inbox), untilMilliseconds: nil))
        #expect(try inbox.ready(limit: 1, nowMilliseconds: longAfter) == InboxScan())
        #expect(try spool.open().ready(limit: 1, nowMilliseconds: longAfter).shown == ["a.json"])
        try spool.write("{\"longer\":1}", to: "a.json")
        #expect(try inbox.ready(limit: 1, nowMilliseconds: longAfter).shown == ["a.json"])
    }

    @Test(
        "a clock that was set back does not hold a file that was left for an instant",
        arguments: [(-1, true), (-86_400_000, true), (0, false), (59_999, false), (60_000, true)]
    )
    func leftAndSetBack(step: Int64, isOffered: Bool) throws {
        let spool = try TemporarySpool()
        let inbox = try spool.open()
        try spool.write("{}", to: "a.json")
        #expect(inbox.leave(try onlyFile(inbox), untilMilliseconds: longAfter + 60_000))
        let scan = try inbox.ready(limit: 1, nowMilliseconds: longAfter + step)
        #expect(scan.shown == (isOffered ? ["a.json"] : []))
    }

    @Test("other limits are in force from the next scan on")
    func apply() throws {
        let spool = try TemporarySpool()
        let inbox = try spool.open(settle: 2_000, maxFileBytes: 1)
        try spool.write("{}", to: "a.json")
        let changed = try spool.changedMilliseconds("a.json")
        var settings = SpoolSettings(directory: spool.path)
        settings.settleMilliseconds = 5_000
        settings.maxFileBytes = 2
        inbox.apply(settings)
        #expect(try inbox.ready(limit: 1, nowMilliseconds: changed + 4_999).files.isEmpty)
        let file = try #require(try inbox.ready(limit: 1, nowMilliseconds: changed + 5_000).files.first)
        #expect(try inbox.read(file) == .bytes(Array("{}".utf8)))
    }

    @Test("only so many files can be left")
    func leftTooMany() throws {
        let spool = try TemporarySpool()
        let inbox = try spool.open()
        inbox.left = NameMemory(capacity: 2)
        for name in ["a.json", "b.json", "c.json"] { try spool.write("", to: name) }
        let files = try inbox.ready(limit: 10, nowMilliseconds: longAfter).files
        #expect(files.map { inbox.leave($0, untilMilliseconds: nil) } == [true, true, false])
        #expect(try inbox.ready(limit: 10, nowMilliseconds: longAfter).shown == ["c.json"])
    }
}
