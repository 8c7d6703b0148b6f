/// Swift source with comments and the insides of string literals blanked, line for line.
///
/// No parser: an interpolation that itself holds a literal ends the outer one early and begins it again, which leaves
/// the code between them visible and the lines right.
func codeOnly(_ text: String) -> String {
    var scanner = CodeScanner(Array(text.utf8))
    return String(decoding: scanner.blanked(), as: UTF8.self)
}

private struct CodeScanner {
    private let bytes: [UInt8]
    private var place = 0
    private var output: [UInt8] = []

    init(_ bytes: [UInt8]) {
        self.bytes = bytes
        output.reserveCapacity(bytes.count)
    }

    mutating func blanked() -> [UInt8] {
        while place < bytes.count {
            if sees("//") {
                blank(until: { $0.sees("\n") })
            } else if sees("/*") {
                blank(until: { $0.sees("*/") })
            } else if let pounds = openingQuote() {
                skipLiteral(pounds: pounds)
            } else {
                keep()
            }
        }
        return output
    }

    /// The number of `#` before a quote that begins here; nil where none does.
    private func openingQuote() -> Int? {
        let pounds = bytes[place...].prefix { $0 == UInt8(ascii: "#") }.count
        let quote = place + pounds
        return quote < bytes.count && bytes[quote] == UInt8(ascii: "\"") ? pounds : nil
    }

    private mutating func skipLiteral(pounds: Int) {
        let fence = String(repeating: "#", count: pounds)
        for _ in 0..<pounds { keep() }
        let quotes = sees("\"\"\"") ? "\"\"\"" : "\""
        for _ in quotes.utf8 { keep() }
        let escape = "\\" + fence
        while place < bytes.count, !sees(quotes + fence), quotes.utf8.count == 3 || !sees("\n") {
            if sees(escape) { for _ in escape.utf8 { blank() } }
            blank()
        }
        for _ in (quotes + fence).utf8 where !sees("\n") { keep() }
    }

    private mutating func blank(until end: (CodeScanner) -> Bool) {
        while place < bytes.count, !end(self) { blank() }
    }

    private func sees(_ word: String) -> Bool {
        bytes[place...].starts(with: word.utf8)
    }

    private mutating func keep() {
        guard place < bytes.count else { return }
        output.append(bytes[place])
        place += 1
    }

    /// Leaves a space for a byte, or the end of the line where it is one.
    private mutating func blank() {
        guard place < bytes.count else { return }
        output.append(bytes[place] == UInt8(ascii: "\n") ? bytes[place] : UInt8(ascii: " "))
        place += 1
    }
}
