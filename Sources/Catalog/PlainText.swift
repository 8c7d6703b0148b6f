/// The text of a file, if it is one that YAML can be written in: UTF-8 without control characters.
///
/// Found here and not by the parser, because the parser does not say where.
struct PlainText {
    let text: String

    /// - Parameter bytes: a byte order mark at the start is skipped.
    /// - Throws: the one finding.
    init(_ bytes: [UInt8], file: String) throws(Finding) {
        let mark: [UInt8] = [0xEF, 0xBB, 0xBF]
        let content = bytes.starts(with: mark) ? bytes.dropFirst(mark.count) : bytes[...]
        if let fault = PlainText.firstFault(content) {
            throw Finding(.error, file: file, at: fault.place, what: fault.what, hint: fault.hint)
        }
        guard !AliasScan(content).isRisky else {
            throw Finding(
                .error,
                file: file,
                at: .wholeFile,
                what: "keys that may be lists, beside more than 8 aliases (*name)",
                hint: "write the aliases out"
            )
        }
        text = String(decoding: content, as: UTF8.self)
    }

    private static func firstFault(_ bytes: ArraySlice<UInt8>) -> (place: Place, what: String, hint: String)? {
        var place = Place(line: 1, column: 1)
        var decoder = UTF8()
        var input = bytes.makeIterator()
        while true {
            switch decoder.decode(&input) {
            case .emptyInput: return nil
            case .error: return (place, "a byte that is not UTF-8", "save the file as UTF-8")
            case .scalarValue(let scalar):
                guard isAllowed(scalar) else {
                    let code = String(scalar.value, radix: 16, uppercase: true)
                    return (place, "the character U+\(code) cannot stand in YAML", "remove it")
                }
                place.column += 1
                if scalar == "\n" { place = Place(line: place.line + 1, column: 1) }
            }
        }
    }

    /// YAML 1.2, production 1, `c-printable`; less the byte order mark, which the parser refuses inside a file.
    private static func isAllowed(_ scalar: Unicode.Scalar) -> Bool {
        switch scalar.value {
        case 0x9, 0xA, 0xD, 0x20...0x7E, 0x85, 0xA0...0xD7FF, 0xE000...0xFEFE, 0xFF00...0xFFFD, 0x10000...0x10FFFF: true
        default: false
        }
    }
}
