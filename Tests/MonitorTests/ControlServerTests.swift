import Control
import Dispatch
import Foundation
import SLATesting
import Testing

@testable import Monitor

extension Monitor {
    fileprivate func dismissIdle(asOf now: DispatchTime) {
        control?.dismissIdle(asOf: now)
    }
}

extension Loop {
    /// The real server on its queue, and clients on a real socket: no one waits for time to pass.
    @Suite("The control socket of a loop")
    struct ControlServerTests {
        private static let status = #"{"request":"status","version":1}"#
        private let station: Station
        private let path: String

        init() async throws {
            station = try Station(hasControl: true)
            path = try #require(station.control)
            try await station.start()
            await station.monitor?.listenForControl()
        }

        private func connect() throws -> SocketClient { try SocketClient(path) }

        @Test("answers many requests of one client in order, however they come")
        func order() async throws {
            let client = try connect()
            let names = (1...200).map { "T-\($0)" }
            try client.send(names.map { #"{"request":"ticket","ticket":"\#($0)","version":1}"# + "\n" }.joined())
            for name in names { #expect(client.line()?.contains("'\(name)'") == true) }
            client.finish()
            #expect(client.line() == nil)
            await station.stop()
        }

        @Test("answers as many clients as may be connected, lets the next one go with a sentence, and then has room")
        func clients() async throws {
            let clients = try (1...ControlLimits.clients).map { _ in try connect() }
            for client in clients { #expect(try client.ask(Self.status)?.hasPrefix(#"{"status":"#) == true) }
            let late = try connect()
            #expect(late.line()?.contains("32 clients are connected, and no more may be") == true)
            #expect(late.line() == nil)
            clients[7].finish()
            // Its place is free once the daemon has ended the connection.
            #expect(clients[7].line() == nil)
            #expect(try connect().ask(Self.status) != nil)
            await station.stop()
        }

        @Test("takes a request of the greatest size; a byte more is told, and ends the connection")
        func size() async throws {
            let client = try connect()
            let greatest = Self.status + String(repeating: " ", count: ControlLimits.requestBytes - Self.status.count)
            #expect(try client.ask(greatest)?.hasPrefix(#"{"status":"#) == true)
            try client.send(greatest + " ")
            #expect(client.line()?.contains("the request is longer than 65536 bytes") == true)
            #expect(client.line() == nil)
            #expect(try connect().ask(Self.status) != nil)
            await station.stop()
        }

        @Test("is held up by no client that does not take its answers, which come as it takes them")
        func slowClient() async throws {
            try station.put("a.ndjson", "09:00 created by customer")
            await station.turn("09:00", times: 2)
            let request = #"{"request":"tickets","version":1}"#
            let slow = try connect()
            let count = 2_000
            try slow.send(String(repeating: request + "\n", count: count))
            let answer = try connect().ask(request)
            #expect(answer?.contains("T-1") == true)
            // More than any buffer between the two has room for.
            try #require((answer?.utf8.count ?? 0) * count > 700_000)
            slow.finish()
            for _ in 0..<count { #expect(slow.line() == answer) }
            #expect(slow.line() == nil)
            await station.stop()
        }

        @Test("lets a client go that has not asked for too long, and none before")
        func idle() async throws {
            let (silent, half) = (try connect(), try connect())
            #expect(try silent.ask(Self.status) != nil)
            try half.send(#"{"request":"sta"#)
            #expect(try connect().ask(Self.status) != nil)
            let seconds = ControlLimits.idleSeconds
            await station.monitor?.dismissIdle(asOf: .now() + .seconds(seconds - 10))
            #expect(try silent.ask(Self.status) != nil)
            await station.monitor?.dismissIdle(asOf: .now() + .seconds(seconds + 10))
            #expect(silent.line() == nil)
            #expect(half.line() == nil)
            #expect(try connect().ask(Self.status) != nil)
            await station.stop()
        }

        @Test("lets a client go that takes no answer for too long")
        func idleSlow() async throws {
            let slow = try connect()
            try slow.send(String(repeating: Self.status + "\n", count: 3_000))
            #expect(try connect().ask(Self.status) != nil)
            await station.monitor?.dismissIdle(asOf: .now() + .seconds(ControlLimits.idleSeconds + 10))
            var lines = 0
            while slow.line() != nil { lines += 1 }
            #expect(lines < 3_000)
            await station.stop()
        }

        @Test("goes with the daemon, and its clients with it")
        func stop() async throws {
            let client = try connect()
            #expect(try client.ask(Self.status) != nil)
            await station.stop()
            #expect(client.line() == nil)
            #expect(!FileManager.default.fileExists(atPath: path))
        }
    }
}
