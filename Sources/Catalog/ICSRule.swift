import BusinessTime
import CICal

/// A rule by which an entry repeats, checked before libical expands it: RFC 5545, section 3.3.10.
struct ICSRule {
    let line: ICSLine
    private let rule: icalrecurrencetype
    private let parts: [String: String]

    /// A rule that libical can expand in little time.
    init(_ line: ICSLine) throws(TextFault) {
        self.line = line
        let parts = ICSRule.parts(line.value)
        self.parts = parts
        let frequency = parts["FREQ"] ?? ""
        // Looked at first: libical takes minutes for rules of hours and seconds.
        if ["HOURLY", "MINUTELY", "SECONDLY"].contains(frequency) {
            throw TextFault(
                what: "an entry that repeats \(frequency)",
                hint: "YEARLY, MONTHLY, WEEKLY and DAILY are read; write hours into the calendar")
        }
        if let finer = ["BYHOUR", "BYMINUTE", "BYSECOND"].first(where: { parts[$0] != nil }) {
            throw TextFault(what: "\(finer) in a rule", hint: "write an entry of its own for each time of the day")
        }
        if parts["RSCALE"] != nil {
            throw TextFault(
                what: "a rule of another calendar than the Gregorian", hint: "write its dates as entries of their own")
        }
        guard let property = ICSProperty(line.text) else { throw ICSRule.unreadable(line) }
        rule = property.rule
        let known = [
            ICAL_YEARLY_RECURRENCE, ICAL_MONTHLY_RECURRENCE, ICAL_WEEKLY_RECURRENCE, ICAL_DAILY_RECURRENCE,
        ]
        guard known.contains(rule.freq) else { throw ICSRule.unreadable(line) }
        if frequency != "YEARLY", let yearly = ["BYYEARDAY", "BYWEEKNO"].first(where: { parts[$0] != nil }) {
            throw TextFault(what: "\(yearly) in a rule that is not YEARLY", hint: "write FREQ=YEARLY")
        }
    }

    /// `FREQ=YEARLY;BYMONTH=5` by key; what is written twice libical refuses.
    static func parts(_ value: String) -> [String: String] {
        let pairs = value.uppercased().split(separator: ";").map { $0.split(separator: "=", maxSplits: 1) }
        return Dictionary(pairs.compactMap { $0.count == 2 ? (String($0[0]), String($0[1])) : nil }) { first, _ in first
        }
    }

    /// Whether it is found out only by long searching that nothing comes.
    var mayBeRare: Bool { rule.freq != ICAL_YEARLY_RECURRENCE }

    private static func unreadable(_ line: ICSLine) -> TextFault {
        TextFault(what: "\(quoted(line.value)) is not a rule", hint: "write such as FREQ=YEARLY;BYMONTH=5;BYDAY=2SU")
    }
}

// Expansion.
extension ICSRule {
    /// Civil seconds of each repetition up to an end, ascending.
    ///
    /// - Parameters:
    ///   - start: civil seconds of the entry's start.
    ///   - until: how the rule's own UNTIL reads in the zone of the start; nil for none.
    ///   - end: civil seconds at which nothing more is asked for.
    ///   - budget: how many repetitions may still be looked at; negative where they were too many.
    /// - Returns: nil if the rule never comes true.
    func repetitions(
        from start: Int64, isDate: Bool, until: Int64?, before end: Int64, budget: inout Int
    ) -> [Int64]? {
        guard !neverMatches(from: start) else { return nil }
        var rule = rule
        rule.until = until.map { icaltimetype(localSeconds: $0, isDate: isDate) } ?? icaltime_null_time()
        let first = icaltimetype(localSeconds: start, isDate: isDate)
        guard let iterator = icalrecur_iterator_new(rule, first) else { return nil }
        defer { icalrecur_iterator_free(iterator) }
        var found: [Int64] = []
        while let next = ICSCivilTime(icalrecur_iterator_next(iterator)), next.localSeconds < end {
            budget -= 1
            guard budget >= 0 else { break }
            found.append(next.localSeconds)
        }
        return found
    }

    /// The rule's UNTIL; nil for none.
    var until: ICSCivilTime? { ICSCivilTime(rule.until) }

    /// Rules for which libical would look through five centuries.
    private func neverMatches(from start: Int64) -> Bool {
        let interval = Int(rule.interval)
        let date = CivilDate(daysSinceEpoch: Int(start.dividedDown(86_400)))
        if let months = numbers("BYMONTH") {
            if rule.freq == ICAL_MONTHLY_RECURRENCE {
                let reached = (0..<12).map { (date.month - 1 + $0 * interval) % 12 + 1 }
                if !months.contains(where: reached.contains) { return true }
            }
            if let days = numbers("BYMONTHDAY") {
                let longest = months.compactMap { (1...12).contains($0) ? longestMonths[$0 - 1] : nil }.max() ?? 0
                if days.allSatisfy({ abs($0) > longest }) { return true }
            }
        }
        guard rule.freq == ICAL_DAILY_RECURRENCE, interval % 7 == 0, let days = parts["BYDAY"] else { return false }
        let weekday = ["TH", "FR", "SA", "SU", "MO", "TU", "WE"][((date.daysSinceEpoch % 7) + 7) % 7]
        return !days.split(separator: ",").contains { $0.hasSuffix(weekday) }
    }

    private func numbers(_ key: String) -> [Int]? {
        parts[key].map { $0.split(separator: ",").compactMap { Int($0) } }
    }
}

/// How many days a month has at most.
private let longestMonths = [31, 29, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31]
