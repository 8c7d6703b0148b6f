import Foundation

/// How messages are written: keys in snake case and in order, the same to the byte for the same message.
package enum ControlJSON {
    /// One line, with its line break.
    package static func line(_ value: some Encodable) throws -> [UInt8] {
        Array(try encoder([]).encode(value)) + [UInt8(ascii: "\n")]
    }

    /// Indented, as people read it too.
    package static func pretty(_ value: some Encodable) throws -> String {
        String(decoding: try encoder(.prettyPrinted).encode(value), as: UTF8.self)
    }

    static var decoder: JSONDecoder {
        JSONDecoder()
    }

    private static func encoder(_ format: JSONEncoder.OutputFormatting) -> JSONEncoder {
        let encoder = JSONEncoder()
        encoder.outputFormatting = format.union([.sortedKeys, .withoutEscapingSlashes])
        return encoder
    }
}
