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
        guard !isStopped, let connection = control?.connection(number), !connection.isSending,
            !(control?.isHeld(number) ?? false)
        else { return }
        switch connection.next() {
        case .nothing: break
        case .ended: control?.dismiss(number)
        case .line(let line): answer(line, connection.peer, for: number)
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

    private func answer(_ line: [UInt8], _ peer: ControlPeer?, for number: Int32) {
        do throws(ControlProblem) {
            let request = try ControlRequest(line: line)
            guard request.changesState else { return send(answer(toQuestion: request), to: number) }
            guard peer?.mayChangeState ?? false else {
                throw ControlProblem("only root and slad's own user may ask for this", hint: "use sudo")
            }
            control?.hold(number)
            change(request, for: .client(number))
        } catch let problem {
            send(.error(problem), to: number)
        }
    }

    /// The answer to a change, for which the client had to wait.
    func reply(_ answer: ControlAnswer, toClient number: Int32) {
        control?.noteDone(number)
        hear(number)
        send(answer, to: number)
    }

    /// What a client is told, as of now; of a change when its figures are counted.
    package func answer(_ request: ControlRequest) async -> ControlAnswer {
        guard request.changesState else { return answer(toQuestion: request) }
        return await withCheckedContinuation { change(request, for: .caller($0)) }
    }

    private func answer(toQuestion request: ControlRequest) -> ControlAnswer {
        Answers(
            engine: engine, catalogues: catalogues, ledger: ledger, systemZoneData: ZoneData().release,
            // As `readClock`, but a question changes nothing.
            daemon: daemonAnswer, windows: windows, feeds: feeds.watch, now: max(lastNow, ports.clock.now())
        ).answer(request)
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
