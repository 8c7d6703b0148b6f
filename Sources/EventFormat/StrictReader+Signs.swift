// Signs that JSON has nowhere, or only within texts.
extension StrictReader {
    /// Signs that JSON has nowhere outside of texts.
    func foreignSign(_ byte: UInt8) -> EventProblem? {
        switch byte {
        case UInt8(ascii: "'"):
            EventProblem("single quotes; JSON wants double quotes", hint: "write \"text\" and not 'text'")
        case UInt8(ascii: "`"): EventProblem("a backtick; JSON wants double quotes", hint: "write \"text\"")
        case UInt8(ascii: "/"), UInt8(ascii: "#"): EventProblem("a comment; JSON has none", hint: "leave it out")
        case UInt8(ascii: ";"): EventProblem("a semicolon; JSON has commas", hint: "write a comma, or leave it out")
        case UInt8(ascii: "="): EventProblem("an equals sign; JSON has colons", hint: "write \"key\":\"value\"")
        case UInt8(ascii: "("), UInt8(ascii: ")"):
            EventProblem("a round bracket; JSON has { } and [ ]", hint: "write [1, 2] for a list")
        case 0: EventProblem("a NUL byte", hint: "send text; was the file cut short by a full disk, or is it UTF-16?")
        case 1..<0x20, 0x7F: EventProblem("the control character \(hex(byte))", hint: "leave it out")
        case 0x80...: foreign()
        default: nil
        }
    }

    /// A character that is not of ASCII.
    private func foreign() -> EventProblem {
        guard let length = characterLength(at: position) else { return notUTF8() }
        let character = String(decoding: text[position..<(position + length)], as: UTF8.self)
        switch character {
        case "\u{FEFF}":
            return EventProblem(
                "a byte order mark within the file", hint: "leave it out; joining files can leave one behind")
        case "\u{201C}", "\u{201D}", "\u{201E}", "\u{201F}", "\u{2018}", "\u{2019}", "\u{201A}", "\u{201B}",
            "\u{AB}", "\u{BB}", "\u{2039}", "\u{203A}":
            return EventProblem(
                "typographic quotation marks: \(character)", hint: "write the plain \"; word processors change it")
        case "\u{A0}", "\u{2007}", "\u{202F}", "\u{3000}", "\u{2028}", "\u{2029}", "\u{200B}", "\u{85}":
            return EventProblem(
                "white space that JSON does not know: \(codePoint(character))",
                hint: "write a plain space")
        default:
            return EventProblem("\(shown(character)) outside of a text", hint: "write texts between quotation marks")
        }
    }

    private func codePoint(_ character: String) -> String {
        let digits = String(character.unicodeScalars.first?.value ?? 0, radix: 16, uppercase: true)
        return "U+" + String(repeating: "0", count: max(0, 4 - digits.count)) + digits
    }
}
