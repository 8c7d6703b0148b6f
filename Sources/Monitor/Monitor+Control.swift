import BusinessTime
import Catalog
package import Control
import Dispatch
import Glibc
import Inbox
import SLAEngine

// The control socket: questions come between the turns, one at a time, and no client can hold the loop up.
extension Monitor {
    /// Opens the socket before anything else is done, so that a second slad ends at once.
    ///
    /// - Returns: nil where there is to be none; and why, if that is worth telling.
    static func openControl(_ options: MonitorOptions) throws -> (server: ControlServer?, notice: String?) {
        guard let path = options.control else { return (nil, nil) }
        do {
            return (ControlServer(try ControlListener(path: path)), nil)
        } catch let error {
            switch error.reason {
            case .missing, .permission:
                return (nil, "\(error); slactl reads the ledger itself, and slad goes on without")
            case .inUse, .nobody, .other:
                throw StartFailure(.cannotCreate, "\(error)")
            }
        }
    }

    func listenForControl() {
        guard let listener = control?.listener else { return }
        sources += [
            socketSource(listener.socket, on: executor.queue) { self.assumeIsolated { $0.admitClients() } },
            repeatingTimer(on: executor.queue, every: .seconds(15)) {
                self.assumeIsolated { $0.control?.dismissIdle() }
            },
        ]
    }

    private func admitClients() {
        guard !isStopped else { return }
        for number in control?.admit() ?? [] { hear(number) }
    }

    private func hear(_ number: Int32) {
        guard let connection = control?.connection(number) else { return }
        control?.wait(
            for: number,
            by: socketSource(connection.socket, on: executor.queue) { self.assumeIsolated { $0.answerNext(number) } })
    }

    /// Answers one request; another one of the same client waits until the loop was free for everything else.
    private func answerNext(_ number: Int32) {
        guard !isStopped, let connection = control?.connection(number), !connection.isSending else { return }
        switch connection.next() {
        case .nothing: break
        case .ended: control?.dismiss(number)
        case .line(let line): send(answer(line, connection.peer), to: number)
        case .tooLong:
            let limit = ControlLimits.requestBytes
            _ = connection.send(
                ControlAnswer.error(
                    ControlProblem("the request is longer than \(limit) bytes", hint: "end each with a line break")
                ).line())
            control?.dismiss(number)
        }
    }

    private func send(_ answer: ControlAnswer, to number: Int32) {
        guard let connection = control?.connection(number), connection.send(answer.line()) else {
            control?.dismiss(number)
            return
        }
        finishSending(number)
    }

    private func finishSending(_ number: Int32) {
        guard let connection = control?.connection(number) else { return }
        if connection.isSending {
            let source = socketSource(connection.socket, toWrite: true, on: executor.queue) {
                self.assumeIsolated { $0.sendMore(number) }
            }
            control?.wait(for: number, by: source)
        } else {
            control?.noteDone(number)
            // What was read along with the last line causes no further wake-up.
            executor.queue.async { self.assumeIsolated { $0.answerNext(number) } }
        }
    }

    private func sendMore(_ number: Int32) {
        guard !isStopped, let connection = control?.connection(number) else { return }
        guard connection.flush() else {
            control?.dismiss(number)
            return
        }
        guard !connection.isSending else { return }
        hear(number)
        finishSending(number)
    }

    private func answer(_ line: [UInt8], _ peer: ControlPeer?) -> ControlAnswer {
        do {
            let request = try ControlRequest(line: line)
            guard !request.changesState || peer?.mayChangeState ?? false else {
                return .error(ControlProblem("only root and slad's own user may ask for this", hint: "use sudo"))
            }
            return answer(request)
        } catch let problem {
            return .error(problem)
        }
    }

    /// What a client is told, as of now.
    package func answer(_ request: ControlRequest) -> ControlAnswer {
        // As `readClock`, but a question changes nothing.
        let now = max(lastNow, ports.clock.now())
        guard !request.changesState else { return change(request, now) }
        return Answers(
            engine: engine, catalogues: catalogues, ledger: ledger, systemZoneData: ZoneData().release,
            daemon: daemonAnswer, windows: windows, now: now
        ).answer(request)
    }

    private func change(_ request: ControlRequest, _ now: Timestamp) -> ControlAnswer {
        do {
            return try answer(request, changingAt: now)
        } catch let problem as ControlProblem {
            return .error(problem)
        } catch {
            return .error(ControlProblem("it could not be recorded: \(error)", hint: "see journalctl -u slad"))
        }
    }

    private var daemonAnswer: DaemonAnswer {
        var answer = DaemonAnswer(
            version: options.version, pid: Int(getpid()), startedAt: startedAt.utcText, complaint: status.complaint,
            isJournalAway: status.isOutboxWaiting, spool: status.spoolLevel.word,
            filesWaiting: waitingFiles.count + filesInHand.count)
        if heldFiles.count > 0 { answer.filesHeld = heldFiles.count }
        if inbox.stuckCount > 0 { answer.filesStuck = inbox.stuckCount }
        if status.isSettling { answer.isSettling = true }
        return answer
    }
}
