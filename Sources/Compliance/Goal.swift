package import BusinessTime
package import SLAEngine

/// What is counted; printed with every figure. The raw values are the words of configuration files.
package enum Denominator: String, Hashable, Sendable, CaseIterable {
    /// Every cycle of the objectives.
    case cycles
    /// Every ticket once a window: missed if one of its cycles there is, else open if one is, else met.
    case tickets
}

/// Over which objectives a goal reaches.
package enum GoalScope: Hashable, Sendable {
    /// All that there are; tickets without any clock count as not measured.
    case everything
    case objectives(Set<ObjectiveName>)

    package func contains(_ clock: ClockKey) -> Bool {
        switch self {
        case .everything: true
        case .objectives(let names):
            // Mostly one, which is compared faster than looked up.
            if names.count == 1, let only = names.first {
                only.objective == clock.objective && only.agreement == clock.agreement
            } else {
                names.contains(ObjectiveName(clock.agreement, clock.objective))
            }
        }
    }
}

/// An objective by its agreement's name and its own.
package struct ObjectiveName: Hashable, Sendable {
    package let agreement: String
    package let objective: String

    package init(_ agreement: String, _ objective: String) {
        self.agreement = agreement
        self.objective = objective
    }
}

/// A share promised over a window of time.
package struct Goal: Hashable, Sendable {
    package enum Span: Hashable, Sendable {
        case aligned(AlignedWindows)
        /// The time up to now.
        case rolling(ElapsedTime)
    }

    /// `agreement/objective`, or a name of its own.
    package var name: String
    package var scope: GoalScope
    package var share: Share
    package var span: Span
    package var denominator: Denominator
    /// How many are expected a window; nil is as many as the last full one had.
    package var expected: Int64?
    /// With fewer verdicts a rolling window is not told as below; with fewer in sight, or fewer than are expected, a
    /// window of the calendar is not told as running out of misses.
    package var minimum: Int64
    /// How long after its end a window is told.
    package var settle: ElapsedTime
    /// The burn alarm rings where so many misses are less likely than this, were the goal kept; nil never rings.
    package var level: Share?
    /// Told when no more misses than these are left.
    package var missesLeft: Int64
    /// Windows that begin from here on, and before `until`; nil is ever since, and for ever.
    package var from: Timestamp?
    package var until: Timestamp?

    package init(
        name: String, scope: GoalScope, share: Share, span: Span, denominator: Denominator = .cycles,
        expected: Int64? = nil, minimum: Int64 = 20, settle: ElapsedTime = .zero, level: Share? = Share(parts: 1_000),
        missesLeft: Int64 = 1, from: Timestamp? = nil, until: Timestamp? = nil
    ) {
        self.name = name
        self.scope = scope
        self.share = share
        self.span = span
        self.denominator = denominator
        self.expected = expected
        self.minimum = minimum
        self.settle = settle
        self.level = level
        self.missesLeft = missesLeft
        self.from = from
        self.until = until
    }

    /// As people write it: `95% per month in Europe/Berlin`, `90% over 30d`.
    package var text: String { text(share) }

    /// The same with another share: that by which a window was told.
    package func text(_ share: Share) -> String {
        switch span {
        case .aligned(let windows): "\(share.text) per \(windows.unit.rawValue) in \(windows.zone.name)"
        case .rolling(let span): "\(share.text) over \(span.daysText)"
        }
    }

    /// Whether it is this version of the goal that judges the window of a start, or now a rolling one.
    package func judges(_ start: Timestamp) -> Bool {
        from.map { $0 <= start } ?? true && until.map { start < $0 } ?? true
    }
}

extension ElapsedTime {
    /// Whole days as such, else hours and less.
    package var daysText: String {
        let day = ElapsedTime.days(1).milliseconds
        return milliseconds.isMultiple(of: day) ? "\(milliseconds / day)d" : text
    }
}
