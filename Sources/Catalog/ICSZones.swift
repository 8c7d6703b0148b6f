import BusinessTime
import CICal

/// Whose civil time an entry of an `.ics` file is written in.
enum ICSZone {
    case system(Zone)
    /// Known to the file alone.
    case written(ICSWrittenZone)

    func instant(ofLocal seconds: Int64) -> Timestamp {
        switch self {
        case .system(let zone):
            let day = seconds.dividedDown(86_400)
            return zone.instant(
                of: CivilDate(daysSinceEpoch: Int(day)), secondsOfDay: Int(seconds - day * 86_400))
        case .written(let zone):
            return Timestamp(millisecondsSinceEpoch: (seconds - zone.offset(atLocal: seconds)) * 1_000)
        }
    }

    /// Civil seconds since 1970-01-01T00:00.
    func local(at moment: Timestamp) -> Int64 {
        // Entries are written in whole seconds.
        let seconds = moment.millisecondsSinceEpoch / 1_000
        return switch self {
        case .system(let zone): seconds + Int64(zone.offsetSeconds(at: moment))
        case .written(let zone): seconds + zone.offset(atUTC: seconds)
        }
    }
}

/// A zone that a file describes itself, in a VTIMEZONE, as libical reads it.
final class ICSWrittenZone {
    private let zone: OpaquePointer

    /// - Returns: nil where libical cannot read it, or where it says of no time what the offset is: libical would take
    ///   that for UTC.
    init?(_ component: ICSComponent) {
        let hasOffset = component.allLines.contains { line in
            line.name == "BEGIN" && ["STANDARD", "DAYLIGHT"].contains(line.value.uppercased())
        }
        guard hasOffset else { return nil }
        let text = component.allLines.map(\.text).joined(separator: "\r\n") + "\r\n"
        guard let parsed = icalparser_parse_string(text), let zone = icaltimezone_new() else { return nil }
        // The zone owns the component from here on.
        guard icaltimezone_set_component(zone, parsed) != 0 else {
            icalcomponent_free(parsed)
            icaltimezone_free(zone, 1)
            return nil
        }
        self.zone = zone
    }

    deinit { icaltimezone_free(zone, 1) }

    func offset(atLocal seconds: Int64) -> Int64 {
        var time = icaltimetype(localSeconds: seconds, isDate: false)
        return Int64(icaltimezone_get_utc_offset(zone, &time, nil))
    }

    func offset(atUTC seconds: Int64) -> Int64 {
        var time = icaltimetype(localSeconds: seconds, isDate: false)
        return Int64(icaltimezone_get_utc_offset_of_utc_time(zone, &time, nil))
    }

    /// Whether libical may be asked: rules of a zone are such as the last Sunday of a month, and few.
    ///
    /// - Returns: the line of the first that is not.
    static func firstDoubtfulRule(in component: ICSComponent) -> ICSLine? {
        let rules = component.allLines.filter { $0.name == "RRULE" || $0.name == "EXRULE" }
        let observances = component.allLines.filter { $0.name == "BEGIN" }
        if observances.count > 200 { return observances[200] }
        if rules.count > 50 { return rules[50] }
        return rules.first { line in
            let parts = ICSRule.parts(line.value)
            let isYearly = parts["FREQ"] == "YEARLY" && line.name == "RRULE"
            let known: Set = ["FREQ", "BYMONTH", "BYDAY", "BYMONTHDAY", "UNTIL", "COUNT", "INTERVAL", "WKST"]
            let areFew = ["BYMONTH", "BYDAY"].allSatisfy { !(parts[$0] ?? "").contains(",") }
            return !isYearly || !areFew || !known.isSuperset(of: parts.keys)
        }
    }
}
