import BusinessTime
import Catalog

/// A question that cannot be answered: what is wrong with it, and what to write instead.
struct BadQuestion: Error, CustomStringConvertible {
    let description: String

    init(_ description: String) {
        self.description = description
    }

    /// Reads a moment; one without an offset is refused with what was probably meant.
    ///
    /// - Parameter name: of the option or key that it was given to.
    static func moment(
        _ text: String, _ name: String, _ calendar: BusinessCalendar
    ) throws(BadQuestion) -> Timestamp {
        do {
            return try Timestamp(rfc3339: text)
        } catch {
            throw BadQuestion("\(name): \(quoted(text)) \(reason(error, text, calendar))")
        }
    }

    private static func reason(_ error: TimestampError, _ text: String, _ calendar: BusinessCalendar) -> String {
        switch error {
        case .offsetMissing:
            guard let meant = try? Timestamp(rfc3339: text + "Z") else {
                return "has no offset; add one such as +01:00"
            }
            return "has no offset; \(hint(calendar, meant))"
        case .malformed: return "is not a moment; write one such as 2026-11-22T09:30:00+01:00"
        case .outOfRange(let part): return "has a \(part) that does not exist"
        case .leapSecond: return "has a second 60; write the next second"
        }
    }

    /// What the civil time would be in the calendar's zone.
    private static func hint(_ calendar: BusinessCalendar, _ utc: Timestamp) -> String {
        guard let zone = calendar.definition?.zone else { return "in UTC write \(utc.utcText)" }
        let day = Timestamp(millisecondsSinceEpoch: 0)
        let seconds = (utc - day).milliseconds / 1_000
        let moment = zone.instant(of: CivilDate(daysSinceEpoch: 0), secondsOfDay: Int(seconds))
        return "in \(zone.name) write \(calendar.text(of: moment))"
    }
}
