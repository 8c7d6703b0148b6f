import BusinessTime
import Compliance
import SLAEngine

/// One agreement as far as it could be read, with the places that other agreements are compared with.
struct AgreementDraft {
    var file: String
    var place: Place
    var name: String?
    var namePlace: Place
    /// nil where it could not be read: then nothing is compared.
    var group: String?
    /// nil where it could not be read; 0 where none is written.
    var order: Int?
    /// Where `order` is written; nil where it is not.
    var orderPlace: Place?
    /// From when this version is in force; nil where none is written, or it could not be read.
    var effectiveFrom: Timestamp?
    var effectivePlace: Place?
    /// Those that could be read.
    var objectives: [ObjectiveDraft] = []
    /// nil where a finding says why.
    var agreement: Agreement?
    /// When it is to be looked at again; nil where nothing says it.
    var review: Review?
}

/// What an agreement says beside its objectives, as far as it could be read.
private struct AgreementTerms {
    var name: String?
    var kind: AgreementKind?
    var group: String?
    /// nil where it could not be read; 0 where none is written.
    var order: Int?
    var effectiveFrom: Timestamp?
    var effectiveUntil: Timestamp?
    /// nil where it could not be read.
    var match: Condition?
    var review: (every: Review.Interval, reviewedOn: CivilDate?)?
    var provider: String?
    var customer: String?
    var owner: String?
    var plan: String?
}

// One agreement: a document of a file in `agreements/`.
extension NodeReader {
    mutating func agreement(_ node: RawNode) -> AgreementDraft? {
        guard let nodes = mapping(node, .agreement) else { return nil }
        var terms = named(nodes)
        let calendar = nodes["calendar"].map { self.calendar($0) } ?? ChosenCalendar()
        let objectives = objectives(nodes, terms.kind, calendar)
        readTime(nodes, calendar, &terms)
        terms.provider = informative(nodes["provider"])
        terms.customer = informative(nodes["customer"])
        terms.owner = informative(nodes["owner"])
        terms.plan = nodes["plan"].flatMap { self.plan($0) }
        return draft(terms, objectives, nodes, at: node.place)
    }

    private mutating func named(_ nodes: KeyedNodes) -> AgreementTerms {
        var terms = AgreementTerms()
        terms.name = required("agreement", of: nodes, such: "gold-support").flatMap { self.name($0, "a name") }
        terms.kind = required("kind", of: nodes, such: "sla").flatMap {
            choice($0, "a kind of agreement", AgreementKind.self)
        }
        terms.group = nodes["group"].flatMap { self.name($0, "a group's name") }
        terms.order = nodes["order"].map { self.order($0) } ?? 0
        return terms
    }

    private mutating func objectives(
        _ nodes: KeyedNodes, _ kind: AgreementKind?, _ calendar: ChosenCalendar
    ) -> [ObjectiveDraft] {
        let defaults = ObjectiveDefaults(
            kind: kind, onRematch: rematch(nodes["on_rematch"]),
            creditsPauses: nodes["credit_pauses"].flatMap { yesOrNo($0) } ?? true, zone: calendar.zone)
        let list = required("objectives", of: nodes, such: "a list of objectives")
        return objectives(list, calendar: calendar, defaults)
    }

    /// Reads when it is in force, for which tickets, and when it is looked at again.
    private mutating func readTime(_ nodes: KeyedNodes, _ calendar: ChosenCalendar, _ terms: inout AgreementTerms) {
        terms.effectiveFrom = nodes["effective_from"].flatMap { effective($0, calendar) }
        terms.effectiveUntil = nodes["effective_until"].flatMap { effective($0, calendar) }
        terms.match = nodes["match"].map { condition($0) } ?? .always
        terms.review = review(nodes, since: terms.effectiveFrom.map { calendar.zone.date(at: $0) })
        guard let from = terms.effectiveFrom, let until = terms.effectiveUntil, until <= from,
            let node = nodes["effective_until"]
        else { return }
        error(
            node.place, "effective_until does not lie after effective_from", hint: "write a later date, or leave it out"
        )
    }

    private func draft(
        _ terms: AgreementTerms, _ objectives: [ObjectiveDraft], _ nodes: KeyedNodes, at place: Place
    ) -> AgreementDraft {
        var draft = AgreementDraft(
            file: file, place: place, name: terms.name, namePlace: nodes["agreement"]?.place ?? place,
            group: terms.group ?? terms.kind?.rawValue, order: terms.order, orderPlace: nodes["order"]?.place,
            effectiveFrom: terms.effectiveFrom, effectivePlace: nodes["effective_from"]?.place, objectives: objectives)
        draft.agreement = Agreement(terms, objectives)
        guard let agreement = draft.agreement else { return draft }
        draft.review = terms.review.map {
            Review(agreement: agreement.name, owner: agreement.owner, every: $0.every, reviewedOn: $0.reviewedOn)
        }
        return draft
    }

    private mutating func order(_ node: RawNode) -> Int? {
        parsed(node, "a whole number") { text throws(TextFault) in
            guard (1...6).contains(text.utf8.count), text.allSatisfy({ $0.isASCII && $0.isNumber }),
                let order = Int(text)
            else {
                throw TextFault(what: "\(quoted(text)) is not an order", hint: "write a whole number of 0 to 999999")
            }
            return order
        }
    }

    /// A date is its midnight in the zone of the agreement's calendar.
    private mutating func effective(_ node: RawNode, _ calendar: ChosenCalendar) -> Timestamp? {
        parsed(node, "a date such as 2026-01-31") { text throws(TextFault) in
            try DateText.instant(text, in: calendar.zone)
        }
    }

    private mutating func objectives(
        _ node: RawNode?, calendar: ChosenCalendar, _ defaults: ObjectiveDefaults
    ) -> [ObjectiveDraft] {
        guard let node else { return [] }
        guard case .list(let items) = node.content, !items.isEmpty else {
            error(
                node.place,
                "objectives is a list of at least one, and here is \(node.shape)",
                hint: "begin each objective with a dash: - objective: first-response"
            )
            return []
        }
        var objectives: [ObjectiveDraft] = []
        for item in items {
            guard let draft = objective(item, calendar: calendar, defaults) else { continue }
            if objectives.contains(where: { $0.objective.name == draft.objective.name }) {
                error(
                    item.place,
                    "two objectives of this agreement have the name \(quoted(draft.objective.name))",
                    hint: "give each a name of its own"
                )
            }
            objectives.append(draft)
        }
        return objectives
    }

    private mutating func informative(_ node: RawNode?) -> String? {
        node.flatMap { name($0, "a text of one line") }
    }

    /// A text, a list of steps, or a link; a line a step.
    private mutating func plan(_ node: RawNode) -> String? {
        guard let steps = list(node, "a text, a list of steps, or a link") else { return nil }
        return steps.compactMap { step in
            text(step, "a step in words").map { String($0.drop { $0.isNewline }) }
        }.joined(separator: "\n")
    }

    /// - Parameter since: from when the agreement is in force; it counts as looked at then.
    private mutating func review(
        _ nodes: KeyedNodes, since: CivilDate?
    ) -> (every: Review.Interval, reviewedOn: CivilDate?)? {
        let reviewedOn = nodes["reviewed"].flatMap { parsed($0, "a date such as 2026-01-31", DateText.wholeDate) }
        let every = nodes["review_every"].flatMap { parsed($0, "such as 6 months", SpanText.interval) }
        return every.map { ($0, reviewedOn ?? since) }
    }
}

extension Agreement {
    /// - Returns: nil where something that it must have could not be read.
    fileprivate init?(_ terms: AgreementTerms, _ objectives: [ObjectiveDraft]) {
        guard let name = terms.name, let kind = terms.kind, let order = terms.order, let match = terms.match else {
            return nil
        }
        self.init(
            name: name, kind: kind, provider: terms.provider, customer: terms.customer, owner: terms.owner,
            match: match, group: terms.group, order: order, objectives: objectives.map(\.objective), plan: terms.plan,
            effectiveFrom: terms.effectiveFrom, effectiveUntil: terms.effectiveUntil)
    }
}

extension ChosenCalendar {
    fileprivate var zone: Zone { calendar.definition?.zone ?? .utc }
}

extension KeyTable {
    static let agreement = KeyTable(
        noun: "an agreement",
        keys: [
            "agreement", "kind", "provider", "customer", "owner", "match", "group", "order", "calendar", "objectives",
            "plan", "on_rematch", "credit_pauses", "effective_from", "effective_until", "review_every", "reviewed",
        ],
        later: [
            "credits": "leave it out; no money is computed"
        ],
        elsewhere: Dictionary(
            uniqueKeysWithValues: [
                "metric", "target", "warn", "ladder", "start", "stop", "restart", "cancel", "pause", "resume", "repeat",
                "on_reopen", "resume_within", "goal", "grace",
            ]
            .map { ($0, "it belongs to an objective") }
        )
    )
}
