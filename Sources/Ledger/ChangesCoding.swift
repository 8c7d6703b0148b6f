import GRDB
import SLAEngine

/// The attribute changes of an event as bytes: for each a text for the key, then one for the value.
///
/// A text is a varint: 0 for none (the attribute is removed), 1 for a text in full (its length as a varint and its
/// bytes follow), else the number of a word plus one.
struct ChangesEncoder {
    private(set) var bytes: [UInt8] = []

    mutating func append(_ text: String?, _ words: inout Words, _ db: Database) throws {
        guard let text else { return append(0) }
        if let number = try words.numberIfShared(text, db) { return append(UInt64(number) + 1) }
        append(1)
        append(UInt64(text.utf8.count))
        bytes += text.utf8
    }

    private mutating func append(_ value: UInt64) {
        var rest = value
        while rest >= 0x80 {
            bytes.append(UInt8(truncatingIfNeeded: rest) | 0x80)
            rest >>= 7
        }
        bytes.append(UInt8(rest))
    }
}

/// Reads what `ChangesEncoder` wrote.
struct ChangesDecoder {
    private var bytes: ArraySlice<UInt8>

    init(_ bytes: [UInt8]) {
        self.bytes = bytes[...]
    }

    mutating func changes(_ words: Words) throws -> [AttributeChange] {
        var changes: [AttributeChange] = []
        while !bytes.isEmpty {
            guard let key = try text(words) else { throw damaged }
            changes.append(AttributeChange(key: key, value: try text(words)))
        }
        return changes
    }

    private mutating func text(_ words: Words) throws -> String? {
        switch try varint() {
        case 0: return nil
        case 1:
            let length = Int(clamping: try varint())
            guard length <= bytes.count else { throw damaged }
            defer { bytes = bytes.dropFirst(length) }
            return String(decoding: bytes.prefix(length), as: UTF8.self)
        case let code: return try words.text(Int64(clamping: code) - 1)
        }
    }

    private mutating func varint() throws -> UInt64 {
        var value: UInt64 = 0
        for shift in stride(from: UInt64(0), to: 64, by: 7) {
            guard let byte = bytes.popFirst() else { throw damaged }
            value |= UInt64(byte & 0x7F) << shift
            if byte < 0x80 { return value }
        }
        throw damaged
    }

    private var damaged: LedgerError {
        LedgerError("the attribute changes of an event in the ledger are damaged; restore the ledger from a backup")
    }
}
