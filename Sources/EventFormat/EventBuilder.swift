import BusinessTime
import CSimdJSON
import SLAEngine

/// Makes an event of raw values by the rules of the format (docs/slad-events.5.scd).
struct EventBuilder {
    private let limits: EventLimits
    private let rules: FieldRules

    init(limits: EventLimits) {
        self.limits = limits
        rules = FieldRules(limits: limits)
    }

    func event(from raw: RawEvent) throws(EventProblem) -> TicketEvent {
        let type = try eventType(raw)
        // Made in one go, since a change of one field afterwards would copy all of them.
        var event = TicketEvent(
            ticket: try rules.identifier(required(.ticket, in: raw), limit: limits.ticket),
            at: try rules.timestamp(required(.at, in: raw)),
            type: type,
            id: try identifier(raw[.id]) ?? "",
            source: try source(raw[.source]),
            seq: try integer(raw[.seq]),
            by: try actor(raw, type: type),
            isPublic: try boolean(raw[.visibility]) ?? (type != .noted),
            changes: try changes(raw[.set]),
            corrects: try identifier(raw[.corrects]),
            openedAt: try timestamp(raw[.openedAt]),
            reason: try reason(raw[.reason])
        )
        guard type != .retracted || event.corrects != nil else { throw at(.type, in: raw, .nothingRetracted) }
        if raw[.id] == nil { event.id = derivedID(of: event) }
        return event
    }

    // One function a kind of value: a function that took another as its argument would ask for memory each time.

    private func identifier(_ node: JSONNode?) throws(EventProblem) -> String? {
        guard let node else { return nil }
        return try rules.identifier(node, limit: limits.id)
    }

    private func source(_ node: JSONNode?) throws(EventProblem) -> String? {
        guard let node else { return nil }
        return try rules.name(node, limit: limits.source)
    }

    private func reason(_ node: JSONNode?) throws(EventProblem) -> String? {
        guard let node else { return nil }
        return try rules.freeText(node, limit: limits.reason)
    }

    private func integer(_ node: JSONNode?) throws(EventProblem) -> Int64? {
        guard let node else { return nil }
        return try rules.integer(node)
    }

    private func boolean(_ node: JSONNode?) throws(EventProblem) -> Bool? {
        guard let node else { return nil }
        return try rules.boolean(node)
    }

    private func timestamp(_ node: JSONNode?) throws(EventProblem) -> Timestamp? {
        guard let node else { return nil }
        return try rules.timestamp(node)
    }

    private func required(_ key: EventKey, in raw: RawEvent) throws(EventProblem) -> JSONNode {
        guard let node = raw[key] else { throw .missing(key, inCloudEvent: raw.isCloudEvent) }
        return node
    }

    private func at(_ key: EventKey, in raw: RawEvent, _ problem: EventProblem) -> EventProblem {
        raw[key].map { problem.atValue($0) } ?? problem
    }

    private func eventType(_ raw: RawEvent) throws(EventProblem) -> EventType {
        let node = try required(.type, in: raw)
        let text = try rules.text(node)
        let word = raw.typeIsDotted ? text.lastWord : text
        if word.count <= limits.type, let type = EventType(builtIn: word) { return type }
        return EventType(try rules.name(word, of: node.key, at: .value(node.index), limit: limits.type))
    }

    private func actor(_ raw: RawEvent, type: EventType) throws(EventProblem) -> Actor {
        guard let node = raw[.by] else {
            guard type != .replied else { throw at(.type, in: raw, .replyOfNobody) }
            return type == .created ? .customer : .system
        }
        let text = try rules.text(node)
        guard let actor = Actor(text) else { throw EventProblem.unknownActor(text).atValue(node) }
        return actor
    }

    private func changes(_ set: JSONNode?) throws(EventProblem) -> [AttributeChange] {
        guard let set else { return [] }
        guard set.kind == .object else {
            throw .wrongKind(set, wanted: "an object such as {\"status\":\"open\"}")
        }
        var changes: [AttributeChange] = []
        changes.reserveCapacity(min(set.memberBound, limits.attributes))
        for member in set.members {
            guard !member.isDuplicate else { throw .duplicateKey(member, within: "set") }
            guard changes.count < limits.attributes else {
                throw EventProblem.tooManyAttributes(limit: limits.attributes).atKey(member)
            }
            changes.append(try change(member))
        }
        // Most feeds send few, or in order.
        if areInOrder(changes) { return changes }
        changes.sort { $0.key < $1.key }
        // Texts that differ in bytes alone are one key to Swift: U+00E9, and e with U+0301.
        for index in changes.indices.dropFirst() where changes[index - 1].key == changes[index].key {
            throw EventProblem.sameKeyInOtherBytes(changes[index].key).atValue(set)
        }
        return changes
    }

    private func areInOrder(_ changes: [AttributeChange]) -> Bool {
        for index in changes.indices.dropFirst() where changes[index - 1].key >= changes[index].key { return false }
        return true
    }

    private func change(_ member: JSONNode) throws(EventProblem) -> AttributeChange {
        let key = try rules.attributeKey(of: member)
        switch member.kind {
        case .null: return AttributeChange(key: key, value: nil)
        case .text:
            return AttributeChange(key: key, value: try rules.freeText(member, limit: limits.attributeValue))
        case .boolean, .integer, .natural, .number: return AttributeChange(key: key, value: member.scalarText)
        case .object, .array:
            throw .wrongKind(member, wanted: "a text, a number, true, false, or null to remove the attribute")
        }
    }
}

extension EventProblem {
    fileprivate static func missing(_ key: EventKey, inCloudEvent: Bool) -> EventProblem {
        switch key {
        case .ticket where inCloudEvent:
            EventProblem("\"subject\" is missing", hint: "name the ticket there, or in \"data\" as \"ticket\"")
        case .at where inCloudEvent:
            EventProblem("\"time\" is missing", hint: "say there when it happened: 2026-11-22T09:30:00+01:00")
        default:
            EventProblem(
                "the key \"\(key.word)\" is missing",
                hint: "an event needs ticket, at and type, as in \(example)"
            )
        }
    }

    fileprivate static let nothingRetracted = EventProblem(
        "\"retracted\" does not say which event it removes",
        hint: "write that event's id as \"corrects\""
    )

    fileprivate static let replyOfNobody = EventProblem(
        "\"replied\" does not say whose reply it is",
        hint: "write \"by\":\"customer\", \"agent\" or \"system\""
    )

    fileprivate static func unknownActor(_ text: TextView) -> EventProblem {
        let meant = nearest(to: text.string, among: ["customer", "agent", "system"])
        return EventProblem(
            "\"by\" is \(shown(text)), and must be customer, agent or system",
            hint: meant.map { "did you mean \"\($0)\"?" } ?? "write who did it: customer, agent or system"
        )
    }

    fileprivate static func tooManyAttributes(limit: Int) -> EventProblem {
        EventProblem(
            "\"set\" has more than \(limit) attributes",
            hint: "send those that changed, or more than one event"
        )
    }

    fileprivate static func sameKeyInOtherBytes(_ key: String) -> EventProblem {
        EventProblem(
            "the key \(shown(key)) stands twice in \"set\", composed in two ways of Unicode",
            hint: "keep one of them"
        )
    }
}
