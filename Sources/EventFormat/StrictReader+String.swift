// Strings: RFC 8259 section 7, in UTF-8 (RFC 3629).
extension StrictReader {
    /// From the opening quotation mark up to and with the closing one.
    mutating func readString() throws(EventProblem) {
        let begin = position
        position += 1
        while let byte = peek() {
            switch byte {
            case UInt8(ascii: "\""):
                position += 1
                return
            case UInt8(ascii: "\\"): try readEscape(inStringFrom: begin)
            case 0..<0x20: throw controlCharacter(byte, inStringFrom: begin)
            case 0x20..<0x80: position += 1
            default: try readCharacter()
            }
        }
        throw unclosedString(from: begin)
    }

    private mutating func readEscape(inStringFrom begin: Int) throws(EventProblem) {
        switch peek(1) {
        case nil: throw unclosedString(from: begin)
        case UInt8(ascii: "u"): try readUnicodeEscape()
        case let letter? where "\"\\/bfnrt".utf8.contains(letter): position += 2
        default: throw badEscape()
        }
    }

    private mutating func readUnicodeEscape() throws(EventProblem) {
        guard let unit = codeUnit(at: position) else { throw shortUnicodeEscape() }
        guard !(0xDC00...0xDFFF).contains(unit) else { throw loneSurrogate(unit) }
        guard (0xD800...0xDBFF).contains(unit) else {
            position += 6
            return
        }
        guard let low = codeUnit(at: position + 6), (0xDC00...0xDFFF).contains(low) else { throw loneSurrogate(unit) }
        position += 12
    }

    /// What `\uXXXX` stands for.
    private func codeUnit(at start: Int) -> UInt16? {
        guard start + 6 <= text.count, text[start] == UInt8(ascii: "\\"), text[start + 1] == UInt8(ascii: "u") else {
            return nil
        }
        let digits = text[(start + 2)..<(start + 6)]
        guard digits.allSatisfy({ Character(Unicode.Scalar($0)).isHexDigit && $0 < 0x80 }) else { return nil }
        return UInt16(String(decoding: digits, as: UTF8.self), radix: 16)
    }

    private mutating func readCharacter() throws(EventProblem) {
        guard let length = characterLength(at: position) else { throw notUTF8() }
        position += length
    }

    /// How many bytes the character has that begins at `start`; nil if that is none of UTF-8.
    func characterLength(at start: Int) -> Int? {
        // The second byte has fewer values after some first ones: no overlong forms, no surrogates, none past U+10FFFF.
        let (length, second): (Int, ClosedRange<UInt8>)
        switch text[start] {
        case 0..<0x80: return 1
        case 0xC2...0xDF: (length, second) = (2, 0x80...0xBF)
        case 0xE0: (length, second) = (3, 0xA0...0xBF)
        case 0xED: (length, second) = (3, 0x80...0x9F)
        case 0xE1...0xEF: (length, second) = (3, 0x80...0xBF)
        case 0xF0: (length, second) = (4, 0x90...0xBF)
        case 0xF1...0xF3: (length, second) = (4, 0x80...0xBF)
        case 0xF4: (length, second) = (4, 0x80...0x8F)
        default: return nil
        }
        guard start + length <= text.count, second.contains(text[start + 1]) else { return nil }
        return text[(start + 2)..<(start + length)].allSatisfy(\.isUTF8Continuation) ? length : nil
    }
}

extension StrictReader {
    func unclosedString(from begin: Int) -> EventProblem {
        EventProblem("the text that begins here has no end", hint: "close it with a quotation mark; or was it cut?")
            .at(begin)
    }

    private func controlCharacter(_ byte: UInt8, inStringFrom begin: Int) -> EventProblem {
        let (name, escape) =
            switch byte {
            case 0x00: ("a NUL", "leave it out")
            case 0x09: ("a tab", "write \\t")
            case 0x0A, 0x0D: ("the end of a line", "write \\n, or close the text that begins at \(words(for: begin))")
            case 0x1B: ("an escape character", "write \\u001b, or leave it out")
            default: ("the control character \(hex(byte))", "write \\u00\(hex(byte).dropFirst(2)), or leave it out")
            }
        return EventProblem("\(name) in a text", hint: escape).at(position)
    }

    private func badEscape() -> EventProblem {
        let letter = String(decoding: text[position..<min(position + 5, text.count)].dropFirst(), as: UTF8.self)
        let escape = "\\" + shown(String(letter.prefix(1))).dropFirst().dropLast()
        return EventProblem(
            "\(escape) is not known in JSON",
            hint: "a backslash itself is \\\\; others are \\\" \\/ \\b \\f \\n \\r \\t and \\uXXXX"
        ).at(position)
    }

    private func shortUnicodeEscape() -> EventProblem {
        EventProblem("\\u without four hexadecimal digits", hint: "write \\u00e9 for é, or the é itself").at(position)
    }

    private func loneSurrogate(_ unit: UInt16) -> EventProblem {
        EventProblem(
            "half a character: \\u\(String(unit, radix: 16)) stands without its other half",
            hint: "write both halves, as \\ud83d\\ude00, or the character itself; was the text cut?"
        ).at(position)
    }

    /// A byte that is no character, read as Latin-1 for the hint.
    func notUTF8() -> EventProblem {
        let byte = text[position]
        let isLatin = byte >= 0xA0 && peek(1).map { $0 < 0x80 } ?? true
        let guess = isLatin ? " (\(Unicode.Scalar(byte)) in Latin-1)" : ""
        return EventProblem("the byte \(hex(byte))\(guess) is not UTF-8", hint: "save the file as UTF-8").at(position)
    }

    func hex(_ byte: UInt8) -> String {
        "0x" + (byte < 16 ? "0" : "") + String(byte, radix: 16, uppercase: true)
    }
}
