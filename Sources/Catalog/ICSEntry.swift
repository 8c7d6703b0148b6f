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

    /// Whether this, which names a repetition, means the one at `other`. A date means all of its times.
    func names(_ other: ICSTime) -> Bool {
        switch (self, other) {
        case (.moment(let left, let leftZone), .moment(let right, let rightZone)):
            leftZone.instant(ofLocal: left) == rightZone.instant(ofLocal: right)
        case (.date, _), (_, .date):
            local.dividedDown(86_400) == other.local.dividedDown(86_400)
        }
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
