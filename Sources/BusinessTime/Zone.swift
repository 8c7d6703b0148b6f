/// The civil time of an IANA zone: its offset at every instant, past and future.
package struct Zone: Hashable, Sendable {
    package let name: String
    /// Seconds since 1970 UTC at which the offset changes, ascending; up to `ruleYears` where a rule goes on.
    let transitions: [Int64]
    /// `offsets[i]` holds from `transitions[i - 1]` to `transitions[i]`, in seconds east of UTC.
    let offsets: [Int]
    /// Where the rule's years begin to repeat; nil where nothing changes any more.
    private let repeatsFrom: Int64?
    /// What people call each offset, last.
    private let abbreviations: [Int: String]

    /// The Gregorian calendar repeats, weekdays too, after 400 years.
    private static let repeatSeconds: Int64 = 146_097 * 86_400
    private static let repeatYear = 2_100

    /// - Parameter tzif: the content of the zone's file.
    package init(name: String, tzif bytes: [UInt8]) throws(ZoneError) {
        let file = try TZif(bytes)
        var line = OffsetLine(offset: file.offsets[0])
        for (at, offset) in zip(file.transitions, file.offsets.dropFirst()) { line.add(at, offset) }
        repeatsFrom = try Zone.goOn(after: file, on: &line)
        self.name = name
        abbreviations = file.names
        transitions = line.transitions
        offsets = line.offsets
    }

    /// Adds the years that the file's footer rules: all of them where the file lists no transition (RFC 9636, 3.2).
    ///
    /// - Returns: from when on the rule's years begin to repeat.
    private static func goOn(after file: TZif, on line: inout OffsetLine) throws(ZoneError) -> Int64? {
        guard !file.footer.isEmpty else { return nil }
        guard let rule = PosixRuleParser.rule(file.footer) else {
            throw .malformed("its rule '\(file.footer)' is none")
        }
        let last = file.transitions.last
        if last == nil { line = OffsetLine(offset: rule.standardOffset) }
        // A rule without daylight time only says that the last offset stays.
        guard rule.daylight != nil else { return nil }
        let lastYear = last.map { max(year(of: $0), 0) } ?? 0
        let repeated = max(lastYear + 2, repeatYear)
        // The change of a year may lie in the year before or the next one, and may meet one of that year.
        let end = newYear(repeated + 401)
        for (at, offset) in rule.transitions(years: (lastYear - 1)...(repeated + 402)) where at < end {
            if last.map({ $0 < at }) ?? true { line.add(at, offset) }
        }
        return newYear(repeated)
    }

    /// Universal time, for calendars and tests without a file.
    package static let utc = Zone(
        name: "UTC", transitions: [], offsets: [0], repeatsFrom: nil, abbreviations: [0: "UTC"])

    private init(
        name: String, transitions: [Int64], offsets: [Int], repeatsFrom: Int64?, abbreviations: [Int: String]
    ) {
        self.name = name
        self.transitions = transitions
        self.offsets = offsets
        self.repeatsFrom = repeatsFrom
        self.abbreviations = abbreviations
    }

    /// Two zones are the same if every instant has the same offset in both, under the same name.
    package static func == (left: Zone, right: Zone) -> Bool {
        left.name == right.name && left.transitions == right.transitions && left.offsets == right.offsets
    }

    package func hash(into hasher: inout Hasher) {
        hasher.combine(name)
        hasher.combine(transitions.count)
    }

    /// Seconds east of UTC at an instant.
    package func offsetSeconds(at moment: Timestamp) -> Int {
        let seconds = moment.secondsRoundedDown
        return offsets[segment(at: seconds - repeats(seconds))]
    }

    /// What people call the time of an instant, such as `CET`; an offset that had other names before has its last one.
    package func abbreviation(at moment: Timestamp) -> String? {
        abbreviations[offsetSeconds(at: moment)]
    }

    /// The instants in `[from, to)` at which the offset changes, with the offsets before and after.
    package func transitions(from: Timestamp, to: Timestamp) -> [(at: Timestamp, before: Int, after: Int)] {
        var result: [(at: Timestamp, before: Int, after: Int)] = []
        var at = from.secondsRoundedDown - (from.millisecondsSinceEpoch % 1_000 == 0 ? 1 : 0)
        while let next = nextTransition(after: at), next.milliseconds < to.millisecondsSinceEpoch {
            let moment = Timestamp(millisecondsSinceEpoch: next.milliseconds)
            let before = offsetSeconds(at: moment - .seconds(1))
            result.append((moment, before, offsetSeconds(at: moment)))
            at = next
        }
        return result
    }

    /// The civil date at an instant.
    package func date(at moment: Timestamp) -> CivilDate {
        let local = moment.secondsRoundedDown + Int64(offsetSeconds(at: moment))
        return CivilDate(daysSinceEpoch: Int(local.quotientRoundedDown(by: 86_400)))
    }

    /// The instant of a civil time: one that a transition skipped is the instant of the transition, one that occurs
    /// twice is the first of the two.
    ///
    /// - Parameter secondsOfDay: 0 to 86,400 (the next midnight), or beyond.
    package func instant(of date: CivilDate, secondsOfDay: Int) -> Timestamp {
        var cursor = 0
        return instant(ofLocal: Int64(date.daysSinceEpoch) * 86_400 + Int64(secondsOfDay), near: &cursor)
    }

    /// The same, for civil times asked in order: `cursor` remembers the place of the last answer.
    func instant(ofLocal wanted: Int64, near cursor: inout Int) -> Timestamp {
        let shift = repeats(wanted)
        let local = wanted - shift
        // No offset reaches 26 hours, so the first segment that can hold the civil time is that of 26 hours before.
        let earliest = local - 26 * 3_600
        if !contains(earliest, segment: cursor) { cursor = segment(at: earliest) }
        var index = cursor
        while true {
            let seconds = local - Int64(offsets[index])
            guard index < transitions.count, seconds >= transitions[index] else {
                let start = index == 0 ? .min : transitions[index - 1]
                return Timestamp(millisecondsSinceEpoch: (max(seconds, start) + shift) * 1_000)
            }
            index += 1
        }
    }

    private func contains(_ seconds: Int64, segment index: Int) -> Bool {
        index < offsets.count && (index == 0 || transitions[index - 1] <= seconds)
            && (index == transitions.count || seconds < transitions[index])
    }

    /// The segment of an instant: how many transitions lie at or before it. O(log n).
    private func segment(at seconds: Int64) -> Int {
        var low = 0
        var high = transitions.count
        while low < high {
            let middle = (low + high) / 2
            if transitions[middle] <= seconds { low = middle + 1 } else { high = middle }
        }
        return low
    }

    /// By how many seconds an instant is moved back into the years that are listed.
    private func repeats(_ seconds: Int64) -> Int64 {
        guard let repeatsFrom, seconds >= repeatsFrom + Zone.repeatSeconds else { return 0 }
        return (seconds - repeatsFrom) / Zone.repeatSeconds * Zone.repeatSeconds
    }

    private func nextTransition(after seconds: Int64) -> Int64? {
        let shift = repeats(seconds)
        let index = segment(at: seconds - shift)
        // Where a rule goes on, the years that are listed reach beyond those that are asked for.
        return index < transitions.count ? transitions[index] + shift : nil
    }

    private static func year(of seconds: Int64) -> Int {
        CivilDate(daysSinceEpoch: Int(seconds.quotientRoundedDown(by: 86_400))).year
    }

    private static func newYear(_ year: Int) -> Int64 {
        Int64(CivilDate(year: year, month: 1, day: 1)?.daysSinceEpoch ?? 0) * 86_400
    }
}

/// Offsets one after the other, as they are added in the order of time.
private struct OffsetLine {
    private(set) var transitions: [Int64] = []
    private(set) var offsets: [Int]

    init(offset: Int) {
        offsets = [offset]
    }

    /// Of two changes at one instant the later added decides; what changes nothing is none.
    mutating func add(_ at: Int64, _ offset: Int) {
        if transitions.last == at {
            transitions.removeLast()
            offsets.removeLast()
        }
        guard offsets.last != offset else { return }
        transitions.append(at)
        offsets.append(offset)
    }
}

extension Int64 {
    fileprivate var milliseconds: Int64 { self * 1_000 }

    func quotientRoundedDown(by divisor: Int64) -> Int64 {
        self >= 0 ? self / divisor : -((divisor - 1 - self) / divisor)
    }
}

extension Timestamp {
    /// Whole seconds since 1970, rounded down.
    var secondsRoundedDown: Int64 { millisecondsSinceEpoch.quotientRoundedDown(by: 1_000) }
}
