import BusinessTime

/// When an entry is: on dates, or from a time on.
enum ICSTime {
    case date(CivilDate)
    case moment(local: Int64, ICSZone)

    /// Civil seconds since 1970-01-01T00:00.
    var local: Int64 {
        switch self {
        case .date(let date): Int64(date.daysSinceEpoch) * 86_400
        case .moment(let local, _): local
        }
    }

    var isDate: Bool { if case .date = self { true } else { false } }

    /// The same at another civil time.
    func moved(to local: Int64) -> ICSTime {
        switch self {
        case .date: .date(CivilDate(daysSinceEpoch: Int(local.dividedDown(86_400))))
        case .moment(_, let zone): .moment(local: local, zone)
        }
    }
}

/// The repetitions of an entry that are taken out, or replaced by others.
struct RemovedTimes {
    private var days: Set<Int64> = []
    private var instants: Set<Timestamp> = []

    /// - Parameter start: that of the entry; where either is a date, dates are compared, and mean all of their times.
    init(_ times: [ICSTime], of start: ICSTime) {
        for time in times {
            if case .moment(let local, let zone) = time, !start.isDate {
                instants.insert(zone.instant(ofLocal: local))
            } else {
                days.insert(time.local.dividedDown(86_400))
            }
        }
    }

    func contains(_ time: ICSTime) -> Bool {
        if days.contains(time.local.dividedDown(86_400)) { return true }
        guard case .moment(let local, let zone) = time, !instants.isEmpty else { return false }
        return instants.contains(zone.instant(ofLocal: local))
    }
}

extension Int64 {
    func dividedDown(_ divisor: Int64) -> Int64 {
        (self - (self % divisor + divisor) % divisor) / divisor
    }
}

/// What closes a date or a part of it: a VEVENT.
struct ICSEntry {
    enum Skipped {
        case cancelled
        case transparent
    }

    var line: ICSLine
    var uid: String?
    var name: String
    /// Why it closes nothing; then the rest may be missing.
    var skipped: Skipped?
    /// The repetition of another entry whose place it takes.
    var replaces: ICSTime?
    /// Where it is, and for how many civil seconds; nil where it is skipped.
    var span: (start: ICSTime, seconds: Int64)?
    var rule: ICSRule?
    /// More repetitions, some with a length of their own.
    var added: [(start: ICSTime, seconds: Int64?)] = []
    var removed: [ICSTime] = []
}
