import BusinessTime

/// A cycle, or a part of one, and the rulings that held while it ran.
struct RuledCycle {
    let cycle: Shared<Cycle>
    let rulings: [Ruling]
}

extension [Shared<Cycle>] {
    /// Hands out each cycle as one, or under `restart` as one for each ruling.
    ///
    /// - Parameter versions: what all versions of the agreement ask, where there are several.
    func forEachRuled(
        by rulings: [Ruling], _ versions: [RuledEra], _ policy: RematchPolicy, now: Timestamp,
        _ take: (Shared<Cycle>, [Ruling]) -> Void
    ) {
        if rulings.count == 1, versions.isEmpty {
            // What most cycles have: one ruling, from the start on.
            for cycle in self { take(cycle, rulings) }
        } else {
            let ruled = flatMap { $0.value.ruled(by: rulings, versions, policy, now: now) }.namedApart()
            for part in ruled { take(part.cycle, part.rulings) }
        }
    }
}

extension [RuledCycle] {
    /// No two under one name: an event can begin a cycle of the ticket and, by its attributes, a part of another.
    fileprivate func namedApart() -> [RuledCycle] {
        guard count > 1 else { return self }
        var names: Set<String> = []
        return map { ruled in
            if names.insert(ruled.cycle.name).inserted { return ruled }
            var cycle = ruled.cycle.value
            while !names.insert(cycle.name).inserted { cycle.name += "@" }
            return RuledCycle(cycle: Shared(cycle), rulings: ruled.rulings)
        }
    }
}

// How a change of attributes that brings another target or agreement treats an open cycle.
extension Cycle {
    /// The cycle as one, or under `restart` as one for each ruling.
    fileprivate func ruled(
        by rulings: [Ruling], _ versions: [RuledEra], _ policy: RematchPolicy, now: Timestamp
    ) -> [RuledCycle] {
        let isEndedFirst = endedBeforeAttributes || policy == .restart && isEndedByChange
        let known = known(rulings, now, isEndedFirst: isEndedFirst)
        switch policy {
        case .retroactive, .carry: return [RuledCycle(cycle: Shared(self), rulings: known)]
        case .restart where versions.isEmpty: return parts(known)
        case .restart:
            let all = versions.map { version in
                RuledEra(era: version.era, rulings: self.known(version.rulings, now, isEndedFirst: isEndedFirst))
            }
            return parts(all.cuts(from: startedAt).compactMap { known.holding(at: $0) })
        }
    }

    /// What ends with a change of attributes is finished, and does not start anew with it; one that begins with the
    /// very change is ruled by it.
    private var isEndedByChange: Bool { endedWithAttributes && endedAt.map { startedAt < $0 } ?? false }

    /// The rulings that the cycle felt; the first holds at its start.
    ///
    /// - Parameter isEndedFirst: what changed in the instant of its end came too late for it.
    private func known(_ rulings: [Ruling], _ now: Timestamp, isEndedFirst: Bool) -> [Ruling] {
        let end = max(endedAt ?? now, startedAt)
        let inTime = rulings.prefix { isEndedFirst ? $0.since < end : $0.since <= end }
        // The ruling of the opening holds in any case.
        let known = inTime.isEmpty ? rulings.prefix(1) : inTime
        let first = known.lastIndex { $0.since <= startedAt } ?? known.startIndex
        return felt(Array(known[first...]))
    }

    /// What is finished stays: of the rulings that changed while a resolution had stopped the cycle, it follows at the
    /// reopening the last alone.
    private func felt(_ rulings: [Ruling]) -> [Ruling] {
        var felt: [Ruling] = []
        for (ruling, next) in zip(rulings, rulings.dropFirst().map(Optional.some) + [nil]) {
            if let next, isInterrupted(from: ruling.since, to: next.since) { continue }
            if let last = felt.last, last.isSame(as: ruling) { continue }
            felt.append(ruling)
        }
        return felt
    }

    /// A change while a resolution had stopped the cycle is felt at the reopening.
    private func feltSince(_ ruling: Ruling) -> Timestamp {
        interruptions.last { $0.from < ruling.since && ruling.since < $0.to }?.to ?? ruling.since
    }

    /// From each change on another cycle, which its event names.
    private func parts(_ rulings: [Ruling]) -> [RuledCycle] {
        var parts: [RuledCycle] = []
        for (index, ruling) in rulings.enumerated() where ruling.measure != nil {
            var part = self
            if index + 1 < rulings.count { part = part.ended(before: rulings[index + 1], after: ruling) }
            if index > 0 {
                part = part.begun(at: feltSince(ruling), by: ruling.cause, named: ruling.cause.event)
            }
            parts.append(RuledCycle(cycle: Shared(part), rulings: [ruling]))
        }
        return parts
    }

    /// The part that ends with a change: as it was resolved, where the change came meanwhile, else without a verdict.
    private func ended(before next: Ruling, after last: Ruling) -> Cycle {
        if let interruption = halts.last(where: { $0.covers(next.since) }) {
            return ended(at: interruption.from, as: .resolved, by: interruption.cause)
        }
        let reason = next.measure == nil ? next.reason(after: last) : "restarted"
        return ended(at: next.since, as: .cancelled(reason: reason), by: next.cause)
    }
}

extension Halt {
    /// At the instant of a resolution, and of a reopening, attributes come first.
    fileprivate func covers(_ instant: Timestamp) -> Bool {
        isInterruption && from < instant && (to.map { instant <= $0 } ?? true)
    }
}
