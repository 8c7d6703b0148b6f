package import BusinessTime

/// A line of a clock's account.
///
/// From its start to its stop, or to now, the segments follow each other without a gap, and their open time adds up to
/// what has run.
package struct Segment: Hashable, Sendable {
    package enum Kind: Hashable, Sendable {
        /// The calendar is open, and the clock counts.
        case open
        /// The calendar is closed.
        case closed
        /// Open and closed hours of a part of the calendar, where the account would be too long.
        case days(CalendarStep)
        case paused(Cause)
        case resolved(Cause)
        /// Run under another target.
        case carried
        case uncounted
        /// So many segments, the oldest of an account that would be too long.
        case earlier(Int)
    }

    /// What a person should know of it.
    package enum Reason: Hashable, Sendable {
        case closedHours, weekend, closedDay
        case holiday(String)
        case specialHours(String?)
        case closures([String])
        /// The clock on the wall was set, by the offsets before and after.
        case clockChange(at: Timestamp, before: Int, after: Int)
        /// The target is used up from here on.
        case pastTarget
    }

    package let kind: Kind
    package let from: Timestamp
    package let to: Timestamp
    package let open: OpenTime
    package var reasons: [Reason] = []
}

extension Clock {
    /// An account has no more segments than this.
    package static let longestAccount = 120

    /// The account of the clock until its stop, or until `now`.
    package func segments(until now: Timestamp) -> [Segment] {
        let stretches = stretches(until: now).flatMap { $0.cut(at: deadline) }
        let counted = stretches.filter { $0.kind == .counted }.reduce(into: ElapsedTime.zero) {
            $0 = ElapsedTime(milliseconds: $0.milliseconds + ($1.to - $1.from).milliseconds)
        }
        let account = Account(calendar: calendar, zone: shownOn.zone, step: CalendarStep(for: counted))
        var segments: [Segment] = []
        for stretch in stretches {
            var next = account.segments(of: stretch)
            if stretch.kind == .counted, stretch.from == deadline, !next.isEmpty {
                next[0].reasons.insert(.pastTarget, at: 0)
            }
            segments += next
        }
        return segments.shortened(to: Clock.longestAccount)
    }
}

extension Stretch {
    /// Two of them where the instant lies within.
    fileprivate func cut(at instant: Timestamp?) -> [Stretch] {
        guard kind == .counted, let instant, from < instant, instant < to else { return [self] }
        return [Stretch(kind: kind, from: from, to: instant), Stretch(kind: kind, from: instant, to: to)]
    }
}

extension [Segment] {
    fileprivate func shortened(to limit: Int) -> [Segment] {
        guard count > limit, let first else { return self }
        let older = prefix(count - limit + 1)
        let open = older.reduce(into: OpenTime.zero) { $0 += $1.open }
        let summary = Segment(
            kind: .earlier(older.count), from: first.from, to: older.last?.to ?? first.to, open: open)
        return [summary] + dropFirst(older.count)
    }
}
