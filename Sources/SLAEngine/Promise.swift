/// An objective of a version of an agreement, as tickets are folded by it.
///
/// Behind one reference: every clock of every ticket has one, and a copy of it would cost more than the fold.
final class Promise: Sendable {
    let objective: Objective
    let agreement: Agreement
    let preset: Preset
    /// Warnings, then the ladder.
    let thresholds: [(threshold: Threshold, isLadder: Bool)]

    init(_ objective: Objective, of agreement: Agreement) {
        self.objective = objective
        self.agreement = agreement
        preset = Preset(objective, kind: agreement.kind)
        thresholds = objective.warnings.map { ($0, false) } + objective.ladder.map { ($0, true) }
    }

    /// What a change of target or agreement does to an open clock.
    var onRematch: RematchPolicy { objective.onRematch ?? agreement.kind.onRematch }
}

extension Promise: Hashable {
    static func == (left: Promise, right: Promise) -> Bool {
        left === right || left.objective == right.objective && left.agreement == right.agreement
    }

    func hash(into hasher: inout Hasher) {
        hasher.combine(agreement.name)
        hasher.combine(objective.name)
    }
}

/// A version of an agreement with its promises.
final class Terms: Sendable {
    let agreement: Agreement
    let promises: [Promise]

    init(_ agreement: Agreement) {
        self.agreement = agreement
        promises = agreement.objectives.map { Promise($0, of: agreement) }
    }

    /// The attributes that decide whether they hold, and what they ask.
    var keys: [String] { agreement.match.keys + agreement.objectives.compactMap(\.target.key) }
}

extension Terms: Hashable {
    static func == (left: Terms, right: Terms) -> Bool { left === right || left.agreement == right.agreement }

    func hash(into hasher: inout Hasher) { hasher.combine(agreement.name) }
}
