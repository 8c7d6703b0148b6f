import CSimdJSON

/// Reads JSON documents, one after the other, with one parser of simdjson whose buffers are used again.
///
/// A class, since it owns memory that C gave it. Not to be shared between threads.
final class JSONReader {
    private let parser: OpaquePointer
    /// How deep objects are laid out: the third level holds the members of `set` in the `data` of a CloudEvent.
    static let levels = 3

    /// - Parameter depth: documents that nest deeper are refused.
    init(depth: Int) {
        parser = csimdjson_parser_create(depth)
    }

    deinit {
        csimdjson_parser_destroy(parser)
    }

    /// - Parameter readable: how many bytes may be read from the document's first on; simdjson reads ahead, and a
    ///   document with less than 64 bytes behind it is copied.
    /// - Returns: the outermost value, with its members `levels` down; valid until the next call.
    func read(_ document: UnsafeRawBufferPointer, readable: Int) throws(EventProblem) -> JSONNode {
        guard let start = document.baseAddress else { throw EventProblem(.empty) }
        let answer = csimdjson_parse(
            parser,
            start.assumingMemoryBound(to: CChar.self),
            document.count,
            readable,
            UInt32(JSONReader.levels)
        )
        guard let root = answer.nodes else {
            var problem = EventProblem(answer.refusal)
            problem.isParsers = true
            throw problem
        }
        return JSONNode(root)
    }
}

/// One value of a document, and its key where it is a member of an object.
struct JSONNode {
    private let node: UnsafePointer<csimdjson_node>

    init(_ node: UnsafePointer<csimdjson_node>) {
        self.node = node
    }

    var kind: csimdjson_kind { node.pointee.kind }

    /// An earlier member of the same object has the same key.
    var isDuplicate: Bool { node.pointee.duplicate }

    var key: TextView {
        TextView(bytes: UnsafeRawBufferPointer(start: node.pointee.key, count: Int(node.pointee.key_length)))
    }

    /// How many values the parser laid out before this one.
    var index: Int { Int(node.pointee.index) }

    /// The value where it is a string.
    var text: TextView? {
        guard kind == .text else { return nil }
        return TextView(bytes: UnsafeRawBufferPointer(start: node.pointee.text, count: Int(node.pointee.text_length)))
    }

    /// The value where it is a whole number of 64 bits with a sign.
    var integer: Int64? { kind == .integer ? node.pointee.integer : nil }

    var boolean: Bool? { kind == .boolean ? node.pointee.boolean : nil }

    /// A number or boolean as text: integers in decimal, others in the fewest digits that give the same double.
    var scalarText: String? {
        switch kind {
        case .boolean: node.pointee.boolean ? "true" : "false"
        case .integer: String(node.pointee.integer)
        case .natural: String(node.pointee.natural)
        case .number: node.pointee.number.description
        case .null, .text, .object, .array: nil
        }
    }

    /// The members of an object in the order of the document; none of other values.
    var members: JSONMembers {
        JSONMembers(position: node + 1, end: node + 1 + Int(node.pointee.descendants))
    }

    /// At least as many as there are members.
    var memberBound: Int { Int(node.pointee.descendants) }

    fileprivate var afterDescendants: UnsafePointer<csimdjson_node> { node + 1 + Int(node.pointee.descendants) }
}

/// The members of one object, one after the other.
struct JSONMembers: Sequence, IteratorProtocol {
    fileprivate var position: UnsafePointer<csimdjson_node>
    fileprivate let end: UnsafePointer<csimdjson_node>

    mutating func next() -> JSONNode? {
        guard position < end else { return nil }
        let member = JSONNode(position)
        position = member.afterDescendants
        return member
    }
}

extension csimdjson_kind {
    /// The words that follow "is" in a sentence.
    var words: String {
        switch self {
        case .null: "null"
        case .boolean: "true or false"
        case .integer, .natural, .number: "a number"
        case .text: "a text"
        case .object: "an object"
        case .array: "a list"
        }
    }
}
