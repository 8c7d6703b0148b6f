import BusinessTime
import Compliance
import SLAEngine

/// What is known while the files are read one after the other.
struct CatalogueLoading {
    private(set) var settings = MainSettings()
    private(set) var findings: [Finding] = []
    private var drafts: [AgreementDraft] = []
    private var calendarDrafts: [CalendarDraft] = []
    private var calendars = KnownCalendars()
    private var budget = NodeBudget()
    private let zones: UsedZones
    private(set) var goals: [Goal] = []

    init(zones: UsedZones) {
        self.zones = zones
    }

    var rules: Rules {
        Rules(
            statuses: settings.statuses,
            agreements: drafts.compactMap(\.agreement),
            tellWithin: settings.tellWithin,
            canary: settings.canary
        )
    }

    var reviews: [Review] {
        let last = drafts.reduce(into: [String: AgreementDraft]()) { last, draft in
            guard let name = draft.name else { return }
            let known = last[name].map { $0.effectiveFrom ?? .distantPast }
            if known.map({ $0 <= draft.effectiveFrom ?? .distantPast }) ?? true { last[name] = draft }
        }
        return last.values.compactMap(\.review).sorted { $0.agreement < $1.agreement }
    }

    mutating func passOver(_ path: String) {
        let hint = "only slad.yaml, agreements/*.yaml, calendars/*.yaml and the .ics files they name are"
        findings.append(Finding(.warning, file: path, at: .wholeFile, what: "this file is not read", hint: hint))
    }

    /// Agreements, or the settings.
    mutating func read(_ file: CatalogueFiles.File) {
        guard !file.path.hasSuffix(".ics") else { return }
        var reader = NodeReader(file: file.path, calendars: calendars, zones: zones)
        guard let documents = documents(of: file) else { return }
        if file.path.hasPrefix("agreements/") {
            for document in documents where !reader.isMisplaced(document, of: .calendar, in: "calendars") {
                if let draft = reader.agreement(document) { drafts.append(draft) }
            }
            if documents.isEmpty {
                reader.warning(.wholeFile, "no agreement in this file", hint: "write one, or remove it")
            }
        } else {
            readSettings(documents, with: &reader)
        }
        findings += reader.findings
    }

    /// - Returns: nil where there is a finding.
    private mutating func documents(of file: CatalogueFiles.File) -> [RawNode]? {
        // One finding says that there is too much; one for every file after it would not help.
        guard !budget.isExceeded else { return nil }
        do {
            return try YAMLDocuments.read(file.bytes, file: file.path, budget: &budget)
        } catch {
            findings.append(error)
            return nil
        }
    }

    private mutating func readSettings(_ documents: [RawNode], with reader: inout NodeReader) {
        if let first = documents.first { settings = reader.settings(first) }
        for document in documents.dropFirst() {
            reader.error(document.place, "a second document in this file", hint: "remove the line --- and join the two")
        }
    }

    /// The goals of all agreements, and those over many of them.
    mutating func buildGoals() {
        var building = GoalBuilding(drafts)
        building.add(settings.goals, file: "slad.yaml")
        goals = building.goals
        findings += building.findings
    }

    /// What no file alone can show: versions that stand twice or differ in their order, ties, or nothing at all.
    mutating func compareAgreements() {
        for (index, draft) in drafts.enumerated() {
            let earlier = drafts[..<index]
            if let version = earlier.first(where: { $0.name != nil && $0.name == draft.name }) {
                compare(draft, withVersion: version, among: earlier)
            } else if let tied = earlier.first(where: { isTied($0, draft) }) {
                report(draft, at: draft.orderPlace ?? draft.namePlace, tiedWith: tied)
            }
        }
        if drafts.isEmpty, findings.allSatisfy({ $0.severity == .warning }) {
            let hint = "write one, such as agreements/support.yaml"
            findings.append(
                Finding(
                    .warning,
                    file: "agreements",
                    at: .wholeFile,
                    what: "no agreement: nothing is measured",
                    hint: hint
                )
            )
        }
    }

    /// Versions of one agreement have one group and one order, and each an instant of its own.
    private mutating func compare(
        _ draft: AgreementDraft, withVersion version: AgreementDraft, among earlier: ArraySlice<AgreementDraft>
    ) {
        if let same = earlier.first(where: { $0.name == draft.name && $0.effectiveFrom == draft.effectiveFrom }) {
            report(draft, at: draft.effectivePlace ?? draft.namePlace, sameVersion: same)
        } else if draft.group != version.group || draft.order != version.order {
            let isOrder = draft.group == version.group
            report(draft, at: isOrder ? draft.orderPlace ?? draft.namePlace : draft.namePlace, differsFrom: version)
        }
    }

    /// Whether or not a ticket could match both.
    private func isTied(_ left: AgreementDraft, _ right: AgreementDraft) -> Bool {
        guard let group = left.group, let order = left.order else { return false }
        return right.group == group && right.order == order
    }

    private mutating func report(_ draft: AgreementDraft, at place: Place, sameVersion other: AgreementDraft) {
        let when = draft.effectivePlace == nil ? "without effective_from" : "with this effective_from"
        let what =
            "the agreement \(quoted(draft.name ?? "")) stands twice \(when), "
            + "first at \(other.file):\(other.namePlace.line)"
        let hint = "give it another name, or, as a version of that one, an effective_from of its own"
        findings.append(Finding(.error, file: draft.file, at: place, what: what, hint: hint))
    }

    private mutating func report(_ draft: AgreementDraft, at place: Place, differsFrom other: AgreementDraft) {
        guard let group = draft.group, let order = draft.order, let otherGroup = other.group,
            let otherOrder = other.order
        else { return }
        let what =
            "this version of \(quoted(draft.name ?? "")) has order \(order) in the group \(quoted(group)), and that at "
            + "\(other.file):\(other.namePlace.line) order \(otherOrder) in \(quoted(otherGroup))"
        let hint = "write the same for all versions, or give another agreement another name"
        findings.append(Finding(.error, file: draft.file, at: place, what: what, hint: hint))
    }

    private mutating func report(_ draft: AgreementDraft, at place: Place, tiedWith other: AgreementDraft) {
        let line = (other.orderPlace ?? other.namePlace).line
        let order = draft.orderPlace == nil ? "no order is written, which is 0, and" : "order \(draft.order ?? 0)"
        let what = "\(order) in the group \(quoted(draft.group ?? "")) is also that of \(other.file):\(line)"
        let hint = "give each agreement of a group an order of its own; the lowest that matches wins"
        findings.append(Finding(.error, file: draft.file, at: place, what: what, hint: hint))
    }
}

// Calendars come first, since agreements name them.
extension CatalogueLoading {
    mutating func readCalendars(_ file: CatalogueFiles.File) {
        guard let documents = documents(of: file) else {
            calendars.isIncomplete = true
            return
        }
        var reader = NodeReader(file: file.path)
        for document in documents {
            let isMisplaced = reader.isMisplaced(document, of: .agreement, in: "agreements")
            if !isMisplaced, let draft = reader.calendarDraft(document) {
                calendarDrafts.append(draft)
            } else {
                calendars.isIncomplete = true
            }
        }
        if documents.isEmpty { reader.warning(.wholeFile, "no calendar in this file", hint: "write one, or remove it") }
        findings += reader.findings
    }

    mutating func buildCalendars(_ building: inout CalendarBuilding) {
        building.build(calendarDrafts, isIncomplete: calendars.isIncomplete)
        calendars = building.known
        findings += building.findings
    }
}

extension NodeReader {
    /// Whether a document was meant for another folder; here each of its keys would be a finding.
    mutating func isMisplaced(_ document: RawNode, of table: KeyTable, in folder: String) -> Bool {
        guard case .mapping(let entries) = document.content,
            entries.allSatisfy({ table.keys.contains($0.key) }),
            let sign = entries.first(where: { ["agreement", "time_zone", "hours", "extends"].contains($0.key) })
        else { return false }
        error(sign.keyPlace, "this is \(table.noun)", hint: "move it into a file of the folder \(folder)")
        return true
    }
}

extension CatalogueFiles.File {
    var isCalendar: Bool { path.hasPrefix("calendars/") && !path.hasSuffix(".ics") }
}
