import BusinessTime

/// A clock with three pauses: the walk over its runs is that of the engine.
struct PausedClock {
    /// The finished runs, `[from, to)`.
    private let runs: [(from: Timestamp, to: Timestamp)]
    private let runningSince: Timestamp
    private let target: OpenTime

    /// Runs of 5, 20 and 3 elapsed hours, with pauses of 2, 26 and 1 between them; then it runs on.
    init(start: Timestamp, target: OpenTime) {
        let hours: [(from: Int64, to: Int64)] = [(0, 5), (7, 27), (53, 56)]
        runs = hours.map { (start + .hours($0.from), start + .hours($0.to)) }
        runningSince = start + .hours(57)
        self.target = target
    }

    func deadline(on calendar: BusinessCalendar) -> Timestamp? {
        var rest = target
        for run in runs {
            let open = calendar.openTime(from: run.from, to: run.to)
            if open >= rest { return calendar.deadline(after: run.from, open: rest) }
            rest = rest - open
        }
        return calendar.deadline(after: runningSince, open: rest)
    }
}
