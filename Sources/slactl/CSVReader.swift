import Catalog

/// One record of CSV as it was written.
struct CSVRecord: Equatable {
    /// Where it begins, from 1.
    let line: Int
    var fields: [[UInt8]] = []
    /// Why it cannot be read.
    var fault: String?
}

/// Reads CSV (RFC 4180) record by record: fields may stand in quotes, and then have separators, line ends and doubled
/// quotes in them.
///
/// More is taken than the RFC has: any separator, line ends that are LF or CR alone, a byte order mark, and a quote
/// in the middle of a field that does not begin with one, which stands for itself. Empty lines are passed over.
struct CSVReader {
    /// An export's row with its longest description; more is an opening quote without its end.
    static let recordLimit = 16 << 20

    private let separator: UInt8
    private let more: () throws -> [UInt8]?
    private var piece: [UInt8] = []
    private var position = 0
    private var line = 1
    private var isAtStart = true

    /// - Parameter more: gives the next bytes, nil at the end.
    init(separator: UInt8, more: @escaping () throws -> [UInt8]?) {
        self.separator = separator
        self.more = more
    }

    /// The next record; nil at the end.
    mutating func next() throws -> CSVRecord? {
        if isAtStart { try skipMark() }
        while let byte = try peek() {
            guard try takeLineEnd(byte) else { return try record() }
        }
        return nil
    }

    private mutating func skipMark() throws {
        isAtStart = false
        while piece.count < 3, let bytes = try more() { piece += bytes }
        if piece.starts(with: [0xEF, 0xBB, 0xBF]) { position = 3 }
        guard !piece.starts(with: [0xFF, 0xFE]), !piece.starts(with: [0xFE, 0xFF]) else {
            throw InputFault("the export is UTF-16; make it UTF-8: iconv -f UTF-16 -t UTF-8 FILE")
        }
    }

    private mutating func record() throws -> CSVRecord {
        var record = CSVRecord(line: line)
        var size = 0
        while true {
            let field = try field(&record, &size)
            record.fields.append(field)
            guard let byte = try peek() else { return record }
            if try takeLineEnd(byte) { return record }
            position += 1
        }
    }

    /// Reads up to the separator or line end that follows.
    private mutating func field(_ record: inout CSVRecord, _ size: inout Int) throws -> [UInt8] {
        var field: [UInt8] = []
        if try peek() == UInt8(ascii: "\"") { try readQuoted(&field, &record, &size) }
        while let byte = try peek(), byte != separator, byte != UInt8(ascii: "\n"), byte != UInt8(ascii: "\r") {
            add(byte, to: &field, &record, &size)
            position += 1
        }
        return field
    }

    private mutating func readQuoted(_ field: inout [UInt8], _ record: inout CSVRecord, _ size: inout Int) throws {
        let start = line
        position += 1
        while let byte = try peek() {
            if byte == UInt8(ascii: "\"") {
                position += 1
                guard try peek() == byte else { return try checkEnd(start, &record) }
            }
            if byte == UInt8(ascii: "\n") { line += 1 }
            add(byte, to: &field, &record, &size)
            position += 1
        }
        record.fault = "the quotation mark that opens a field on line \(start) is never closed; double one in a text"
    }

    /// After a closing quotation mark a separator or the end of the line stands.
    private mutating func checkEnd(_ start: Int, _ record: inout CSVRecord) throws {
        guard let byte = try peek(), byte != separator, byte != UInt8(ascii: "\n"), byte != UInt8(ascii: "\r") else {
            return
        }
        record.fault =
            "there is text after the closing quotation mark of a field that opens on line \(start); "
            + "double a quotation mark in a text, and see that separator: is right"
    }

    private func add(_ byte: UInt8, to field: inout [UInt8], _ record: inout CSVRecord, _ size: inout Int) {
        size += 1
        if size <= CSVReader.recordLimit {
            field.append(byte)
        } else {
            record.fault =
                "a row of more than \(CSVReader.recordLimit >> 20) MiB; look for a quotation mark without its end"
        }
    }

    private mutating func takeLineEnd(_ byte: UInt8) throws -> Bool {
        guard byte == UInt8(ascii: "\n") || byte == UInt8(ascii: "\r") else { return false }
        position += 1
        if byte == UInt8(ascii: "\r"), try peek() == UInt8(ascii: "\n") { position += 1 }
        line += 1
        return true
    }

    private mutating func peek() throws -> UInt8? {
        while position == piece.count {
            guard let next = try more() else { return nil }
            piece = next
            position = 0
        }
        return piece[position]
    }
}

extension EventMap.Encoding {
    /// The letters of some bytes; nil where they are not in this encoding.
    func text(_ bytes: [UInt8]) -> String? {
        switch self {
        case .utf8: return String(validating: bytes, as: UTF8.self)
        case .latin1: return String(String.UnicodeScalarView(bytes.map { Unicode.Scalar($0) }))
        case .windows1252:
            let scalars = bytes.map { (0x80...0x9F).contains($0) ? windows[Int($0) - 0x80] : Unicode.Scalar($0) }
            return String(String.UnicodeScalarView(scalars))
        }
    }
}

/// What Windows-1252 has where Latin-1 has control characters:
/// https://encoding.spec.whatwg.org/index-windows-1252.txt
private let windows: [Unicode.Scalar] = [
    "\u{20AC}", "\u{81}", "\u{201A}", "\u{192}", "\u{201E}", "\u{2026}", "\u{2020}", "\u{2021}", "\u{2C6}", "\u{2030}",
    "\u{160}", "\u{2039}", "\u{152}", "\u{8D}", "\u{17D}", "\u{8F}", "\u{90}", "\u{2018}", "\u{2019}", "\u{201C}",
    "\u{201D}", "\u{2022}", "\u{2013}", "\u{2014}", "\u{2DC}", "\u{2122}", "\u{161}", "\u{203A}", "\u{153}", "\u{9D}",
    "\u{17E}", "\u{178}",
]
