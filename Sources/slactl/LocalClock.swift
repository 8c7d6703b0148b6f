import BusinessTime
import Glibc

/// Moments of answers as a clock on the wall shows them, with the offset.
struct LocalClock: Sendable {
    /// Seconds east of UTC at a moment.
    let offsetSeconds: @Sendable (Timestamp) -> Int

    /// In this machine's own zone.
    static let ofMachine = LocalClock { moment in
        var seconds = time_t(moment.millisecondsSinceEpoch / 1_000)
        var civil = tm()
        return localtime_r(&seconds, &civil) == nil ? 0 : civil.tm_gmtoff
    }

    /// `2026-11-20T09:00:00+01:00`.
    func text(_ moment: String) -> String {
        let moment = instant(moment)
        return moment.text(offsetSeconds: offsetSeconds(moment))
    }

    /// `2026-11-20`.
    func date(_ moment: String) -> String { String(text(moment).prefix(10)) }
}
