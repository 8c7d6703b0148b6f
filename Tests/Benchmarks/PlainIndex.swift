import BusinessTime
import CIntervalIndex

/// The C index over the same periods.
struct PlainIndex {
    private var index: interval_index

    init(_ calendar: BusinessCalendar, years: Int) {
        let periods = calendar.periods(
            from: Workload.newYear(Workload.firstYear), to: Workload.newYear(Workload.firstYear + max(years, 4)))
        index = interval_index_make(
            periods.map(\.from.millisecondsSinceEpoch), periods.map(\.to.millisecondsSinceEpoch), periods.count)
    }

    func free() {
        var index = index
        interval_index_free(&index)
    }

    func deadlines(_ starts: [Int64], _ amounts: [Int64]) -> Int64 {
        withUnsafePointer(to: index) { interval_index_deadlines($0, starts, amounts, starts.count) }
    }

    func openTimes(_ from: [Int64], _ to: [Int64]) -> Int64 {
        withUnsafePointer(to: index) { interval_index_open_times($0, from, to, from.count) }
    }
}
