import BusinessTime
import Dispatch
import Glibc
import Inbox
import SLAEngine
import Systemd

// What wakes the loop: the inbox, the next deadline, the clock, signals, the watchdog.
extension Monitor {
    func listen() {
        let queue = executor.queue
        let turn: @Sendable () -> Void = { self.assumeIsolated { $0.turn() } }
        timer = WallTimer(on: queue) { self.assumeIsolated { $0.timerFired() } }
        stepWatch = ClockStepWatch(on: queue) { self.assumeIsolated { $0.clockMayHaveStepped() } }
        sources += [
            readSource(inbox.notificationDescriptor, on: queue, ready: turn),
            repeatingTimer(on: queue, every: .seconds(60)) { self.assumeIsolated { $0.slowTick() } },
            signalSource(SIGTERM, on: queue) { self.assumeIsolated { $0.stop() } },
            signalSource(SIGINT, on: queue) { self.assumeIsolated { $0.stop() } },
        ]
        if let interval = ServiceNotifier.watchdogIntervalMicroseconds {
            let third = DispatchTimeInterval.microseconds(Int(clamping: interval / 3))
            sources.append(repeatingTimer(on: queue, every: third) { self.assumeIsolated { $0.heartbeat() } })
        }
        listenForControl()
        arm(lastNow, again: true)
    }

    private func queuedTurn() {
        isTurnQueued = false
        turn()
    }

    private func timerFired() {
        timer?.noteFired()
        turn()
    }

    /// The watchdog is fed by a turn that finds nothing overdue, not by a timer that merely lives.
    private func heartbeat() {
        if let next = nextLook, next <= ports.clock.now() { turn() }
        guard !isStopped else { return }
        ports.notifier.watchdog()
    }

    /// When a clock, a window or a feed is to be looked at.
    private var nextLook: Timestamp? {
        [engine.nextWakeup, windows.nextWakeup, feeds.nextWakeup].compactMap(\.self).min()
    }

    /// Looks into the inbox although nothing was reported, and tries the journal again.
    private func slowTick() {
        isScanWanted = true
        turn()
        pruneIfDue()
        tellAliveIfDue()
    }

    private func clockMayHaveStepped() {
        guard let step = stepWatch?.takeStep() else { return }
        tell(.clockStep(seconds: step.secondsText))
        isScanWanted = true
        turn()
    }

    /// Sets the one timer; `again` asks for the next turn at once, after whatever waits on the queue.
    ///
    /// Only one such turn stands there, however many turns other sources cause: a signal never waits for more.
    func arm(_ now: Timestamp, again: Bool) {
        guard let timer, !isStopped else { return }
        if again {
            guard !isTurnQueued else { return }
            isTurnQueued = true
            return executor.queue.async { self.assumeIsolated { $0.queuedTurn() } }
        }
        let nextCanary = canaries.next(every: catalogues.current?.rules.canary, now)
        var next = [nextLook.map { max($0, decidingFrom) }, nextScan, nextCanary].compactMap(\.self).min()
        if status.isOutboxWaiting { next = min(next ?? .distantFuture, now + .seconds(1)) }
        timer.arm(at: next)
    }
}
