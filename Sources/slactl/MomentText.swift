import BusinessTime
import Catalog
import Glibc

/// Moments as people give them to look back: `2h`, `yesterday`, `2026-11-22`, RFC 3339.
struct MomentText {
    let now: Timestamp
    /// When a date begins on this machine; nil if there is no such date.
    let midnight: (CivilDate) -> Timestamp?
    /// Of `now`.
    let today: CivilDate

    /// In the machine's own time zone.
    init(now: Timestamp) {
        var seconds = time_t(now.millisecondsSinceEpoch / 1_000)
        var parts = tm()
        localtime_r(&seconds, &parts)
        let year = Int(parts.tm_year) + 1_900
        let today = CivilDate(year: year, month: Int(parts.tm_mon) + 1, day: Int(parts.tm_mday))
        self.init(now: now, today: today ?? CivilDate(daysSinceEpoch: 0), midnight: MomentText.localMidnight)
    }

    init(now: Timestamp, today: CivilDate, midnight: @escaping (CivilDate) -> Timestamp?) {
        self.now = now
        self.today = today
        self.midnight = midnight
    }

    /// - Throws: what is wrong, and what to write instead.
    func moment(_ text: String, option: String) throws(BadQuestion) -> Timestamp {
        if let moment = named(text) ?? date(text).flatMap(midnight) ?? (try? Timestamp(rfc3339: text)) { return moment }
        if let span = try? SpanText.span(text) { return now - span }
        throw BadQuestion(
            "\(option): \(quoted(text)) is no moment; write such as 2h or 7d (ago), today, yesterday, "
                + "2026-11-22 (its beginning) or 2026-11-22T09:30:00+01:00")
    }

    private func named(_ text: String) -> Timestamp? {
        switch text {
        case "now": now
        case "today": midnight(today)
        case "yesterday": midnight(CivilDate(daysSinceEpoch: today.daysSinceEpoch - 1))
        default: nil
        }
    }

    private func date(_ text: String) -> CivilDate? {
        let parts = text.split(separator: "-", omittingEmptySubsequences: false)
        guard parts.map(\.utf8.count) == [4, 2, 2], parts.joined().allSatisfy({ $0.isASCII && $0.isNumber }),
            let year = Int(parts[0]), let month = Int(parts[1]), let day = Int(parts[2])
        else { return nil }
        return CivilDate(year: year, month: month, day: day)
    }

    private static func localMidnight(_ date: CivilDate) -> Timestamp? {
        var parts = tm()
        parts.tm_year = Int32(date.year - 1_900)
        parts.tm_mon = Int32(date.month - 1)
        parts.tm_mday = Int32(date.day)
        // The C library finds out whether it is summer time.
        parts.tm_isdst = -1
        return Timestamp(millisecondsSinceEpoch: Int64(mktime(&parts)) * 1_000)
    }
}
