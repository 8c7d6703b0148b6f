import BusinessTime
import CSimdJSON

/// Turns single values of a document into what an event holds, or says what is wrong with them.
struct FieldRules {
    let limits: EventLimits

    /// The value as a text of any length.
    func text(_ node: JSONNode) throws(EventProblem) -> TextView {
        guard let text = node.text else { throw .wrongKind(node, wanted: "a text between quotation marks") }
        return text
    }

    /// A text that may be empty and may have lines, but no NUL: databases and C end a text there.
    func freeText(_ node: JSONNode, limit: Int) throws(EventProblem) -> String {
        let text = try text(node)
        try check(length: text.count, of: node.key, at: .value(node.index), limit: limit)
        guard !text.hasNUL else {
            throw EventProblem("\(shown(node.key)) has a NUL: \(shown(text))", hint: "leave it out").atValue(node)
        }
        return text.string
    }

    /// A name: not empty, and without control characters, since it is printed in lines and compared by people.
    ///
    /// - Parameter spot: of `text`, for what is said of it.
    func name(
        _ text: TextView, of key: TextView, at spot: EventProblem.Spot, limit: Int
    ) throws(EventProblem) -> String {
        guard text.count > 0 else {
            throw EventProblem("\(shown(key)) is empty", hint: "write what it is, or leave an optional key out").at(
                spot)
        }
        try check(length: text.count, of: key, at: spot, limit: limit)
        guard !text.hasControlCharacter else {
            throw EventProblem("\(shown(key)) has a control character: \(shown(text))", hint: "leave it out").at(spot)
        }
        return text.string
    }

    func name(_ node: JSONNode, limit: Int) throws(EventProblem) -> String {
        try name(text(node), of: node.key, at: .value(node.index), limit: limit)
    }

    /// The key of an attribute: a name.
    func attributeKey(of member: JSONNode) throws(EventProblem) -> String {
        guard member.key.count > 0 else {
            throw EventProblem("\"set\" has an empty key", hint: "name the attribute, as in {\"status\":\"open\"}")
                .atKey(member)
        }
        return try name(member.key, of: member.key, at: .key(member.index), limit: limits.attributeKey)
    }

    /// The identifier of an event or ticket: a name, or a whole number, which is taken as text.
    func identifier(_ node: JSONNode, limit: Int) throws(EventProblem) -> String {
        switch node.kind {
        case .integer, .natural: return node.scalarText ?? ""
        case .text: return try name(node, limit: limit)
        case .null, .boolean, .number, .object, .array: throw .wrongKind(node, wanted: "a text or a whole number")
        }
    }

    func boolean(_ node: JSONNode) throws(EventProblem) -> Bool {
        guard let value = node.boolean else {
            throw .wrongKind(node, wanted: "true or false", isBare: ["true", "false"].contains)
        }
        return value
    }

    func integer(_ node: JSONNode) throws(EventProblem) -> Int64 {
        guard let value = node.integer else {
            throw .wrongKind(node, wanted: "a whole number of 64 bits") { Int64($0) != nil }
        }
        return value
    }

    /// A moment from the year 1970 up to and with 2200, in UTC: what is outside is a broken clock or a wrong unit.
    func timestamp(_ node: JSONNode) throws(EventProblem) -> Timestamp {
        guard let text = node.text else { throw .notAMoment(node) }
        let moment: Timestamp
        do throws(TimestampError) {
            moment = try Timestamp(rfc3339: text.bytes)
        } catch {
            throw EventProblem(error, in: node.key, text: text).atValue(node)
        }
        guard FieldRules.moments.contains(moment.millisecondsSinceEpoch) else {
            throw EventProblem(
                "\(shown(node.key)) is not in the years 1970 to 2200: \(shown(text))",
                hint: "write the year it happened"
            ).atValue(node)
        }
        return moment
    }

    private static let moments: Range<Int64> = {
        let end = CivilDate(year: 2201, month: 1, day: 1)?.daysSinceEpoch ?? 0
        return 0..<Int64(end) * 86_400_000
    }()

    private func check(
        length: Int, of key: TextView, at spot: EventProblem.Spot, limit: Int
    ) throws(EventProblem) {
        guard length <= limit else {
            throw EventProblem(
                "\(shown(key)) has \(length) bytes, and at most \(limit) are taken",
                hint: "shorten it"
            ).at(spot)
        }
    }
}

extension EventProblem {
    /// - Parameter isBare: whether a text would be right if only it had no quotation marks.
    static func wrongKind(
        _ node: JSONNode, wanted: String, isBare: (String) -> Bool = { _ in false }
    ) -> EventProblem {
        let known: String? = node.scalarText
        let hint =
            if node.kind == .null {
                "leave the key out, or write \(wanted)"
            } else if let bare = node.text?.string, isBare(bare) {
                "write \(bare) without quotation marks"
            } else {
                "write \(wanted)"
            }
        return EventProblem("\(shown(node.key)) is \(known ?? node.kind.words), and must be \(wanted)", hint: hint)
            .atValue(node)
    }

    /// A moment that is no text; as a number it may count seconds or milliseconds.
    fileprivate static func notAMoment(_ node: JSONNode) -> EventProblem {
        var problem = wrongKind(node, wanted: "a text such as \"2026-11-22T09:30:00+01:00\"")
        if let moment = node.integer.flatMap(TimestampHint.moment(ofEpoch:)) {
            problem.hint = "write \"\(moment)\", if it counts from 1970"
        }
        return problem
    }

    func atKey(_ node: JSONNode) -> EventProblem { at(.key(node.index)) }

    func atValue(_ node: JSONNode) -> EventProblem { at(.value(node.index)) }
}
