import Control
import Dispatch

/// The clients of the control socket, and what wakes the loop for each.
struct ControlServer {
    /// One client; its source waits for a request, or for room for the rest of an answer.
    private struct Seat {
        let connection: ControlConnection
        var source: (any DispatchSourceProtocol)?
        /// When it was admitted or took its last whole answer, on a clock that nobody sets.
        var lastDone: DispatchTime
        /// It is slad's turn: the answer takes longer.
        var isHeld = false
    }

    let listener: ControlListener
    private var seats: [Int32: Seat] = [:]

    init(_ listener: ControlListener) {
        self.listener = listener
    }

    func connection(_ number: Int32) -> ControlConnection? { seats[number]?.connection }

    /// Takes everybody who knocks; one for whom there is no place is told so.
    ///
    /// - Returns: those whose requests are to be listened for.
    mutating func admit() -> [Int32] {
        var admitted: [Int32] = []
        while let connection = listener.accept() {
            guard seats.count < ControlLimits.clients else {
                _ = connection.send(ControlAnswer.error(ControlServer.full).line())
                continue
            }
            let number = connection.socket.number
            seats[number] = Seat(connection: connection, source: nil, lastDone: .now())
            admitted.append(number)
        }
        return admitted
    }

    private static let full = ControlProblem(
        "\(ControlLimits.clients) clients are connected, and no more may be",
        hint: "end some of them, or ask again later")

    /// Puts another source in the place of the one that woke the loop for the client.
    mutating func wait(for number: Int32, by source: any DispatchSourceProtocol) {
        seats[number]?.source?.cancel()
        seats[number]?.source = source
        seats[number]?.isHeld = false
    }

    func isHeld(_ number: Int32) -> Bool { seats[number]?.isHeld ?? false }

    /// Listens to a client no more until its answer is there.
    mutating func hold(_ number: Int32) {
        seats[number]?.source?.cancel()
        seats[number]?.source = nil
        seats[number]?.isHeld = true
    }

    mutating func noteDone(_ number: Int32) {
        seats[number]?.lastDone = .now()
    }

    mutating func dismiss(_ number: Int32) {
        seats.removeValue(forKey: number)?.source?.cancel()
    }

    /// Ends with those who have neither asked nor taken their answer for too long.
    mutating func dismissIdle(asOf now: DispatchTime = .now()) {
        let limit = now - .seconds(ControlLimits.idleSeconds)
        for (number, seat) in seats where seat.lastDone < limit && !seat.isHeld { dismiss(number) }
    }

    mutating func close() {
        for number in seats.keys { dismiss(number) }
        listener.remove()
    }
}

/// A source that keeps its socket open until it is cancelled.
func socketSource(
    _ socket: SocketDescriptor, toWrite: Bool = false, on queue: DispatchQueue, ready: @escaping @Sendable () -> Void
) -> any DispatchSourceProtocol {
    let source: any DispatchSourceProtocol =
        toWrite
        ? DispatchSource.makeWriteSource(fileDescriptor: socket.number, queue: queue)
        : DispatchSource.makeReadSource(fileDescriptor: socket.number, queue: queue)
    source.setEventHandler(handler: ready)
    source.setCancelHandler { withExtendedLifetime(socket) {} }
    source.activate()
    return source
}
