import Dispatch
import Glibc
import Testing

@testable import Monitor

@Suite("A signal")
struct SignalTests {
    @Test("that comes before its source is set up is not lost")
    func early() async {
        holdBack(SIGUSR2)
        kill(getpid(), SIGUSR2)
        let queue = DispatchQueue(label: "signals")
        await withCheckedContinuation { continuation in
            let received = Once { continuation.resume() }
            let source = signalSource(SIGUSR2, on: queue) { received.run() }
            received.keep(source)
        }
    }
}

/// Runs once, and keeps what must live until then.
private final class Once: Sendable {
    private let queue = DispatchQueue(label: "once")
    nonisolated(unsafe) private var body: (() -> Void)?
    nonisolated(unsafe) private var kept: (any DispatchSourceProtocol)?

    init(_ body: @escaping () -> Void) { self.body = body }

    func run() {
        queue.sync {
            body?()
            body = nil
            kept?.cancel()
        }
    }

    func keep(_ source: any DispatchSourceProtocol) { queue.sync { kept = source } }
}
