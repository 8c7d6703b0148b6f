import Dispatch
import Glibc
import Synchronization

/// Files that must not stay if the command is told to end before they are whole.
final class UnfinishedFiles: Sendable {
    private let paths = Mutex<Set<String>>([])

    func add(_ path: String) {
        paths.withLock { _ = $0.insert(path) }
    }

    /// Removes them when a signal comes that ends the command, which then does.
    ///
    /// - Returns: what watches for the signals; as long as it is kept.
    func removeOnSignals() -> [any DispatchSourceSignal] {
        [SIGINT, SIGTERM, SIGHUP].map { number in
            signal(number, SIG_IGN)
            let source = DispatchSource.makeSignalSource(signal: number, queue: .global())
            source.setEventHandler { [self] in
                paths.withLock { paths in
                    for path in paths { unlink(path) }
                }
                signal(number, SIG_DFL)
                kill(getpid(), number)
            }
            source.activate()
            return source
        }
    }
}
