import BusinessTime
import CLinux
import Dispatch
import Glibc

/// One wall-clock timer: it follows the clock when that is set.
///
/// A source that is released before it was activated ends the process, so that it is made and activated in one place.
final class WallTimer {
    private let source: any DispatchSourceTimer
    private(set) var armedFor: Timestamp?

    init(on queue: DispatchQueue, fire: @escaping @Sendable () -> Void) {
        source = DispatchSource.makeTimerSource(queue: queue)
        source.setEventHandler(handler: fire)
        source.schedule(wallDeadline: .distantFuture)
        source.activate()
    }

    /// Fires at the instant, or at once if it has passed; nil disarms.
    func arm(at instant: Timestamp?) {
        guard let instant else {
            armedFor = nil
            return source.schedule(wallDeadline: .distantFuture)
        }
        guard armedFor != instant else { return }
        armedFor = instant
        let milliseconds = max(0, instant.millisecondsSinceEpoch)
        let time = timespec(tv_sec: Int(milliseconds / 1_000), tv_nsec: Int(milliseconds % 1_000) * 1_000_000)
        source.schedule(wallDeadline: DispatchWallTime(timespec: time), leeway: .nanoseconds(0))
    }

    /// Forgets that it is armed: the timer has fired.
    func noteFired() {
        armedFor = nil
    }

    func cancel() {
        source.cancel()
    }
}

/// A timer that fires again and again, whatever the wall clock does.
func repeatingTimer(
    on queue: DispatchQueue, every interval: DispatchTimeInterval, fire: @escaping @Sendable () -> Void
) -> any DispatchSourceTimer {
    let source = DispatchSource.makeTimerSource(queue: queue)
    source.setEventHandler(handler: fire)
    source.schedule(deadline: .now() + interval, repeating: interval)
    source.activate()
    return source
}

/// Calls back when the descriptor can be read.
func readSource(
    _ descriptor: Int32, on queue: DispatchQueue, ready: @escaping @Sendable () -> Void
) -> any DispatchSourceRead {
    let source = DispatchSource.makeReadSource(fileDescriptor: descriptor, queue: queue)
    source.setEventHandler(handler: ready)
    source.activate()
    return source
}

/// Calls back on a signal, which no longer does what it does by default.
func signalSource(
    _ number: Int32, on queue: DispatchQueue, received: @escaping @Sendable () -> Void
) -> any DispatchSourceSignal {
    holdBack(number)
    let source = DispatchSource.makeSignalSource(signal: number, queue: queue)
    source.setEventHandler(handler: received)
    source.activate()
    return source
}

/// Keeps a signal pending that comes before its source is set up, which libdispatch does on a thread of its own some
/// time later; ignored until then it would be lost, and the daemon would not stop.
///
/// Each thread that gets the signal blocks it and sends it on, until it waits for the source alone (signal-safety(7)).
func holdBack(_ number: Int32) {
    signal(number) { number in
        var blocked = sigset_t()
        sigemptyset(&blocked)
        sigaddset(&blocked, number)
        pthread_sigmask(SIG_BLOCK, &blocked, nil)
        kill(getpid(), number)
    }
}

/// Notices that the machine's clock was set; nothing else announces it.
final class ClockStepWatch {
    private let descriptor: Int32
    private let source: any DispatchSourceRead
    private var offset = ClockStepWatch.wallLessMonotonic()

    /// - Returns: nil if the kernel gives no such timer.
    init?(on queue: DispatchQueue, stepped: @escaping @Sendable () -> Void) {
        descriptor = slad_clock_step_open()
        guard descriptor >= 0 else { return nil }
        source = readSource(descriptor, on: queue, ready: stepped)
    }

    /// By how much the clock was set since the last call; nil if it was not.
    func takeStep() -> ElapsedTime? {
        guard slad_clock_step_read(descriptor) > 0 else { return nil }
        let now = ClockStepWatch.wallLessMonotonic()
        defer { offset = now }
        return now - offset
    }

    private static func wallLessMonotonic() -> Timestamp {
        var uptime = timespec()
        clock_gettime(CLOCK_BOOTTIME, &uptime)
        let milliseconds = Int64(uptime.tv_sec) * 1_000 + Int64(uptime.tv_nsec) / 1_000_000
        return SystemClock().now() - ElapsedTime(milliseconds: milliseconds)
    }
}
