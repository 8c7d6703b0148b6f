import BusinessTime
import Compliance
import SLAEngine

/// A goal over objectives of any agreements, before all agreements are known.
struct SharedGoalDraft {
    var name: String?
    var namePlace: Place
    var terms: GoalTerms?
    /// nil for every objective.
    var selectors: [ObjectiveSelector]?
}

/// Objectives of which all that is given holds.
struct ObjectiveSelector {
    var place: Place
    /// Names; nil for any.
    var agreements: [CalendarDraft.Word]?
    var objectives: [CalendarDraft.Word]?
    var metrics: [Metric]?
    var kinds: [AgreementKind]?

    fileprivate func selects(_ objective: Objective, of agreement: Agreement) -> Bool {
        agreements?.contains { $0.text == agreement.name } ?? true
            && objectives?.contains { $0.text == objective.name } ?? true
            && metrics?.contains(objective.metric) ?? true && kinds?.contains(agreement.kind) ?? true
    }
}

// `goals` of slad.yaml.
extension NodeReader {
    mutating func sharedGoals(_ node: RawNode) -> [SharedGoalDraft] {
        (list(node, "a list of goals") ?? []).compactMap { item in
            guard let nodes = mapping(item, .sharedGoal) else { return nil }
            let name = required("goal", of: nodes, such: "first-answers").flatMap { self.name($0, "a name") }
            let terms = terms(nodes, zone: nil)
            let selectors = nodes["of"].flatMap { list($0, "a list of objectives") }
            if let node = nodes["of"], selectors?.isEmpty ?? false {
                error(node.place, "a goal over no objective", hint: "leave of out for every objective")
            }
            return SharedGoalDraft(
                name: name, namePlace: nodes["goal"]?.place ?? item.place, terms: terms,
                selectors: selectors?.compactMap { selector($0) })
        }
    }

    private mutating func selector(_ node: RawNode) -> ObjectiveSelector? {
        let errors = errorCount
        guard let nodes = mapping(node, .selector) else { return nil }
        var selector = ObjectiveSelector(place: node.place)
        selector.agreements = nodes["agreement"].map { words($0, "an agreement's name") }
        selector.objectives = nodes["objective"].map { words($0, "an objective's name") }
        selector.metrics = nodes["metric"].map { node in
            (list(node, "a metric") ?? []).compactMap { metric($0) }
        }
        selector.kinds = nodes["kind"].map { node in
            (list(node, "a kind") ?? []).compactMap { choice($0, "a kind of agreement", AgreementKind.self) }
        }
        // With a part unread it would mean other objectives.
        return errorCount == errors ? selector : nil
    }

    private mutating func words(_ node: RawNode, _ noun: String) -> [CalendarDraft.Word] {
        (list(node, noun) ?? []).compactMap { item in
            text(item, noun).map { CalendarDraft.Word(text: $0, place: item.place) }
        }
    }
}

/// Joins the goals of agreements and those over many.
struct GoalBuilding {
    let drafts: [AgreementDraft]
    private(set) var goals: [Goal] = []
    private(set) var findings: [Finding] = []
    private var names: Set<String> = []

    init(_ drafts: [AgreementDraft]) {
        self.drafts = drafts
        for name in Set(drafts.compactMap(\.name)).sorted() {
            let versions = drafts.filter { $0.name == name }.sorted {
                ($0.effectiveFrom ?? .distantPast) < ($1.effectiveFrom ?? .distantPast)
            }
            for objective in Set(versions.flatMap(\.objectives).map(\.objective.name)).sorted() {
                add(versions, ObjectiveName(name, objective))
            }
        }
    }

    /// Each version of an agreement judges the windows that begin under it; the first those before it too.
    private mutating func add(_ versions: [AgreementDraft], _ name: ObjectiveName) {
        let terms = versions.map { draft in draft.objectives.first { $0.objective.name == name.objective }?.goal }
        for (index, term) in terms.enumerated() {
            let isSame = index > 0 && terms[index - 1] == term
            guard let term, !isSame else { continue }
            let from = index == 0 ? nil : versions[index].effectiveFrom
            let next = (index + 1..<terms.count).first { terms[$0] != term }
            let end = next.map { versions[$0].effectiveFrom } ?? versions.last?.agreement?.effectiveUntil
            let text = "\(name.agreement)/\(name.objective)"
            names.insert(text)
            goals.append(
                term.goal(text, .objectives([name]), from: from, until: end))
        }
    }

    /// - Parameter file: in which they stand.
    mutating func add(_ shared: [SharedGoalDraft], file: String) {
        for draft in shared {
            if let name = draft.name, !names.insert(name).inserted {
                let what = "two goals have the name \(quoted(name))"
                findings.append(
                    Finding(.error, file: file, at: draft.namePlace, what: what, hint: "give each a name of its own"))
            }
            let scope = scope(draft.selectors, file: file)
            if let name = draft.name, let terms = draft.terms { goals.append(terms.goal(name, scope)) }
        }
    }

    private mutating func scope(_ selectors: [ObjectiveSelector]?, file: String) -> GoalScope {
        guard let selectors else { return .everything }
        return .objectives(selectors.reduce(into: []) { $0.formUnion(objectives($1, file: file)) })
    }

    private mutating func objectives(_ selector: ObjectiveSelector, file: String) -> Set<ObjectiveName> {
        var names: Set<ObjectiveName> = []
        for agreement in drafts.compactMap(\.agreement) {
            for objective in agreement.objectives where selector.selects(objective, of: agreement) {
                names.insert(ObjectiveName(agreement.name, objective.name))
            }
        }
        // Where an agreement could not be read, an unknown name may be right.
        guard drafts.allSatisfy({ $0.agreement != nil }) else { return names }
        if knowsWords(of: selector, file: file), names.isEmpty {
            let what = "no agreement has such an objective"
            let hint = "look at the names, or leave some of these keys out"
            findings.append(Finding(.error, file: file, at: selector.place, what: what, hint: hint))
        }
        return names
    }

    /// - Returns: whether all names are known.
    private mutating func knowsWords(of selector: ObjectiveSelector, file: String) -> Bool {
        let agreements = drafts.compactMap(\.name)
        let objectives = Set(drafts.flatMap(\.objectives).map(\.objective.name)).sorted()
        let before = findings.count
        for word in selector.agreements ?? [] where !agreements.contains(word.text) {
            unknown("agreement", word, among: agreements, file: file)
        }
        for word in selector.objectives ?? [] where !objectives.contains(word.text) {
            unknown("objective", word, among: objectives, file: file)
        }
        return findings.count == before
    }

    private mutating func unknown(
        _ noun: String, _ word: CalendarDraft.Word, among known: [String], file: String
    ) {
        findings.append(
            Finding(
                .error, file: file, at: word.place, what: "there is no \(noun) \(quoted(word.text))",
                hint: didYouMean(word.text, among: known)))
    }
}

extension KeyTable {
    fileprivate static let selector = KeyTable(
        noun: "an entry below of", keys: ["agreement", "objective", "metric", "kind"])
}
