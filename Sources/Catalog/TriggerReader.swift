import SLAEngine

// What starts, stops and holds a clock: conditions on events and states.
extension NodeReader {
    /// A condition, a list of conditions (any of them), or `[]` for never.
    mutating func trigger(_ node: RawNode) -> Trigger? {
        guard case .list(let items) = node.content else { return condition(node, .clock).map { Trigger([$0]) } }
        let conditions = items.compactMap { condition($0, .clock) }
        return conditions.count == items.count ? Trigger(conditions) : nil
    }

    mutating func clockConditions(_ nodes: KeyedNodes, metric: Metric?) -> ClockConditions {
        var conditions = ClockConditions()
        conditions.start = nodes["start"].flatMap { trigger($0) }
        conditions.stop = nodes["stop"].flatMap { trigger($0) }
        conditions.restart = nodes["restart"].flatMap { trigger($0) }
        conditions.cancel = nodes["cancel"].flatMap { trigger($0) }
        conditions.pause = nodes["pause"].flatMap { pause($0) }
        if let node = nodes["resume"], !node.isStatusWord { conditions.resume = resume(node) }
        if metric == .custom { checkCustom(nodes, conditions) }
        return conditions
    }

    private mutating func pause(_ node: RawNode) -> Trigger? {
        if case .mapping(let entries) = node.content, entries.isEmpty {
            error(node.place, "{} always holds, so the clock would never run", hint: "write [] for no pause")
            return nil
        }
        return trigger(node)
    }

    private mutating func resume(_ node: RawNode) -> Trigger? {
        guard case .scalar = node.content else { return trigger(node) }
        error(
            node.place, "resume is status or a condition, and here is \(node.shape)",
            hint: "write status: the next status alone ends a pause; or such as {event: replied, by: customer}")
        return nil
    }

    /// A custom clock has no start and no stop but its own.
    private mutating func checkCustom(_ nodes: KeyedNodes, _ conditions: ClockConditions) {
        _ = required("start", of: nodes, such: "{event: payment-received}")
        _ = required("stop", of: nodes, such: "{event: factory-order}")
        guard let node = nodes["start"], conditions.start == .never else { return }
        error(node.place, "start is never, so there would be no clock", hint: "write such as {event: payment-received}")
    }

    /// NAME or [NAMES]: types of events, the built-in ones or of one's own.
    mutating func events(_ node: RawNode) -> Condition? {
        guard let types = words(node, "the type of an event", { Optional(EventType($0)) }) else { return nil }
        if case .list(let items) = node.content {
            items.forEach { warnOfMisspelling($0) }
        } else {
            warnOfMisspelling(node)
        }
        return .event(types)
    }

    /// A name of one's own is legal, and one that is nearly a built-in type most likely a slip.
    private mutating func warnOfMisspelling(_ node: RawNode) {
        guard case .scalar(let word, _) = node.content, case .custom = EventType(word),
            let meant = EventType.meant(by: word)
        else { return }
        warning(
            node.place, "\(quoted(word)) is no type that slad knows, but a name of your own",
            hint: "did you mean \(quoted(meant))? If feeds send \(quoted(word)), all is well")
    }

    mutating func actors(_ node: RawNode) -> Condition? {
        words(node, "customer, agent or system") { Actor($0) }.map(Condition.by)
    }

    mutating func categories(_ node: RawNode) -> Condition? {
        words(node, "a category of status", among: StatusCategory.allCases.map(\.rawValue)) {
            StatusCategory(rawValue: $0)
        }.map(Condition.category)
    }

    mutating func visibility(_ node: RawNode) -> Condition? {
        yesOrNo(node, yes: "true", no: "false").map(Condition.isPublic)
    }

    /// One of two words; `nil` with a finding for any other.
    mutating func yesOrNo(_ node: RawNode, yes: String = "yes", no: String = "no") -> Bool? {
        guard let word = text(node, "\(yes) or \(no)") else { return nil }
        switch word {
        case yes: return true
        case no: return false
        default:
            error(node.place, "\(quoted(word)) is neither \(yes) nor \(no)", hint: "write \(yes) or \(no)")
            return nil
        }
    }

    private mutating func words<Word>(
        _ node: RawNode, _ noun: String, among known: [String] = [], _ read: (String) -> Word?
    ) -> [Word]? {
        let items = if case .list(let items) = node.content { items } else { [node] }
        guard !items.isEmpty else {
            error(node.place, "an empty list, so this never holds", hint: "write \(noun)")
            return nil
        }
        var words: [Word] = []
        for item in items {
            guard let text = text(item, noun) else { continue }
            if let word = read(text) {
                words.append(word)
            } else {
                let hint = known.isEmpty ? "write \(noun)" : didYouMean(text, among: known)
                error(item.place, "\(quoted(text)) is not \(noun)", hint: hint)
            }
        }
        return words.count == items.count ? words : nil
    }
}

extension EventType {
    fileprivate static let builtIn = [
        EventType.created, .replied, .noted, .changed, .assigned, .resolved, .closed, .reopened, .merged, .cancelled,
        .retracted,
    ].map(\.word)

    /// The built-in type that a name was most likely meant to be.
    fileprivate static func meant(by word: String) -> String? {
        // Two letters from "reopened", but said of openings.
        if word.lowercased() == "opened" { return EventType.created.word }
        // Near from both sides: "assigned-l2" is a name of its own.
        return nearestWord(to: word, among: builtIn).flatMap { nearestWord(to: $0, among: [word]) == nil ? nil : $0 }
    }
}

extension RawNode {
    /// `resume: status`: only the next status ends a pause.
    var isStatusWord: Bool {
        if case .scalar("status", _) = content { true } else { false }
    }
}
