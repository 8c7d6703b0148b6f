import BusinessTime

/// A transition of a zone: the clock is set forward or back.
struct ClockChange: Encodable, Hashable {
    /// RFC 3339 with the new offset.
    let at: String
    let offsetBefore: String
    let offsetAfter: String
    /// What a clock on the wall shows: `02:00 -> 03:00`.
    let wallClock: String
    let note: String

    static func all(in zone: Zone, from: Timestamp, to: Timestamp) -> [(moment: Timestamp, change: ClockChange)] {
        zone.transitions(from: from, to: to).map { ($0.at, ClockChange($0.at, before: $0.before, after: $0.after)) }
    }

    private init(_ moment: Timestamp, before: Int, after: Int) {
        at = moment.text(offsetSeconds: after)
        offsetBefore = offsetText(before)
        offsetAfter = offsetText(after)
        let (old, new) = (WallClock(moment, offset: before), WallClock(moment, offset: after))
        wallClock = old.date == new.date ? "\(old.time) -> \(new.time)" : "\(old.text) -> \(new.text)"
        note = "clock set \(after > before ? "forward" : "back") \(wallClock) (\(offsetBefore) to \(offsetAfter))"
    }
}

/// What a clock shows that runs with some offset.
private struct WallClock {
    let date: CivilDate
    let time: String

    var text: String { "\(date.isoText) \(time)" }

    init(_ moment: Timestamp, offset: Int) {
        let milliseconds = moment.millisecondsSinceEpoch + Int64(offset) * 1_000
        let ofDay = (milliseconds % 86_400_000 + 86_400_000) % 86_400_000
        date = CivilDate(daysSinceEpoch: Int((milliseconds - ofDay) / 86_400_000))
        time = timeText(ofDay: Int(ofDay / 1_000))
    }
}
