import CLinux
import Glibc
import Inbox
import Testing

@Suite struct NotificationTests {
    @Test("names of files moved in or closed after writing are read from the kernel's buffer")
    func names() {
        let news = parse([
            event(IN_MOVED_TO, "a.json"), event(IN_CLOSE_WRITE, "a name of just sixteen"), event(IN_CREATE, "c.json"),
        ])
        let expected = [
            ("a.json", .givenOut), ("a name of just sixteen", .givenOut), ("c.json", .created),
        ].map { Notifications.Change(FileName($0), $1) }
        #expect(news.changes == expected)
        #expect(!news.hasOverflowed)
        #expect(!news.hasLostDirectory)
    }

    @Test("an overflow of the kernel's queue is seen between other news")
    func overflow() {
        let news = parse([event(IN_MOVED_TO, "a.json"), event(IN_Q_OVERFLOW, ""), event(IN_MOVED_TO, "b.json")])
        #expect(news.hasOverflowed)
        #expect(news.changes.map(\.name) == [FileName("a.json"), FileName("b.json")])
    }

    @Test(
        "the end of the watched directory is seen",
        arguments: [IN_MOVE_SELF, IN_DELETE_SELF, IN_IGNORED, IN_UNMOUNT]
    )
    func lostDirectory(mask: Int32) {
        #expect(parse([event(mask, "")]).hasLostDirectory)
    }

    @Test("a buffer cut off anywhere gives the events before the cut")
    func truncated() {
        let whole = event(IN_MOVED_TO, "a.json") + event(IN_MOVED_TO, "b.json")
        for length in 0...whole.count {
            let expected = length < 32 ? 0 : length < 64 ? 1 : 2
            #expect(parse([Array(whole.prefix(length))]).changes.count == expected, "cut at \(length)")
        }
    }

    @Test("after an overflow no file counts as reported, so that all must settle")
    func overflowForgets() throws {
        let spool = try TemporarySpool()
        let inbox = try spool.open()
        try spool.write("{}", to: "a.json")
        let now = try spool.changedMilliseconds("a.json")
        #expect(inbox.take(parse([event(IN_MOVED_TO, "a.json")])))
        #expect(try inbox.ready(limit: 10, nowMilliseconds: now).shown == ["a.json"])
        #expect(inbox.take(parse([event(IN_Q_OVERFLOW, "")])))
        let scan = try inbox.ready(limit: 10, nowMilliseconds: now)
        #expect(scan.files.isEmpty)
        #expect(scan.nextLookMilliseconds == now + 2_000)
        #expect(try inbox.ready(limit: 10, nowMilliseconds: now + 2_000).shown == ["a.json"])
    }

    @Test("more reported names than are remembered count as an overflow")
    func tooManyNames() throws {
        let spool = try TemporarySpool()
        let inbox = try spool.open()
        try spool.write("{}", to: "a.json")
        let now = try spool.changedMilliseconds("a.json")
        let names = ["a.json"] + (0..<32_768).map { "\($0).json" }
        #expect(inbox.take(parse(names.map { event(IN_MOVED_TO, $0) })))
        #expect(try inbox.ready(limit: 10, nowMilliseconds: now).files.isEmpty)
        #expect(try inbox.ready(limit: 10, nowMilliseconds: now + 2_000).shown == ["a.json"])
    }

    @Test("news of files that are not given out yet ask for no scan")
    func unfinishedNames() throws {
        let spool = try TemporarySpool()
        let inbox = try spool.open()
        #expect(!inbox.take(parse([event(IN_CLOSE_WRITE, ".a.json"), event(IN_CLOSE_WRITE, "a.tmp")])))
        #expect(inbox.take(parse([event(IN_CLOSE_WRITE, "a.csv")])))
    }

    @Test("what was reported of a file that is gone does not speak for the next file of its name")
    func staleReport() throws {
        let spool = try TemporarySpool()
        let inbox = try spool.open()
        _ = inbox.take(parse([event(IN_CLOSE_WRITE, "a.json")]))
        #expect(try inbox.ready(limit: 10, nowMilliseconds: longAfter).files.isEmpty)
        try spool.write("half", to: "a.json")
        let now = try spool.changedMilliseconds("a.json")
        #expect(try inbox.ready(limit: 10, nowMilliseconds: now).files.isEmpty)
    }

    @Test("a file renamed into the inbox wakes through the descriptor and is ready at once")
    func roundTrip() throws {
        let spool = try TemporarySpool()
        let inbox = try spool.open()
        try spool.write("{}", to: ".a")
        try spool.rename(".a", to: "a.json")
        try spool.write("{}", to: "b.json")
        var poll = pollfd(fd: inbox.notificationDescriptor, events: Int16(POLLIN), revents: 0)
        try #require(Glibc.poll(&poll, 1, 60_000) == 1)
        #expect(try inbox.drainNotifications())
        let now = try spool.changedMilliseconds("a.json")
        #expect(try inbox.ready(limit: 10, nowMilliseconds: now).shown == ["a.json", "b.json"])
        #expect(try !inbox.drainNotifications())
    }

    @Test("moving the inbox away is an error that says so, not silence")
    func inboxMoved() throws {
        let spool = try TemporarySpool()
        let inbox = try spool.open()
        try spool.check("rename", rename("\(spool.path)/inbox", "\(spool.path)/elsewhere"))
        #expect(try inbox.drainNotifications())
        let error = try #require(throws: InboxError.self) { try inbox.ready(limit: 1, nowMilliseconds: 0) }
        #expect(error.description.hasPrefix("cannot list \(spool.path)/inbox: No such file or directory; "))
    }

    @Test("removing the inbox is an error too")
    func inboxRemoved() throws {
        let spool = try TemporarySpool()
        let inbox = try spool.open()
        try spool.check("rmdir", rmdir("\(spool.path)/inbox"))
        #expect(inbox.isWoken)
        #expect(try inbox.drainNotifications())
        #expect(throws: InboxError.self) { try inbox.ready(limit: 1, nowMilliseconds: 0) }
    }

    @Test("the descriptor for steps of the clock is quiet while the clock goes on")
    func clockStep() throws {
        let descriptor = slad_clock_step_open()
        try #require(descriptor >= 0)
        defer { close(descriptor) }
        var poll = pollfd(fd: descriptor, events: Int16(POLLIN), revents: 0)
        #expect(Glibc.poll(&poll, 1, 0) == 0)
        #expect(slad_clock_step_read(descriptor) == 0)
        #expect(slad_clock_step_read(-1) == -EBADF)
    }
}

private func parse(_ events: [[UInt8]]) -> Notifications {
    events.flatMap { $0 }.withUnsafeBytes { Notifications($0) }
}

/// An event as the kernel writes it: the name padded to a multiple of 16 bytes, with one NUL at least.
private func event(_ mask: Int32, _ name: String) -> [UInt8] {
    let length = name.isEmpty ? 0 : (name.utf8.count / 16 + 1) * 16
    let header = [1, UInt32(mask), 0, UInt32(length)]
    let padding = [UInt8](repeating: 0, count: length - name.utf8.count)
    return header.withUnsafeBytes { Array($0) } + Array(name.utf8) + padding
}
