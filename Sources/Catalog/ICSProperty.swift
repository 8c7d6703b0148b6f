import BusinessTime
import CICal

/// A property as libical reads it.
///
/// Belongs to the function that reads an entry, and goes away with it.
final class ICSProperty {
    private let property: OpaquePointer

    /// - Returns: nil where libical cannot read it.
    init?(_ text: String) {
        guard let property = icalproperty_new_from_string(text) else { return nil }
        self.property = property
    }

    deinit { icalproperty_free(property) }

    /// The value as a text, its escapes undone.
    var summary: String? { icalproperty_get_summary(property).map { String(cString: $0) } }

    /// The zone that a parameter names.
    var zoneID: String? {
        icalproperty_get_first_parameter(property, ICAL_TZID_PARAMETER)
            .flatMap { icalparameter_get_tzid($0) }.map { String(cString: $0) }
    }

    /// The value of DTSTART, DTEND, EXDATE, RECURRENCE-ID, or RDATE where it is no period.
    ///
    /// - Returns: nil if there is no such date or time.
    var time: ICSCivilTime? {
        switch icalproperty_isa(property) {
        case ICAL_DTSTART_PROPERTY: ICSCivilTime(icalproperty_get_dtstart(property))
        case ICAL_DTEND_PROPERTY: ICSCivilTime(icalproperty_get_dtend(property))
        case ICAL_EXDATE_PROPERTY: ICSCivilTime(icalproperty_get_exdate(property))
        case ICAL_RECURRENCEID_PROPERTY: ICSCivilTime(icalproperty_get_recurrenceid(property))
        case ICAL_RDATE_PROPERTY: ICSCivilTime(icalproperty_get_rdate(property).time)
        default: nil
        }
    }

    /// An RDATE that is a period: where it begins, and its end or its length.
    var period: (start: ICSCivilTime, end: ICSCivilTime?, length: ICSDuration)? {
        let period = icalproperty_get_rdate(property).period
        return ICSCivilTime(period.start).map { ($0, ICSCivilTime(period.end), ICSDuration(period.duration)) }
    }

    var duration: ICSDuration { ICSDuration(icalproperty_get_duration(property)) }

    var rule: icalrecurrencetype { icalproperty_get_rrule(property) }
}

/// A date or a date and a time of day, before it is known of which zone.
struct ICSCivilTime: Hashable {
    let date: CivilDate
    /// nil for a date alone.
    let secondsOfDay: Int?
    let isUTC: Bool

    init?(_ time: icaltimetype) {
        guard (1...9_999).contains(time.year),
            let date = CivilDate(year: Int(time.year), month: Int(time.month), day: Int(time.day)),
            (0...23).contains(time.hour), (0...59).contains(time.minute), (0...60).contains(time.second)
        else { return nil }
        self.date = date
        // A leap second is the second before it.
        let seconds = Int(time.hour) * 3_600 + Int(time.minute) * 60 + min(Int(time.second), 59)
        secondsOfDay = time.is_date == 0 ? seconds : nil
        isUTC = icaltime_is_utc(time) != 0
    }

    /// Seconds since 1970-01-01T00:00 of the civil time, whatever its zone.
    var localSeconds: Int64 { Int64(date.daysSinceEpoch) * 86_400 + Int64(secondsOfDay ?? 0) }
}

extension icaltimetype {
    /// A civil time without a zone.
    init(localSeconds: Int64, isDate: Bool) {
        let days = localSeconds.dividedDown(86_400)
        let date = CivilDate(daysSinceEpoch: Int(days))
        let seconds = Int32(localSeconds - days * 86_400)
        self.init()
        (year, month, day) = (Int32(date.year), Int32(date.month), Int32(date.day))
        is_date = isDate ? 1 : 0
        if !isDate { (hour, minute, second) = (seconds / 3_600, seconds / 60 % 60, seconds % 60) }
    }
}

/// A length in days and seconds; negative or zero ones close nothing.
struct ICSDuration: Hashable {
    let days: Int
    let seconds: Int64

    init(_ duration: icaldurationtype) {
        let sign = duration.is_neg == 0 ? 1 : -1
        days = sign * (Int(duration.weeks) * 7 + Int(duration.days))
        seconds = Int64(sign) * (Int64(duration.hours) * 3_600 + Int64(duration.minutes) * 60 + Int64(duration.seconds))
    }
}
