import BusinessTime

extension EventProblem {
    /// What is wrong with a moment, and how to write it.
    init(_ error: TimestampError, in key: TextView, text: TextView) {
        let name = shown(key)
        let written = shown(text)
        switch error {
        case .malformed(let offset):
            self.init(
                "\(name) is not a date and time, from byte \(offset + 1) on: \(written)",
                hint: TimestampHint.corrected(text.string).map { "write \($0)" }
                    ?? TimestampHint.inUTC(text.string).map { "write \($0) if it is UTC, else its offset from UTC" }
                    ?? "write it like 2026-11-22T09:30:00+01:00"
            )
        case .outOfRange(let part):
            self.init("the \(part) in \(name) does not exist: \(written)", hint: EventProblem.range(of: part))
        case .offsetMissing:
            let example = TimestampHint.inUTC(text.string).map { "write \($0) if it is UTC, else add" } ?? "add Z or"
            self.init("\(name) has no offset from UTC: \(written)", hint: "\(example) an offset such as +01:00")
        case .leapSecond:
            self.init(
                "\(name) has the second 60: \(written)",
                hint: "write second 59, or second 00 of the next minute"
            )
        }
    }

    private static func range(of part: String) -> String {
        switch part {
        case "date": "write a month from 01 to 12 and a day that the month has"
        case "hour": "write an hour from 00 to 23; midnight is 00:00 of the next day"
        case "minute": "write a minute from 00 to 59"
        case "second": "write a second from 00 to 59"
        default: "write an offset from -23:59 to +23:59"
        }
    }
}
