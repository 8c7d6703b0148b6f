import Glibc
import Testing

@testable import Systemd

@Suite("The way to the journal")
struct JournalTests {
    @Test("a listening socket is a journal")
    func listening() throws {
        try withTemporaryDirectory { directory in
            let socket = try DatagramSocket(boundTo: directory + "/socket")
            try withExtendedLifetime(socket) { try Journal.probe(directory + "/socket") }
        }
    }

    @Test("a path without a socket is no journal, and the error says which")
    func missing() throws {
        let error = #expect(throws: JournalError.self) { try Journal.probe("/nowhere/socket") }
        #expect(error?.number == ENOENT)
        #expect(
            error?.description == """
                cannot reach the journal at /nowhere/socket: No such file or directory; \
                start systemd-journald, or let this service see that socket
                """
        )
    }

    @Test("a socket that nobody listens on any more is no journal")
    func stale() throws {
        try withTemporaryDirectory { directory in
            _ = try DatagramSocket(boundTo: directory + "/socket")
            let error = #expect(throws: JournalError.self) { try Journal.probe(directory + "/socket") }
            #expect(error?.number == ECONNREFUSED)
        }
    }

    @Test("a journal that does not read is given up on instead of waited for, and is one again when it has read")
    func full() throws {
        try withTemporaryDirectory { directory in
            let socket = try DatagramSocket(boundTo: directory + "/socket")
            try socket.fill(directory + "/socket")
            let error = #expect(throws: JournalError.self) { try Journal.probe(directory + "/socket") }
            #expect(error?.reason == "its socket is full")
            while socket.receive() != nil {}
            try Journal.probe(directory + "/socket")
        }
    }

    @Test("a path that no socket can have is no journal")
    func tooLong() {
        let error = #expect(throws: JournalError.self) { try Journal.probe(String(repeating: "x", count: 108)) }
        #expect(error?.number == ENAMETOOLONG)
    }

    @Test(
        "an entry is not told where no journal listens",
        .enabled(if: !Journal.isPresent, "SKIPPED: this machine has a journal; PrivateJournalTests hide it, as root")
    )
    func nothingThere() {
        #expect(throws: JournalError.self) { try Journal().send(JournalEntry("x", priority: .debug)) }
    }
}
