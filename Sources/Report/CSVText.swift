/// Rows for spreadsheets (RFC 4180).
package enum CSVText {
    /// One row with its line break; a cell is quoted where it must be.
    package static func line(_ cells: [String]) -> String {
        cells.map(cell).joined(separator: ",") + "\r\n"
    }

    private static func cell(_ text: String) -> String {
        guard text.utf8.contains(where: isSpecial) else { return text }
        return "\"" + text.replacing("\"", with: "\"\"") + "\""
    }

    private static func isSpecial(_ byte: UInt8) -> Bool {
        [UInt8(ascii: ","), UInt8(ascii: "\""), UInt8(ascii: "\n"), UInt8(ascii: "\r")].contains(byte)
    }
}
