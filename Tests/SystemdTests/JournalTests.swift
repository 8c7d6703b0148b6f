import Glibc
import Testing

@testable import Systemd

@Suite("The way to the journal")
struct JournalTests {
    private let entry = JournalEntry("x", priority: .debug)

    @Test("a listening socket is a journal, and gets all entries over one connection")
    func listening() throws {
        try withTemporaryDirectory { directory in
            let socket = try DatagramSocket(boundTo: directory + "/socket")
            let journal = Journal(path: directory + "/socket")
            try journal.send(entry)
            try journal.send(JournalEntry("y", priority: .error, fields: [JournalField("SLA_REASON", "a\nb")]))
            #expect(socket.receive()?.hasPrefix("MESSAGE=x\nPRIORITY=7\nSYSLOG_IDENTIFIER=") == true)
            let length = "\u{3}\0\0\0\0\0\0\0"
            #expect(
                socket.receive()?.hasPrefix("MESSAGE=y\nPRIORITY=3\nSLA_REASON\n\(length)a\nb\nSYSLOG_IDENTIFIER=")
                    == true)
        }
    }

    @Test("a path without a socket is no journal, and the error says which")
    func missing() throws {
        let error = #expect(throws: JournalError.self) { try Journal(path: "/nowhere/socket").send(entry) }
        #expect(error?.number == ENOENT)
        #expect(
            error?.description == """
                cannot reach the journal at /nowhere/socket: No such file or directory; \
                start systemd-journald, or let this service see that socket
                """
        )
    }

    @Test("a socket that nobody listens on any more is no journal, from the next entry on")
    func stale() throws {
        try withTemporaryDirectory { directory in
            let journal = Journal(path: directory + "/socket")
            do {
                let socket = try DatagramSocket(boundTo: directory + "/socket")
                try withExtendedLifetime(socket) { try journal.send(entry) }
            }
            for journal in [journal, Journal(path: directory + "/socket")] {
                let error = #expect(throws: JournalError.self) { try journal.send(entry) }
                #expect(error?.number == ECONNREFUSED)
            }
        }
    }

    @Test("a journal that was started anew gets the next entry")
    func startedAnew() throws {
        try withTemporaryDirectory { directory in
            let journal = Journal(path: directory + "/socket")
            do {
                let socket = try DatagramSocket(boundTo: directory + "/socket")
                try withExtendedLifetime(socket) { try journal.send(entry) }
            }
            unlink(directory + "/socket")
            let socket = try DatagramSocket(boundTo: directory + "/socket")
            try journal.send(entry)
            #expect(socket.receive() != nil)
        }
    }

    @Test("an entry too long for a datagram is not waited with either, nor taken as told where no journal is")
    func fullAndLong() throws {
        try withTemporaryDirectory { directory in
            let socket = try DatagramSocket(boundTo: directory + "/socket")
            let journal = Journal(path: directory + "/socket")
            try journal.send(entry)
            try socket.fill(directory + "/socket")
            let field = JournalField("SLA_LONG", String(repeating: "x", count: 20 << 20))
            let long = JournalEntry("long", priority: .notice, fields: [field])
            #expect(throws: JournalError.self) { try journal.send(long) }
            unlink(directory + "/socket")
            #expect(throws: JournalError.self) { try journal.send(long) }
        }
    }

    @Test("a journal that does not read is given up on instead of waited for, and is one again when it has read")
    func full() throws {
        try withTemporaryDirectory { directory in
            let socket = try DatagramSocket(boundTo: directory + "/socket")
            let journal = Journal(path: directory + "/socket")
            try journal.send(entry)
            try socket.fill(directory + "/socket")
            let error = #expect(throws: JournalError.self) { try journal.send(entry) }
            #expect(error?.reason == "its socket is full")
            while socket.receive() != nil {}
            try journal.send(entry)
        }
    }

    @Test("a path that no socket can have is no journal")
    func tooLong() {
        let error = #expect(throws: JournalError.self) {
            try Journal(path: String(repeating: "x", count: 108)).send(entry)
        }
        #expect(error?.number == ENAMETOOLONG)
    }

    @Test(
        "an entry is not told where no journal listens",
        .enabled(if: !Journal.isPresent, "SKIPPED: this machine has a journal; PrivateJournalTests hide it, as root")
    )
    func nothingThere() {
        #expect(throws: JournalError.self) { try Journal().send(entry) }
    }
}
