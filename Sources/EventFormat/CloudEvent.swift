import CSimdJSON

// CloudEvents 1.0 in the JSON format:
// https://github.com/cloudevents/spec/blob/v1.0.2/cloudevents/formats/json-format.md

extension RawEvent {
    /// Takes an envelope apart: `subject` is the ticket, `time` when it happened, and `data` has the rest.
    ///
    /// Other attributes and extensions are not ours and are passed over. An attribute that is null counts as not given
    /// (section 2.2 of the format).
    init(cloudEvent envelope: JSONNode, limits: EventLimits) throws(EventProblem) {
        self.init(isCloudEvent: true)
        typeIsDotted = true
        var data: JSONNode?
        for member in envelope.members {
            guard !member.isDuplicate else { throw .duplicateKey(member) }
            guard member.kind != .null else { continue }
            switch try EnvelopeKey(member) {
            case .version: try RawEvent.check(version: member)
            case .key(let key): self[key] = member
            case .data: data = member
            case .foreign: continue
            }
        }
        if let data { try take(data: data, limits: limits) }
    }

    private static func check(version: JSONNode) throws(EventProblem) {
        guard let text = version.text, text == "1.0" else {
            let written = version.text.map { shown($0) } ?? version.kind.words
            throw EventProblem(
                "\"specversion\" is \(written), and only CloudEvents 1.0 are understood",
                hint: "send CloudEvents with \"specversion\":\"1.0\""
            ).atValue(version)
        }
    }

    private mutating func take(data: JSONNode, limits: EventLimits) throws(EventProblem) {
        guard data.kind == .object else {
            throw EventProblem(
                "\"data\" is \(data.kind.words), and must be an object",
                hint: "put the event's other keys there, as in \"data\":{\"set\":{\"status\":\"open\"}}"
            ).atValue(data)
        }
        for member in data.members {
            guard !member.isDuplicate else { throw .duplicateKey(member, within: "data") }
            guard let key = EventKey(member.key) else { throw .unknownKey(member, within: "data") }
            try take(member, as: key, limits: limits)
        }
    }

    /// What stands inside and outside must say the same; the envelope's is kept.
    private mutating func take(_ member: JSONNode, as key: EventKey, limits: EventLimits) throws(EventProblem) {
        guard let outer = self[key] else {
            self[key] = member
            if key == .type { typeIsDotted = false }
            return
        }
        guard try agrees(outer, with: member, about: key, limits: limits) else {
            throw EventProblem(
                "\(shown(outer.key)) and \"data.\(key.word)\" contradict each other",
                hint: "leave one of them out"
            ).atKey(member)
        }
    }

    private func agrees(
        _ outer: JSONNode,
        with inner: JSONNode,
        about key: EventKey,
        limits: EventLimits
    ) throws(EventProblem) -> Bool {
        let rules = FieldRules(limits: limits)
        switch key {
        case .at: return try rules.timestamp(outer) == rules.timestamp(inner)
        case .id: return try rules.identifier(outer, limit: limits.id) == rules.identifier(inner, limit: limits.id)
        case .ticket:
            return try rules.identifier(outer, limit: limits.ticket) == rules.identifier(inner, limit: limits.ticket)
        case .type: return try rules.text(outer).lastWord == rules.text(inner)
        default: return try rules.text(outer) == rules.text(inner)
        }
    }
}

/// What a member of an envelope is to us.
private enum EnvelopeKey {
    case version
    case key(EventKey)
    case data
    case foreign

    init(_ member: JSONNode) throws(EventProblem) {
        let key = member.key
        if key == "specversion" {
            self = .version
        } else if key == "subject" {
            self = .key(.ticket)
        } else if key == "time" {
            self = .key(.at)
        } else if key == "type" {
            self = .key(.type)
        } else if key == "id" {
            self = .key(.id)
        } else if key == "source" {
            self = .key(.source)
        } else if key == "data" {
            self = .data
        } else if key == "data_base64" {
            throw EventProblem("\"data_base64\" cannot be read", hint: "send \"data\" as a JSON object").atKey(member)
        } else if key == "set" {
            // No attribute of an envelope can be an object, so this is ours in the wrong place, and would be lost.
            throw EventProblem("\"set\" stands outside \"data\"", hint: "write \"data\":{\"set\":{...}}").atKey(member)
        } else {
            self = .foreign
        }
    }
}
