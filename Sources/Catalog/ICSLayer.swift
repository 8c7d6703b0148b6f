import BusinessTime

/// Makes the closed dates and hours of one calendar out of the entries of an `.ics` file.
struct ICSLayer {
    /// No entry closes more dates than this from now on, nor in one piece.
    static let datesOfAnEntry = 1_000
    /// The dates of a century, and more.
    static let datesOfAFile = 50_000
    /// More repetitions take libical seconds.
    private static let repetitionsOfAFile = 100_000
    /// A rule that is not YEARLY may take libical a second.
    private static let searchesOfAFile = 100

    private(set) var layer = CalendarLayer()
    private(set) var reader: ICSReader
    private let zone: Zone
    private let now: Timestamp
    private let end: Timestamp
    private var repetitions = ICSLayer.repetitionsOfAFile
    private var searches = ICSLayer.searchesOfAFile
    private var dates = 0

    /// - Parameters:
    ///   - now: from here on an entry may not have too many dates; what it had before does not grow.
    ///   - end: repetitions are looked for up to here; a single entry counts wherever it is.
    init(_ bytes: [UInt8], reader: ICSReader, zone: Zone, now: Timestamp, end: Timestamp) {
        self.reader = reader
        self.zone = zone
        self.now = now
        self.end = end
        let entries = self.reader.entries(bytes)
        let replaced = Dictionary(grouping: entries.filter { $0.replaces != nil }) { $0.uid ?? "" }
        for entry in entries { close(entry, without: entry.replaces == nil ? replaced[entry.uid ?? ""] ?? [] : []) }
        warnOfSkipped(entries, .cancelled, "cancelled (STATUS:CANCELLED)")
        warnOfSkipped(entries, .transparent, "transparent (TRANSP:TRANSPARENT)")
        if entries.isEmpty, self.reader.findings.isEmpty {
            let hint = "look whether it is the right file"
            empty = Finding(.warning, file: reader.file, at: .wholeFile, what: "no entry in this file", hint: hint)
        }
    }

    private var empty: Finding?

    var findings: [Finding] { reader.findings + [empty].compactMap(\.self) }

    private mutating func warnOfSkipped(_ entries: [ICSEntry], _ why: ICSEntry.Skipped, _ words: String) {
        let skipped = entries.filter { $0.skipped == why }
        guard let first = skipped.first else { return }
        let names = skipped.prefix(3).map { quoted($0.name) }.joined(separator: ", ")
        let more = skipped.count > 3 ? " and \(skipped.count - 3) more" : ""
        let what =
            skipped.count == 1 ? "an entry is \(words) and closes" : "\(skipped.count) entries are \(words) and close"
        reader.warning(
            first.line, "\(what) nothing: \(names)\(more)", hint: "write what is closed into the calendar itself")
    }
}

// Repetitions.
extension ICSLayer {
    private mutating func close(_ entry: ICSEntry, without replaced: [ICSEntry]) {
        guard entry.skipped == nil, let (start, seconds) = entry.span, seconds > 0 else { return }
        let removed = RemovedTimes(entry.removed + replaced.compactMap(\.replaces), of: start)
        var starts: [(start: ICSTime, seconds: Int64)] = [(start, seconds)]
        starts += entry.added.map { ($0.start, $0.seconds ?? seconds) }
        for local in repetitions(of: entry, start) where local != start.local {
            starts.append((start.moved(to: local), seconds))
        }
        var days: [ClosedDay] = []
        var longest = 0
        for (start, seconds) in starts where !removed.contains(start) && days.count <= ICSLayer.datesOfAFile {
            let closed = closedDays(start, seconds)
            longest = max(longest, closed.count)
            days += closed
        }
        take(days, longest: longest, of: entry)
    }

    private mutating func take(_ days: [ClosedDay], longest: Int, of entry: ICSEntry) {
        let today = zone.date(at: now)
        guard max(longest, days.count { $0.date >= today }) <= ICSLayer.datesOfAnEntry else {
            return reader.error(
                entry.rule?.line ?? entry.line, "an entry of more than \(ICSLayer.datesOfAnEntry) dates",
                hint: "end it with UNTIL, or write what is closed each week into the calendar's hours")
        }
        let wereTooMany = dates > ICSLayer.datesOfAFile
        dates += days.count
        if dates <= ICSLayer.datesOfAFile {
            put(days, entry.name)
        } else if !wereTooMany {
            reader.error(entry.line, "more than \(ICSLayer.datesOfAFile) dates in one file", hint: "keep what closes")
        }
    }

    /// Civil seconds of those that begin before the end.
    private mutating func repetitions(of entry: ICSEntry, _ start: ICSTime) -> [Int64] {
        guard let rule = entry.rule, searches >= 0, repetitions >= 0 else { return [] }
        // Civil times differ from UTC by less than two days.
        let end = end.millisecondsSinceEpoch / 1_000 + 2 * 86_400
        var found: [Int64]? = []
        if rule.mayBeRare { searches -= 1 }
        if searches >= 0 {
            found = rule.repetitions(
                from: start.local, isDate: start.isDate, until: until(rule, start), before: end, budget: &repetitions)
        }
        if searches < 0 || repetitions < 0 {
            reader.error(rule.line, "too much in one file repeats", hint: "end rules with UNTIL, begin them later")
        } else if found == nil {
            reader.error(rule.line, "this rule never comes true", hint: "look at its days and months")
        } else if let first = found?.first, first != start.local {
            reader.warning(
                entry.line, "the entry begins on a date that its own rule does not have; that one is closed too",
                hint: "begin with the first date of the rule")
        }
        return found ?? []
    }

    /// The last civil second that a rule allows, in the civil time of the start.
    private func until(_ rule: ICSRule, _ start: ICSTime) -> Int64? {
        guard let until = rule.until else { return nil }
        guard case .moment(_, let zone) = start else { return Int64(until.date.daysSinceEpoch) * 86_400 }
        guard until.secondsOfDay != nil else { return until.localSeconds + 86_399 }
        return until.isUTC
            ? zone.local(at: ICSZone.system(.utc).instant(ofLocal: until.localSeconds)) : until.localSeconds
    }
}

// Dates and hours.
extension ICSLayer {
    /// A date, and what of it is closed; nil for all of it.
    private typealias ClosedDay = (date: CivilDate, part: CivilInterval?)

    private func closedDays(_ start: ICSTime, _ seconds: Int64) -> [ClosedDay] {
        // One date more than is allowed is enough to see that they are too many.
        let limit = Int64(ICSLayer.datesOfAnEntry) + 1
        switch start {
        case .date(let date):
            return (0..<min(seconds / 86_400, limit)).map {
                (CivilDate(daysSinceEpoch: date.daysSinceEpoch + Int($0)), nil)
            }
        case .moment(let local, let zone):
            let (from, to) = civilEnds(local, zone, seconds)
            guard from < to else { return [] }
            let days = from.dividedDown(86_400)...min((to - 1).dividedDown(86_400), from.dividedDown(86_400) + limit)
            return days.compactMap { day in
                let midnight = day * 86_400
                return CivilInterval(open: Int(max(from - midnight, 0)), close: Int(min(to - midnight, 86_400)))
                    .map { (CivilDate(daysSinceEpoch: Int(day)), $0) }
            }
        }
    }

    /// In the calendar's own civil time.
    private func civilEnds(_ local: Int64, _ zone: ICSZone, _ seconds: Int64) -> (from: Int64, to: Int64) {
        if case .system(let same) = zone, same == self.zone { return (local, local + seconds) }
        let own = ICSZone.system(self.zone)
        return (
            own.local(at: zone.instant(ofLocal: local)), own.local(at: zone.instant(ofLocal: local + seconds))
        )
    }

    private mutating func put(_ days: [ClosedDay], _ name: String) {
        for (date, part) in days {
            if let part {
                layer.closures[date, default: []].append(DatedHours(name: name, intervals: [part]))
            } else if let other = layer.holidays[date], other != name {
                layer.holidays[date] = "\(other), \(name)"
            } else {
                layer.holidays[date] = name
            }
        }
    }
}
