import Control
import Foundation
import Testing

@Suite("The file of the control socket")
struct ListenerTests {
    private let socket: Socket

    init() throws {
        socket = try Socket()
    }

    private func mode() -> mode_t? {
        var status = stat()
        return stat(socket.path, &status) == 0 ? status.st_mode & 0o777 : nil
    }

    @Test("is open to its owner and group alone, and gone when it was removed")
    func mode0660() throws {
        let listener = try socket.listen()
        #expect(mode() == 0o660)
        listener.remove()
        #expect(mode() == nil)
    }

    @Test("that nobody answers on any more is replaced")
    func stale() throws {
        // Not removed, as after a crash.
        _ = try socket.listen()
        #expect(mode() == 0o660)
        let error = #expect(throws: ControlError.self) { try ControlClient(path: socket.path).ask(.status) }
        #expect(error?.reason == .nobody)
        let listener = try socket.listen()
        let client = try socket.connect()
        #expect(listener.accept() != nil)
        withExtendedLifetime(client) {}
    }

    @Test("that another slad answers on is left to it")
    func live() throws {
        let first = try socket.listen()
        let error = #expect(throws: ControlError.self) { try socket.listen() }
        #expect(error?.reason == .inUse)
        #expect(error?.description.hasPrefix("another slad answers on \(socket.path); ") == true)
        let client = try socket.connect()
        while let connection = first.accept() { #expect(connection.peer != nil) }
        withExtendedLifetime(client) {}
    }

    @Test("that is another one's by now is not removed")
    func anothers() throws {
        let first = try socket.listen()
        try FileManager.default.removeItem(atPath: socket.path)
        let second = try socket.listen()
        first.remove()
        #expect(mode() == 0o660)
        second.remove()
        #expect(mode() == nil)
    }

    @Test("is never made over a file that is no socket")
    func otherFile() throws {
        try "mine".write(toFile: socket.path, atomically: false, encoding: .utf8)
        let error = #expect(throws: ControlError.self) { try socket.listen() }
        #expect(error?.reason == .other)
        #expect(try String(contentsOfFile: socket.path, encoding: .utf8) == "mine")
    }

    @Test("needs its directory, and a path that fits")
    func directory() throws {
        let missing = #expect(throws: ControlError.self) {
            try ControlListener(path: socket.directory + "/nowhere/control")
        }
        #expect(missing?.reason == .missing)
        let long = #expect(throws: ControlError.self) {
            try ControlListener(path: socket.directory + "/" + String(repeating: "x", count: 100))
        }
        #expect(long?.description.contains("too long for a socket") == true)
    }
}
