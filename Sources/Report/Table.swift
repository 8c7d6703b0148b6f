/// Rows under named columns, printed for people: as wide as they need, harmless to a terminal.
package struct Table {
    private let columns: [String]
    private var rows: [[String]] = []

    package init(columns: [String]) {
        self.columns = columns
    }

    /// - Parameter row: one text a column.
    package mutating func add(_ row: [String]) {
        precondition(row.count == columns.count, "a row has one text for each column")
        rows.append(row.map(Table.harmless))
    }

    /// The lines, the names of the columns first, each ended by a line break.
    package var text: String {
        let all = [columns] + rows
        let widths = columns.indices.map { column in all.map { $0[column].count }.max() ?? 0 }
        return all.map { row in
            let cells = row.indices.map { row[$0] + String(repeating: " ", count: widths[$0] - row[$0].count) }
            var line = cells.joined(separator: "  ")
            while line.last == " " { line.removeLast() }
            return line + "\n"
        }.joined()
    }

    /// A line for each name that has a text, the texts below each other.
    package static func pairs(_ pairs: [(name: String, text: String?)]) -> String {
        let width = pairs.map(\.name.count).max() ?? 0
        return pairs.compactMap { name, text in
            text.map { name + String(repeating: " ", count: width - name.count + 2) + harmless($0) + "\n" }
        }.joined()
    }

    /// Control characters could move the cursor or forge a line: they are shown as `?`.
    package static func harmless(_ text: String) -> String {
        String(
            String.UnicodeScalarView(
                text.unicodeScalars.map { scalar in
                    switch scalar.properties.generalCategory {
                    case .control, .format, .lineSeparator, .paragraphSeparator: "?"
                    default: scalar
                    }
                }))
    }
}
