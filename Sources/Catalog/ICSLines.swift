/// One content line of an `.ics` file, unfolded: RFC 5545, section 3.1.
struct ICSLine: Hashable {
    /// Where it begins, from 1.
    let number: Int
    /// The property's name in capitals.
    let name: String
    /// Name and parameters as they stand, up to the colon.
    let head: String
    let value: String

    var text: String { "\(head):\(value)" }
    var place: Place { Place(line: number, column: 1) }
}

extension ICSLine {
    /// The lines of a file; empty ones are left out.
    ///
    /// - Throws: the one finding of a file that is no text of such lines.
    static func lines(of bytes: [UInt8], file: String) throws(Finding) -> [ICSLine] {
        let mark: [UInt8] = [0xEF, 0xBB, 0xBF]
        let content = bytes.starts(with: mark) ? bytes.dropFirst(mark.count) : bytes[...]
        var folded: [(number: Int, bytes: [UInt8])] = []
        var number = 0
        for raw in content.split(separator: UInt8(ascii: "\n"), omittingEmptySubsequences: false) {
            number += 1
            let line = raw.last == UInt8(ascii: "\r") ? raw.dropLast() : raw
            guard let first = line.first else { continue }
            if first == UInt8(ascii: " ") || first == UInt8(ascii: "\t"), !folded.isEmpty {
                // A character of several bytes may be cut by the fold.
                folded[folded.count - 1].bytes += line.dropFirst()
            } else {
                folded.append((number, Array(line)))
            }
        }
        var lines: [ICSLine] = []
        for (number, bytes) in folded { lines.append(try line(bytes, number: number, file: file)) }
        return lines
    }

    private static func line(_ bytes: [UInt8], number: Int, file: String) throws(Finding) -> ICSLine {
        func finding(_ what: String, _ hint: String) -> Finding {
            Finding(.error, file: file, at: Place(line: number, column: 1), what: what, hint: hint)
        }
        guard let text = String(validating: bytes, as: UTF8.self) else {
            throw finding("a line that is not UTF-8", "save the file as UTF-8")
        }
        let isPlain = bytes.allSatisfy { $0 >= 0x20 && $0 != 0x7F || $0 == 0x09 }
        guard isPlain, let colon = colon(in: text) else {
            throw finding(
                "\(quoted(text)) is not a line of an .ics file", "a line is NAME:VALUE, and goes on after a space")
        }
        let head = String(text[..<colon])
        return ICSLine(
            number: number, name: head.prefix { $0 != ";" }.uppercased(), head: head,
            value: String(text[text.index(after: colon)...]))
    }

    /// The first colon that stands in no quotes, behind a name.
    private static func colon(in text: String) -> String.Index? {
        var isQuoted = false
        for index in text.indices {
            switch text[index] {
            case "\"": isQuoted.toggle()
            case ":" where !isQuoted:
                let name = text[..<index].prefix { $0 != ";" }
                let isName =
                    !name.isEmpty && name.allSatisfy { $0.isASCII && ($0.isLetter || $0.isNumber || $0 == "-") }
                return isName ? index : nil
            default: break
            }
        }
        return nil
    }
}

/// A component between BEGIN and END: its own lines, and those of all that is in it.
struct ICSComponent {
    let begin: ICSLine
    var lines: [ICSLine] = []
    /// BEGIN and END included.
    var allLines: [ICSLine]

    var name: String { begin.value.uppercased() }
}

extension ICSComponent {
    /// The components that stand directly in the calendars of a file.
    static func components(in lines: [ICSLine], file: String) throws(Finding) -> [ICSComponent] {
        func finding(_ line: ICSLine, _ what: String, _ hint: String) -> Finding {
            Finding(.error, file: file, at: line.place, what: what, hint: hint)
        }
        guard lines.contains(where: { $0.name == "BEGIN" }) else {
            throw Finding(
                .error, file: file, at: .wholeFile, what: "this is no .ics file: nothing begins in it",
                hint: "it begins with BEGIN:VCALENDAR")
        }
        var open: [ICSLine] = []
        var found: [ICSComponent] = []
        for line in lines {
            if open.isEmpty, line.name != "BEGIN" || line.value.uppercased() != "VCALENDAR" {
                throw finding(
                    line, "\(quoted(line.text)) stands outside of a calendar", "it begins with BEGIN:VCALENDAR")
            }
            if open.count == 1, line.name == "BEGIN" { found.append(ICSComponent(begin: line, allLines: [])) }
            if open.count > 1 || line.name == "BEGIN", !open.isEmpty {
                found[found.count - 1].allLines.append(line)
                if open.count == 2, line.name != "BEGIN", line.name != "END" {
                    found[found.count - 1].lines.append(line)
                }
            }
            if line.name == "BEGIN" { open.append(line) }
            if line.name == "END" {
                guard let begin = open.popLast(), begin.value.uppercased() == line.value.uppercased() else {
                    throw finding(line, "\(quoted(line.text)) ends what did not begin", "look at the lines before it")
                }
            }
        }
        if let begin = open.last {
            throw finding(begin, "\(quoted(begin.text)) does not end", "add END:\(begin.value)")
        }
        return found
    }
}
