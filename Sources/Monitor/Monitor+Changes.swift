import BusinessTime
import Compliance
import Control
import SLAEngine

// Requests that change something: one after the other, each when slad has nothing more to look at.
extension Monitor {
    func change(_ request: ControlRequest, for asker: Asker) {
        guard max(lastNow, ports.clock.now()) >= decidingFrom else {
            let what = "slad has just started and has not looked at the clocks"
            return reply(.error(ControlProblem(what, hint: "ask again in a moment")), to: asker)
        }
        waitingChanges.append((request, asker))
        makeChanges()
    }

    /// Makes the changes that wait, as far as nothing stands in their way.
    func makeChanges() {
        while !isStopped, !isCounting, let change = waitingChanges.popFirst() {
            do {
                try make(change.request, for: change.asker, max(lastNow, ports.clock.now()))
            } catch let problem as ControlProblem {
                reply(.error(problem), to: change.asker)
            } catch {
                let problem = ControlProblem("it could not be recorded: \(error)", hint: "see journalctl -u slad")
                reply(.error(problem), to: change.asker)
            }
        }
    }

    /// Tickets are still looked at after a start or a reload, or windows counted: figures before and after would show
    /// that, too.
    private var isCounting: Bool {
        !areTicketsLookedAt || reloadNotice != nil || areWindowsStale || windows.isRenewing || countedChange != nil
            || foundMeanwhile != nil || windows.hasLateExclusion(asOf: max(lastNow, ports.clock.now()))
    }

    private func make(_ request: ControlRequest, for asker: Asker, _ now: Timestamp) throws {
        switch request {
        case .exclude(let draft): try exclude(draft, for: asker, now)
        case .withdraw(let draft): try withdraw(draft, for: asker, now)
        case .status, .ticket, .tickets, .explain, .compliance, .exclusions:
            throw ControlProblem("the request changes nothing", hint: "tell the makers of slad")
        }
    }

    func reply(_ answer: ControlAnswer, to asker: Asker) {
        switch asker {
        case .client(let number): reply(answer, toClient: number)
        case .caller(let continuation): continuation.resume(returning: answer)
        }
    }

    /// Answers those who wait, as far as slad knows what became of their changes.
    ///
    /// - Parameter why: slad ends.
    func refuseChanges(_ why: String) {
        if let change = countedChange {
            let what =
                "exclusion \(change.exclusion.id) is recorded as asked, but \(why) before its figures were counted"
            reply(.error(ControlProblem(what, hint: "see slactl compliance when slad runs")), to: change.asker)
        }
        countedChange = nil
        for (_, asker) in waitingChanges {
            let problem = ControlProblem("nothing was recorded, for \(why)", hint: "ask again when slad runs")
            reply(.error(problem), to: asker)
        }
        waitingChanges = []
    }
}
