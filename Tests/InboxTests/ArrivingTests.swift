import Glibc
import Testing

@testable import Inbox

/// Files that are written in place, slowly.
@Suite struct ArrivingTests {
    private let patience: Int64 = 600_000

    @Test("a file that is written in place with long pauses is not taken before it is closed")
    func slowly() throws {
        let (spool, inbox) = try opened()
        var writer: TemporarySpool.Writer? = try spool.begin("a.ndjson")
        for text in ["", "{\"ticket\":", "\"T-1\"}\n", "{}\n"] {
            writer?.write(text)
            #expect(try inbox.drainNotifications() == text.isEmpty, "writing is not told")
            let changed = try spool.changedMilliseconds("a.ndjson")
            for pause in [0, 2_000, 60_000, patience - 1] {
                let scan = try inbox.ready(limit: 1, nowMilliseconds: changed + pause)
                #expect(scan.files.isEmpty)
                #expect(scan.nextLookMilliseconds == changed + patience)
                #expect(scan.settlingUntilMilliseconds == nil)
            }
        }
        writer = nil
        #expect(try inbox.drainNotifications())
        let file = try #require(
            try inbox.ready(limit: 1, nowMilliseconds: spool.changedMilliseconds("a.ndjson")).files.first)
        #expect(try inbox.read(file) == .bytes(Array("{\"ticket\":\"T-1\"}\n{}\n".utf8)))
    }

    @Test("a file whose writer never closes it is taken after ten minutes without a change")
    func patienceEnds() throws {
        let (spool, inbox) = try opened()
        let writer = try spool.begin("a.json")
        writer.write("{}")
        _ = try inbox.drainNotifications()
        let changed = try spool.changedMilliseconds("a.json")
        #expect(try inbox.ready(limit: 1, nowMilliseconds: changed + patience - 1).files.isEmpty)
        #expect(try inbox.ready(limit: 1, nowMilliseconds: changed + patience).shown == ["a.json"])
        #expect(try inbox.ready(limit: 1, nowMilliseconds: changed - patience).shown == ["a.json"], "set back")
    }

    @Test("a file that was linked in only has to settle, as nothing will tell that it is whole")
    func linked() throws {
        let (spool, inbox) = try opened()
        let made = "\(spool.path)/made"
        try spool.write(Array("{}".utf8), to: "made")
        // Linking within the same tick of the kernel's clock would leave both times equal.
        let times = [timespec(tv_sec: 1_000_000_000, tv_nsec: 0), timespec(tv_sec: 1_000_000_000, tv_nsec: 0)]
        try spool.check("utimensat", utimensat(AT_FDCWD, made, times, 0))
        try spool.check("link", link(made, "\(spool.path)/inbox/a.json"))
        try spool.check("unlink", unlink(made))
        #expect(try inbox.drainNotifications())
        let changed = try spool.changedMilliseconds("a.json")
        let scan = try inbox.ready(limit: 1, nowMilliseconds: changed + 1_999)
        #expect(scan.files.isEmpty)
        #expect(scan.settlingUntilMilliseconds == changed + 2_000)
        #expect(try inbox.ready(limit: 1, nowMilliseconds: changed + 2_000).shown == ["a.json"])
    }

    @Test("a file renamed over one that is being written is whole, and so is one renamed after writing")
    func renamed() throws {
        let (spool, inbox) = try opened()
        let writer = try spool.begin("a.json")
        writer.write("{")
        try spool.write("{}", to: ".b")
        try spool.rename(".b", to: "a.json")
        let other = try spool.begin("c.json")
        other.write("{}")
        try spool.rename("c.json", to: "d.json")
        _ = try inbox.drainNotifications()
        let now = try spool.changedMilliseconds("a.json")
        #expect(try inbox.ready(limit: 9, nowMilliseconds: now).shown == ["a.json", "d.json"])
        #expect(!inbox.arriving.isKnown("c.json"), "a name that is gone is forgotten")
    }

    @Test("a file closed to us while it is written is still waited for when its mode is changed")
    func closedMeanwhile() throws {
        let (spool, inbox) = try opened()
        let writer = try spool.begin("a.json")
        try spool.close("a.json")
        _ = try inbox.drainNotifications()
        _ = try withoutPrivileges { try inbox.ready(limit: 1, nowMilliseconds: longAfter) }
        try spool.check("chmod", chmod("\(spool.path)/inbox/a.json", 0o640))
        writer.write("{")
        let changed = try spool.changedMilliseconds("a.json")
        #expect(try inbox.ready(limit: 1, nowMilliseconds: changed + 60_000).files.isEmpty)
    }

    @Test("after an overflow nothing is known of writers, and settling decides")
    func overflow() throws {
        let (spool, inbox) = try opened()
        let writer = try spool.begin("a.json")
        writer.write("{}")
        _ = try inbox.drainNotifications()
        let changed = try spool.changedMilliseconds("a.json")
        #expect(try inbox.ready(limit: 1, nowMilliseconds: changed + 2_000).files.isEmpty)
        let header: [UInt32] = [.max, UInt32(IN_Q_OVERFLOW), 0, 0]
        #expect(header.withUnsafeBytes { inbox.take(Notifications($0)) })
        #expect(try inbox.ready(limit: 1, nowMilliseconds: changed + 2_000).shown == ["a.json"])
    }

    @Test("a file created again under a name that was given out is arriving again")
    func createdAgain() throws {
        let (spool, inbox) = try opened()
        try spool.write("{}", to: "a.json")
        try spool.check("unlink", unlink("\(spool.path)/inbox/a.json"))
        let writer = try spool.begin("a.json")
        writer.write("{")
        _ = try inbox.drainNotifications()
        let changed = try spool.changedMilliseconds("a.json")
        #expect(try inbox.ready(limit: 1, nowMilliseconds: changed + 60_000).files.isEmpty)
    }

    @Test("names that are given out later cost no memory, and more writers than are remembered only have to settle")
    func bounded() throws {
        let (spool, inbox) = try opened()
        inbox.arriving = NameMemory(capacity: 1)
        let writers = try [".a.json", "b.json.tmp", "c.part", "d.csv", "e.json", "f.json"].map(spool.begin)
        for writer in writers { writer.write("{}") }
        _ = try inbox.drainNotifications()
        #expect(inbox.arriving.isKnown("e.json"))
        let changed = try spool.changedMilliseconds("f.json")
        #expect(try inbox.ready(limit: 9, nowMilliseconds: changed + 2_000).shown == ["f.json"])
    }

    @Test("at a start the scan says until when files settle: those that are left or have settled do not count")
    func settlingUntil() throws {
        let spool = try TemporarySpool()
        _ = try spool.open()
        try spool.write("{}", to: "a.json")
        try spool.write("{}", to: "b.json")
        let inbox = try spool.open()
        let changed = try spool.changedMilliseconds("b.json")
        #expect(try inbox.ready(limit: 9, nowMilliseconds: changed).settlingUntilMilliseconds == changed + 2_000)
        let scan = try inbox.ready(limit: 9, nowMilliseconds: changed + 2_000)
        #expect(scan.settlingUntilMilliseconds == nil)
        #expect(inbox.leave(try #require(scan.files.first), untilMilliseconds: changed + 9_000))
        #expect(try inbox.ready(limit: 9, nowMilliseconds: changed + 3_000).settlingUntilMilliseconds == nil)
    }

    @Test("our own reading and moving wakes nobody")
    func ownReading() throws {
        let (spool, inbox) = try opened()
        try spool.write("{}", to: ".a")
        try spool.rename(".a", to: "a.json")
        _ = try inbox.drainNotifications()
        let file = try onlyFile(inbox)
        _ = try inbox.read(file)
        _ = try inbox.finish(file, date: "2026-11-22")
        #expect(!inbox.isWoken)
    }

    @Test("a directory, a link or a FIFO that is put there wakes, so that it is told without waiting")
    func obstacles() throws {
        let (spool, inbox) = try opened()
        try spool.check("mkdir", mkdir("\(spool.path)/inbox/a.json", 0o755))
        #expect(try inbox.drainNotifications())
        try spool.check("symlink", symlink("x", "\(spool.path)/inbox/b.json"))
        #expect(try inbox.drainNotifications())
        #expect(try inbox.ready(limit: 1, nowMilliseconds: longAfter).notices.count == 2)
    }

    private func opened() throws -> (TemporarySpool, Inbox) {
        let spool = try TemporarySpool()
        return (spool, try spool.open())
    }
}

extension NameMemory {
    fileprivate func isKnown(_ name: String) -> Bool {
        var copy = self
        return copy.value(of: FileName(name), scan: 0) != nil
    }
}
