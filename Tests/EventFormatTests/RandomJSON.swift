import SLATesting

/// Documents for the strict reader: good ones, damaged ones, and heaps of pieces.
struct RandomJSON {
    private var generator: SplitMix64

    init(seed: UInt64) {
        generator = SplitMix64(seed: seed)
    }

    private static let texts = [
        "\"\"", "\"a\"", "\"ticket\"", "\"\\n\"", "\"\\u00e9\"", "\"\\ud83d\\ude00\"", "\"ü票😀\"", "\"a\\\\\"",
        "\"\\\"\"",
    ]
    private static let numbers = [
        "0", "-0", "1", "-1.5e3", "9223372036854775807", "18446744073709551615", "1e308", "0.1", "12E-3",
    ]
    private static let spaces = ["", "", "", " ", "\n", "\t", "\r\n", "  "]
    private static let rubbish = [
        "'", "NaN", "None", "+1", ".5", "1.", "01", "1e309", "18446744073709551616", "\u{201C}", "\u{FEFF}", "//", "#",
        "\\", "\\u", "\\ud800", "\"", "\u{0}", "\u{1}", "\u{c}", "tru", "nulll", "-", "e", "x", "<", ";", "=", "\u{7F}",
    ]

    /// A good document, as deep as an event and a little deeper.
    mutating func document(levels: Int = 4) -> [UInt8] {
        Array(value(levels: levels).utf8)
    }

    private mutating func value(levels: Int) -> String {
        let kinds = levels > 0 ? 6 : 4
        return space() + plainOrNested(Int.random(in: 0..<kinds, using: &generator), levels) + space()
    }

    private mutating func plainOrNested(_ kind: Int, _ levels: Int) -> String {
        let count = Int.random(in: 0...3, using: &generator)
        switch kind {
        case 0, 1: return generator.pick(RandomJSON.texts)
        case 2: return generator.pick(RandomJSON.numbers)
        case 3: return generator.pick(["true", "false", "null"])
        case 4:
            let elements = (0..<count).map { _ in value(levels: levels - 1) }
            return "[" + (elements.isEmpty ? space() : elements.joined(separator: ",")) + "]"
        default:
            let members = (0..<count).map { _ in
                space() + generator.pick(RandomJSON.texts) + space() + ":" + value(levels: levels - 1)
            }
            return "{" + (members.isEmpty ? space() : members.joined(separator: ",")) + "}"
        }
    }

    private mutating func space() -> String { generator.pick(RandomJSON.spaces) }

    /// An event or other document with a few bytes left out, put in, changed or doubled.
    mutating func damagedEvent() -> [UInt8] {
        var bytes = generator.chance(50) ? Array(RandomJSON.event.utf8) : document()
        for _ in 0..<Int.random(in: 1...3, using: &generator) { damage(&bytes) }
        return bytes
    }

    private static let event =
        #"{"ticket":"T-1","at":"2026-11-22T09:30:00Z","type":"replied","by":"agent","seq":-12,"public":true,"#
        + #""set":{"status":"öffen\n\u00e9","n":1.5e-3,"x":null,"list":[1,{"a":[]}]}}"#

    private mutating func damage(_ bytes: inout [UInt8]) {
        guard let index = bytes.indices.randomElement(using: &generator) else { return }
        switch Int.random(in: 0...6, using: &generator) {
        case 0: bytes.remove(at: index)
        case 1: bytes[index] = UInt8.random(in: 0...255, using: &generator)
        case 2: bytes.insert(generator.pick(Array("\"'{}[]:,\\ \n0-.eE+tfnu".utf8)), at: index)
        case 3: bytes.removeSubrange(index..<min(bytes.count, index + Int.random(in: 1...8, using: &generator)))
        case 4: bytes.insert(contentsOf: bytes[index..<min(bytes.count, index + 12)], at: index)
        case 5: bytes.insert(contentsOf: generator.pick(RandomJSON.rubbish).utf8, at: index)
        default: bytes.removeSubrange(index...)
        }
    }

    /// A heap of pieces of JSON, and of what is none.
    mutating func pieces() -> [UInt8] {
        let signs = ["{", "}", "[", "]", ",", ":"]
        let all = signs + signs + RandomJSON.texts + RandomJSON.numbers + RandomJSON.spaces + ["true", "null"]
        let count = Int.random(in: 1...9, using: &generator)
        return (0..<count).flatMap { _ in
            Array(generator.chance(8) ? generator.pick(RandomJSON.rubbish).utf8 : generator.pick(all).utf8)
        }
    }
}
