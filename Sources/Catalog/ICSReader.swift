import BusinessTime
import CICal

/// Reads the entries of one `.ics` file for a calendar of a zone, and collects what is wrong with them.
struct ICSReader {
    let file: String
    /// Of times that name no zone.
    let zone: Zone
    /// Finds a zone of the system.
    let systemZone: (String) -> Zone?
    private(set) var findings: [Finding] = []
    private var writtenZones: [String: ICSComponent] = [:]
    private var zones: [String: ICSZone] = [:]

    init(file: String, zone: Zone, systemZone: @escaping (String) -> Zone?) {
        self.file = file
        self.zone = zone
        self.systemZone = systemZone
    }

    mutating func entries(_ bytes: [UInt8]) -> [ICSEntry] {
        let components: [ICSComponent]
        do {
            components = try ICSComponent.components(in: try ICSLine.lines(of: bytes, file: file), file: file)
        } catch {
            findings.append(error)
            return []
        }
        for component in components where component.name == "VTIMEZONE" {
            if let id = component.lines.first(where: { $0.name == "TZID" })?.value { writtenZones[id] = component }
        }
        return components.filter { $0.name == "VEVENT" }.compactMap { entry($0) }
    }

    mutating func error(_ line: ICSLine, _ what: String, hint: String) {
        findings.append(Finding(.error, file: file, at: line.place, what: what, hint: hint))
    }

    mutating func warning(_ line: ICSLine, _ what: String, hint: String) {
        findings.append(Finding(.warning, file: file, at: line.place, what: what, hint: hint))
    }
}

// One entry.
extension ICSReader {
    private mutating func entry(_ component: ICSComponent) -> ICSEntry? {
        let errors = findings.count { $0.severity == .error }
        func line(_ name: String) -> ICSLine? { component.lines.first { $0.name == name } }
        for name in ["DTSTART", "DTEND", "DURATION", "RRULE", "RECURRENCE-ID", "STATUS", "TRANSP"] {
            let lines = component.lines.filter { $0.name == name }
            if lines.count > 1 { error(lines[1], "\(name) stands twice in one entry", hint: "keep one of them") }
        }
        var entry = ICSEntry(line: component.begin, uid: line("UID")?.value, name: name(line("SUMMARY")))
        entry.replaces = line("RECURRENCE-ID").flatMap { replaced($0) }
        if line("STATUS")?.value.uppercased() == "CANCELLED" {
            entry.skipped = .cancelled
        } else if line("TRANSP")?.value.uppercased() == "TRANSPARENT" {
            entry.skipped = .transparent
        } else {
            readTimes(component, into: &entry)
        }
        return findings.count { $0.severity == .error } == errors ? entry : nil
    }

    private mutating func readTimes(_ component: ICSComponent, into entry: inout ICSEntry) {
        func line(_ name: String) -> ICSLine? { component.lines.first { $0.name == name } }
        guard let startLine = line("DTSTART") else {
            return error(component.begin, "an entry without DTSTART", hint: "write such as DTSTART;VALUE=DATE:20261225")
        }
        guard let start = time(startLine) else { return }
        if let seconds = seconds(from: start, startLine, end: line("DTEND"), duration: line("DURATION")) {
            entry.span = (start, seconds)
        }
        if let line = line("RRULE") { entry.rule = rule(line) }
        for line in component.lines {
            switch line.name {
            case "RDATE": entry.added += values(of: line).compactMap { addition($0, like: start) }
            case "EXDATE": entry.removed += values(of: line).compactMap { time($0) }
            case "EXRULE": error(line, "EXRULE is not read", hint: "write the dates as EXDATE")
            default: break
            }
        }
    }

    /// One line, for a journal field and a month in the terminal.
    private func name(_ line: ICSLine?) -> String {
        let text = line.flatMap { ICSProperty($0.text)?.summary } ?? ""
        let words = String(String.UnicodeScalarView(text.unicodeScalars.map { isPrintable($0) ? $0 : " " }))
            .split(separator: " ").joined(separator: " ")
        return words.isEmpty ? "holiday" : String(words.prefix(100))
    }

    private mutating func replaced(_ line: ICSLine) -> ICSTime? {
        if line.head.uppercased().contains("RANGE=") {
            error(
                line, "an entry that replaces all later repetitions",
                hint: "end the first with UNTIL, and begin another")
        }
        return time(line)
    }

    private mutating func rule(_ line: ICSLine) -> ICSRule? {
        do {
            return try ICSRule(line)
        } catch {
            self.error(line, error.what, hint: error.hint)
            return nil
        }
    }

    /// A line for each of the values that a comma parts.
    private func values(of line: ICSLine) -> [ICSLine] {
        line.value.split(separator: ",", omittingEmptySubsequences: false)
            .map { ICSLine(number: line.number, name: line.name, head: line.head, value: String($0)) }
    }
}

// Times.
extension ICSReader {
    private mutating func addition(_ line: ICSLine, like start: ICSTime) -> (start: ICSTime, seconds: Int64?)? {
        guard let property = ICSProperty(line.text) else { return unreadable(line) }
        guard let period = property.period else {
            guard let time = time(line) else { return nil }
            guard time.isDate == start.isDate else { return mixed(line) }
            return (time, nil)
        }
        guard let from = time(period.start, property, line) else { return nil }
        let length = Int64(period.length.days) * 86_400 + period.length.seconds
        let seconds = period.end.flatMap { time($0, property, line) }.map { difference(from: from, to: $0) } ?? length
        guard seconds > 0, !start.isDate else { return mixed(line) }
        return (from, seconds)
    }

    private mutating func time(_ line: ICSLine) -> ICSTime? {
        guard let property = ICSProperty(line.text), let time = property.time else { return unreadable(line) }
        return self.time(time, property, line)
    }

    private mutating func time(_ time: ICSCivilTime, _ property: ICSProperty, _ line: ICSLine) -> ICSTime? {
        guard time.secondsOfDay != nil else { return .date(time.date) }
        if time.isUTC { return .moment(local: time.localSeconds, .system(.utc)) }
        guard let id = property.zoneID else { return .moment(local: time.localSeconds, .system(zone)) }
        return zone(id, line).map { .moment(local: time.localSeconds, $0) }
    }

    private mutating func unreadable<Value>(_ line: ICSLine) -> Value? {
        error(
            line, "\(quoted(line.value)) is not a value of \(line.name)",
            hint: "a date is written 20261225, a time 20261225T090000")
        return nil
    }

    private mutating func mixed<Value>(_ line: ICSLine) -> Value? {
        error(line, "\(line.name) and DTSTART are not both dates or both times", hint: "write both as the same")
        return nil
    }

    /// How many civil seconds an entry lasts; a date lasts to its end.
    private mutating func seconds(
        from start: ICSTime, _ startLine: ICSLine, end: ICSLine?, duration: ICSLine?
    ) -> Int64? {
        if let end { return seconds(from: start, end: end) }
        guard let duration else {
            if start.isDate { return 86_400 }
            warning(startLine, "an entry without an end closes nothing", hint: "write DTEND or DURATION")
            return 0
        }
        guard let length = ICSProperty(duration.text)?.duration else { return unreadable(duration) }
        let seconds = Int64(length.days) * 86_400 + length.seconds
        guard seconds > 0, !start.isDate || length.seconds == 0 else { return unreadable(duration) }
        return seconds
    }

    private mutating func seconds(from start: ICSTime, end line: ICSLine) -> Int64? {
        guard let end = time(line) else { return nil }
        guard start.isDate == end.isDate else { return mixed(line) }
        let seconds = difference(from: start, to: end)
        guard seconds >= 0 else {
            error(line, "an entry that ends before it begins", hint: "look at DTSTART and DTEND")
            return nil
        }
        guard seconds == 0 else { return seconds }
        // Some programs write the last date itself.
        let what = start.isDate ? "the end of a date is the next one" : "an entry that ends as it begins closes nothing"
        warning(line, what, hint: "write a later DTEND")
        return start.isDate ? 86_400 : 0
    }

    /// In the civil time of the start.
    private func difference(from start: ICSTime, to end: ICSTime) -> Int64 {
        guard case .moment(_, let zone) = start, case .moment(let local, let endZone) = end else {
            return end.local - start.local
        }
        if case .system(let left) = zone, case .system(let right) = endZone, left == right {
            return local - start.local
        }
        return zone.local(at: endZone.instant(ofLocal: local)) - start.local
    }
}

// Zones.
extension ICSReader {
    /// A zone of the system by its name, or by the end of a longer one such as `/mozilla.org/20070129_1/Europe/Berlin`;
    /// else as the file itself describes it.
    private mutating func zone(_ id: String, _ line: ICSLine) -> ICSZone? {
        if let known = zones[id] { return known }
        let parts = id.split(separator: "/").map(String.init)
        let names = [id] + [3, 2].filter { $0 < parts.count }.map { parts.suffix($0).joined(separator: "/") }
        let location = writtenZones[id]?.lines.first { $0.name == "X-LIC-LOCATION" }?.value
        let found = (names + [location].compactMap(\.self)).lazy.compactMap(systemZone).first
        let zone = found.map(ICSZone.system) ?? writtenZone(id, line)
        if let zone { zones[id] = zone }
        return zone
    }

    private mutating func writtenZone(_ id: String, _ line: ICSLine) -> ICSZone? {
        guard let component = writtenZones[id] else {
            error(line, "nothing says what the zone \(quoted(id)) is", hint: "write an IANA name such as Europe/Berlin")
            return nil
        }
        if let doubtful = ICSWrittenZone.firstDoubtfulRule(in: component) {
            error(doubtful, "a zone with a rule such as no zone has", hint: "name an IANA zone such as Europe/Berlin")
            return nil
        }
        guard let zone = ICSWrittenZone(component) else {
            error(component.begin, "this zone cannot be read", hint: "name an IANA zone such as Europe/Berlin")
            return nil
        }
        return .written(zone)
    }
}
