import BusinessTime

// When a cycle reaches a threshold.
extension Cycle {
    /// The earliest instant at which the point is reached; nil while nothing says when.
    ///
    /// A share, and an amount in the clock's own time, is a point of `run`, so that a pause holds it too. An elapsed
    /// amount on a business clock counts from the deadline, moves with it, and is silent while the clock is paused.
    func instant(of point: Threshold.Point, _ demand: Demand) -> Timestamp? {
        switch point {
        case .percent(let percent):
            return instant(ofRun: demand.target.share(percent), on: demand.calendar)
        case .before(let amount):
            if let own = amount.ownTime(of: demand) {
                return instant(ofRun: max(.zero, demand.target - own), on: demand.calendar)
            }
            return instant(amount.elapsed, before: demand)
        case .after(let amount):
            if let own = amount.ownTime(of: demand) {
                return instant(ofRun: demand.target + own, on: demand.calendar)
            }
            return instant(amount.elapsed, after: demand)
        }
    }

    /// The first instant of running at which the deadline, as it stood then, is no further ahead than `elapsed`.
    private func instant(_ elapsed: ElapsedTime, before demand: Demand) -> Timestamp? {
        var rest = demand.target - (carried?.run ?? .zero)
        for (from, to) in runs {
            guard let deadline = demand.calendar.deadline(after: from, open: rest) else { return nil }
            let reached = max(from, deadline - elapsed)
            if reached < to || deadline <= to { return reached }
            rest = rest - demand.calendar.openTime(from: from, to: to)
        }
        return nil
    }

    /// The first instant of running that lies at least `elapsed` after the deadline.
    private func instant(_ elapsed: ElapsedTime, after demand: Demand) -> Timestamp? {
        guard let deadline = instant(ofRun: demand.target, on: demand.calendar) else { return nil }
        return runs.lazy.map { (max($0.from, deadline + elapsed), $0.to) }.first { $0.0 < $0.1 }?.0
    }

    private var runs: [(from: Timestamp, to: Timestamp)] {
        spans.map { ($0.from, $0.to) } + [runningSince].compactMap(\.self).map { ($0, .distantFuture) }
    }
}

extension OpenTime {
    /// So many hundredths, cut to milliseconds.
    fileprivate func share(_ percent: Int) -> OpenTime {
        let (product, overflow) = milliseconds.multipliedReportingOverflow(by: Int64(percent))
        return OpenTime(milliseconds: overflow ? milliseconds / 100 * Int64(percent) : product / 100)
    }
}

extension Amount {
    /// The amount as time of the clock, if that is what its unit means there.
    fileprivate func ownTime(of demand: Demand) -> OpenTime? {
        switch self {
        case .open(let open): open
        case .elapsed(let elapsed):
            demand.calendar == .always ? OpenTime(milliseconds: elapsed.milliseconds) : nil
        case .businessDays, .promised: nil
        }
    }

    fileprivate var elapsed: ElapsedTime {
        switch self {
        case .elapsed(let elapsed): elapsed
        case .open(let open): ElapsedTime(milliseconds: open.milliseconds)
        // A threshold in business days has no meaning; the catalogue refuses it.
        case .businessDays, .promised: .zero
        }
    }
}
