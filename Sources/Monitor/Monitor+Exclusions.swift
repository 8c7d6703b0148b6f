import BusinessTime
import Compliance
import Control
import Ledger
import SLAEngine
import Systemd

// What somebody takes out of the figures, and puts back.
extension Monitor {
    func exclude(_ draft: ExclusionDraft, for asker: Asker, _ now: Timestamp) throws {
        let exclusion = try Exclusion(draft, knownBy: catalogues, now: now)
        if let ticket = draft.ticket,
            try engine.ticket(named: ticket) == nil && ledger.place(ofTicketNamed: ticket) == nil
        {
            throw ControlProblem(
                "no event of a ticket '\(ticket)' is in the ledger", hint: "is it spelt as in the events?")
        }
        let recorded = try record { try $0.append(exclusion) }
        let what = "\(draft.author) excluded \(exclusion.text) (\(draft.reason))"
        take(CountedChange(exclusion: recorded, what: what, asker: asker), now)
    }

    func withdraw(_ draft: WithdrawalDraft, for asker: Asker, _ now: Timestamp) throws {
        guard var exclusion = try ledger.exclusions().first(where: { $0.id == draft.id }) else {
            throw ControlProblem("there is no exclusion '\(draft.id)'", hint: "see slactl exclude --list")
        }
        if let withdrawal = exclusion.withdrawal {
            let what = "exclusion \(draft.id) was withdrawn by \(withdrawal.author) on \(withdrawal.at.utcText)"
            throw ControlProblem(what, hint: "see slactl exclude --list")
        }
        let withdrawal = Exclusion.Withdrawal(author: draft.author, reason: draft.reason, at: now)
        try record { try $0.withdraw(draft.id, withdrawal) }
        exclusion.withdrawal = withdrawal
        let what = "\(draft.author) withdrew exclusion \(draft.id) of \(exclusion.text) (\(draft.reason))"
        take(CountedChange(exclusion: exclusion, what: what, asker: asker), now)
    }

    /// A ledger that does not take it ends the process, as with any other transaction.
    private func record<Result>(_ body: (LedgerWriter) throws -> Result) throws -> Result {
        do {
            return try ledger.transaction(body)
        } catch {
            die(.inputOutput, "the ledger could not be written: \(error)")
            throw error
        }
    }

    /// Counts with a change that is recorded; a ledger that cannot be read then ends the process, which counts anew
    /// when it starts.
    private func take(_ change: CountedChange, _ now: Timestamp) {
        countedChange = change
        do {
            windows.advance(to: now)
            try count(change, now)
            if windows.isRenewing { arm(now, again: true) }
        } catch {
            die(.inputOutput, "the verdicts could not be read from the ledger: \(error)")
        }
    }

    private func count(_ change: CountedChange, _ now: Timestamp) throws {
        let exclusion = change.exclusion
        if exclusion.from.map({ $0 > now }) ?? false {
            windows.exclude(try ledger.exclusions(), over: nil)
            return answer(change, [], isCovering: false)
        }
        guard let ticket = try onlyTicket(of: exclusion) else {
            try beginCounting(now)
            // Where there are few tickets, that is all.
            return try countSlice(now)
        }
        let before = ComplianceDesk.Picture(windows.book)
        windows.exclude(try ledger.exclusions(), over: ticket)
        answer(
            change, before.changes(to: ComplianceDesk.Picture(windows.book)),
            isCovering: ticket.cycles.contains { exclusion.covers($0, of: ticket.name) })
    }

    /// What a change brought, to whoever asked for it and to the journal; what it brings to windows is told by the next
    /// turn.
    ///
    /// - Parameter isCovering: whether the exclusion covers any cycle.
    func answer(_ change: CountedChange, _ changes: [ExcludedAnswer.Change], isCovering: Bool) {
        countedChange = nil
        // Of one that was withdrawn nobody asks that, and without goals there is nothing to cover.
        let coversNothing =
            changes.isEmpty && !isCovering && windows.hasGoals && change.exclusion.withdrawal == nil
        let nothing = coversNothing ? "it covers no cycle so far" : "no figure changes"
        tell(.plain("\(change.what): \(changes.isEmpty ? nothing : changes.journalText)", .notice))
        lastNews = .distantPast
        reply(
            .excluded(
                ExcludedAnswer(
                    exclusion: ExclusionAnswer(change.exclusion), changes: changes,
                    coversNothing: coversNothing ? true : nil)), to: change.asker)
        arm(lastNow, again: true)
    }

    /// The cycles of the ticket that it is about, where it is about one; else all are to be counted anew.
    private func onlyTicket(of exclusion: Exclusion) throws -> WindowKeeper.Taken? {
        guard let name = exclusion.scope.ticket, exclusion.scope.attributes == .always else { return nil }
        if let held = engine.ticket(named: name) { return (name, windows.cycles(ofTicket: held.place.ticket)) }
        guard let ticket = try ledger.finishedTicket(named: name) else { return nil }
        let attributes = try ledger.attributes(ofFinishedTicket: ticket.place.ticket) ?? [:]
        return (name, windows.cycles(ofFinished: ticket, attributes))
    }
}

extension Exclusion {
    /// - Throws: `ControlProblem` where it would exclude what is not meant.
    fileprivate init(_ draft: ExclusionDraft, knownBy catalogues: CatalogueKeeper, now: Timestamp) throws {
        let scope = Scope(
            ticket: draft.ticket, agreement: draft.agreement, objective: draft.objective,
            attributeValues: draft.attributes)
        let from = try Exclusion.moment(draft.from, "from")
        let to = try Exclusion.moment(draft.to, "to")
        guard
            scope != Scope(ticket: nil, agreement: nil, objective: nil, attributeValues: [:]) || from != nil
                || to != nil
        else {
            throw ControlProblem(
                "that would exclude everything, for ever", hint: "say which tickets, or from when to when")
        }
        if let from, let to, from >= to {
            throw ControlProblem("'from' is not before 'to'", hint: "the interval ends before 'to'")
        }
        for (key, values) in draft.attributes where values.isEmpty || key.isEmpty {
            throw ControlProblem(
                "'where' names no value of '\(key)'", hint: "write \"where\":{\"customer\":[\"acme\"]}")
        }
        try catalogues.demand(agreement: draft.agreement, objective: draft.objective)
        self.init(
            id: "", author: draft.author, reason: draft.reason, recordedAt: now, scope: scope, from: from, to: to)
    }

    private static func moment(_ text: String?, _ key: String) throws -> Timestamp? {
        guard let text else { return nil }
        guard let moment = try? Timestamp(rfc3339: text) else {
            throw ControlProblem(
                "'\(key)' is '\(text)', which is no moment", hint: "write one such as 2026-11-22T09:30:00+01:00")
        }
        return moment
    }

    /// In words, with its interval.
    fileprivate var text: String {
        let interval = [from.map { "from \($0.utcText)" }, to.map { "to \($0.utcText)" }].compactMap(\.self)
        return ([scope.text] + interval).joined(separator: " ")
    }
}

extension CatalogueKeeper {
    /// - Throws: `ControlProblem` where there never was an agreement of that name, or in it an objective of that one.
    func demand(agreement: String?, objective: String?) throws {
        let agreements = revisions.flatMap(\.rules.agreements)
        try demand(agreement, "agreement", among: agreements.map(\.name))
        let ofOne = agreements.filter { one in agreement.map { $0 == one.name } ?? true }
        try demand(objective, "objective", among: ofOne.flatMap { $0.objectives.map(\.name) })
    }

    private func demand(_ name: String?, _ noun: String, among known: [String]) throws {
        guard let name, !known.contains(name) else { return }
        let names = Set(known).sorted().joined(separator: ", ")
        throw ControlProblem(
            "there is no \(noun) '\(name)'", hint: names.isEmpty ? "none is declared" : "known are \(names)")
    }
}

extension ExclusionAnswer {
    init(_ exclusion: Exclusion) {
        self.init(
            id: exclusion.id, author: exclusion.author, reason: exclusion.reason,
            recordedAt: exclusion.recordedAt.utcText, ticket: exclusion.scope.ticket,
            agreement: exclusion.scope.agreement, objective: exclusion.scope.objective,
            attributes: exclusion.scope.attributeValues, from: exclusion.from?.utcText, to: exclusion.to?.utcText,
            withdrawal: exclusion.withdrawal.map {
                Withdrawal(author: $0.author, reason: $0.reason, at: $0.at.utcText)
            })
    }
}

extension [ExcludedAnswer.Change] {
    /// The windows that changed most; of a goal over everything that can be a hundred.
    fileprivate var journalText: String {
        let most = sorted { $0.size > $1.size }.prefix(3)
        let rest = count - most.count
        return most.map(\.text).joined(separator: "; ") + (rest > 0 ? "; and \(rest) more, see slactl compliance" : "")
    }
}

extension ExcludedAnswer.Change {
    /// How many cycles it is about.
    fileprivate var size: Int64 {
        abs(after.met - before.met) + abs(after.missed - before.missed) + abs(after.open - before.open)
    }

    /// `gold/response November 2026 94.736 % -> 97.297 %`.
    fileprivate var text: String {
        "\(goal) \(title) \(before.text) -> \(after.text)"
    }
}

extension TallyAnswer {
    fileprivate var text: String { "\(attainment.map { "\($0) % of \(met + missed)" } ?? "nothing")" }
}
