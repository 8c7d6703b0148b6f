package import BusinessTime

/// A time of an export as a moment.
package struct ReadTime: Hashable, Sendable {
    /// What the zone's transitions make of a civil time.
    package enum Edge: Hashable, Sendable {
        case plain
        /// A transition skipped it; the moment is that of the transition.
        case skipped
        /// It occurs twice; the moment is the first of the two.
        case twice
    }

    package let moment: Timestamp
    package let edge: Edge
}

extension TimeFormat {
    /// Reads a time.
    ///
    /// - Parameter zone: of times without an offset.
    /// - Throws: why it is none, and what to write.
    package func read(_ text: String, in zone: Zone?) throws(TextFault) -> ReadTime {
        guard let parts = parts(text) else {
            throw TextFault(what: "\(quoted(text)) is no time of the format \(self.text)", hint: hint)
        }
        switch parts {
        case .moment(let moment): return ReadTime(moment: moment, edge: .plain)
        case .civil(let civil):
            guard let date = civil.date, let milliseconds = civil.milliseconds else {
                throw TextFault(what: "\(quoted(text)) is a date or time that does not exist", hint: hint)
            }
            if let offset = civil.offsetSeconds {
                let utc = Int64(date.daysSinceEpoch) * 86_400_000 + Int64(milliseconds) - Int64(offset) * 1_000
                return ReadTime(moment: Timestamp(millisecondsSinceEpoch: utc), edge: .plain)
            }
            guard let zone else {
                throw TextFault(
                    what: "\(quoted(text)) has no offset, and no zone is written", hint: "write time: {zone: …}")
            }
            return zone.read(date, milliseconds: milliseconds)
        }
    }

    private var hint: String {
        switch style {
        case .iso: "such a time is 2026-11-22 09:30:00 or 2026-11-22T09:30:00+01:00; else write format:"
        case .epoch: "such a time is a whole number; else write another format:"
        case .pattern: "write the export's format, as in time: {format: dd/MM/yyyy HH:mm}"
        }
    }

    private enum Parts {
        case moment(Timestamp)
        case civil(CivilParts)
    }

    private func parts(_ text: String) -> Parts? {
        var scanner = TimeScanner(text)
        switch style {
        case .epoch(let unit):
            // Beyond eleven digits of seconds lie years that no event has.
            guard let count = Int64(text), abs(count) < 100_000_000_000_000 / unit else { return nil }
            return .moment(Timestamp(millisecondsSinceEpoch: count * unit))
        case .iso:
            guard let civil = scanner.iso(), scanner.isAtEnd else { return nil }
            return .civil(civil)
        case .pattern(let fields):
            var civil = CivilParts()
            for field in fields {
                guard scanner.read(field, into: &civil) else { return nil }
            }
            return scanner.isAtEnd ? .civil(civil) : nil
        }
    }
}

/// What is known of a civil time while it is read.
struct CivilParts {
    var year = 0
    var month = 0
    var day = 0
    var hour = 0
    var isAfternoon: Bool?
    var minute = 0
    var second = 0
    var millisecond = 0
    var offsetSeconds: Int?

    var date: CivilDate? { CivilDate(year: year, month: month, day: day) }

    /// Of the day; nil if there is no such time.
    var milliseconds: Int? {
        var hour = hour
        if let isAfternoon {
            guard (1...12).contains(hour) else { return nil }
            hour = hour % 12 + (isAfternoon ? 12 : 0)
        }
        guard (0...23).contains(hour), (0...59).contains(minute), (0...59).contains(second) else { return nil }
        return ((hour * 60 + minute) * 60 + second) * 1_000 + millisecond
    }
}

extension Zone {
    /// The moment of a civil time, as the edges of open hours are read: see `instant(of:secondsOfDay:)`.
    fileprivate func read(_ date: CivilDate, milliseconds: Int) -> ReadTime {
        let start = instant(of: date, secondsOfDay: milliseconds / 1_000)
        let local = start.millisecondsSinceEpoch + Int64(offsetSeconds(at: start)) * 1_000
        guard local == Int64(date.daysSinceEpoch) * 86_400_000 + Int64(milliseconds / 1_000 * 1_000) else {
            return ReadTime(moment: start, edge: .skipped)
        }
        // No change of a clock is larger than a day.
        let isTwice = transitions(from: start, to: start + .days(1)).contains { change in
            start < change.at && change.at <= start + .seconds(Int64(change.before - change.after))
        }
        let moment = start + ElapsedTime(milliseconds: Int64(milliseconds % 1_000))
        return ReadTime(moment: moment, edge: isTwice ? .twice : .plain)
    }
}
