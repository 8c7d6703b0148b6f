import Control
import Glibc
import Testing

@Suite("A connection of the control socket")
struct ConnectionTests {
    private let socket: Socket
    private let listener: ControlListener

    init() throws {
        socket = try Socket()
        listener = try socket.listen()
    }

    private func connect() throws -> (client: RawClient, connection: ControlConnection) {
        let client = try socket.connect()
        return (client, try #require(listener.accept()))
    }

    private func line(_ text: String) -> ControlConnection.Input { .line(Array(text.utf8)) }

    @Test("nobody who knocks is no connection, at once")
    func nobody() {
        #expect(listener.accept() == nil)
    }

    @Test("the kernel says who is at the other end")
    func peer() throws {
        let (client, connection) = try connect()
        #expect(connection.peer == ControlPeer(uid: getuid(), gid: getgid(), pid: getpid()))
        #expect(connection.peer?.mayChangeState == true)
        #expect(ControlPeer(uid: 65_534, gid: 0, pid: 1).mayChangeState == (getuid() == 65_534))
        withExtendedLifetime(client) {}
    }

    @Test("lines come one by one, however they are cut")
    func lines() throws {
        let (client, connection) = try connect()
        #expect(connection.next() == .nothing)
        client.send("a")
        #expect(connection.next() == .nothing)
        client.send("b\nc\n\nd")
        #expect(connection.next() == line("ab"))
        #expect(connection.next() == line("c"))
        #expect(connection.next() == line(""))
        #expect(connection.next() == .nothing)
        client.send("e\n")
        #expect(connection.next() == line("de"))
    }

    @Test("what stands behind the last break is a line when the client has no more to say, once")
    func lastLine() throws {
        let (client, connection) = try connect()
        client.send("a\nb")
        client.finish()
        #expect(connection.next() == line("a"))
        #expect(connection.next() == line("b"))
        #expect(connection.next() == .ended)
        #expect(connection.next() == .ended)
        #expect(connection.send(Array("answer\n".utf8)))
        #expect(client.receive() == "answer\n")
    }

    @Test("a line of the greatest length is one, and a byte more is too long, with its break or without")
    func tooLong() throws {
        let greatest = String(repeating: "x", count: ControlLimits.requestBytes)
        for (text, isLine) in [(greatest + "\n", true), (greatest + "x", false), (greatest + "x\n", false)] {
            let (client, connection) = try connect()
            var input = ControlConnection.Input.nothing
            // A socket takes less than that at a time.
            var rest = Substring(text)
            while !rest.isEmpty, input == .nothing {
                rest = rest.dropFirst(max(0, client.send(String(rest.prefix(10_000)))))
                input = connection.next()
            }
            #expect(input == (isLine ? line(greatest) : .tooLong))
        }
    }

    @Test("an answer to a client that does not read waits, and goes on when it does")
    func slowClient() throws {
        let (client, connection) = try connect()
        let answer = String(repeating: "0123456789", count: 100_000)
        #expect(connection.send(Array(answer.utf8)))
        #expect(connection.isSending)
        var received = ""
        while connection.isSending {
            received += client.receive()
            #expect(connection.flush())
        }
        #expect(received + client.receive() == answer)
    }

    @Test("a client that is gone is noticed, and no signal ends the daemon")
    func gone() throws {
        var (client, connection): (RawClient?, ControlConnection) = try connect()
        #expect(client != nil)
        client = nil
        #expect(connection.next() == .ended)
        #expect(!connection.send([1]))
    }

    @Test("a client of slactl is told why nobody answers")
    func client() throws {
        let missing = #expect(throws: ControlError.self) { try ControlClient(path: socket.path + "x").ask(.status) }
        #expect(missing?.reason == .missing)
        listener.remove()
        let removed = #expect(throws: ControlError.self) { try ControlClient(path: socket.path).ask(.status) }
        #expect(removed?.reason == .missing)
    }
}
