/// A table whose rows come one by one: a column is as wide as its widest cell so far.
package struct FlowingTable {
    /// A row, and what its last cell means.
    package struct Row {
        let cells: [String]
        let tone: Paint.Tone?

        package init(_ cells: [String], tone: Paint.Tone? = nil) {
            self.cells = cells.map(Table.harmless)
            self.tone = tone
        }
    }

    private let columns: [String]
    private let paint: Paint
    private var widths: [Int]
    private var hasHeader = false

    /// - Parameter widths: the least ones.
    package init(columns: [String], widths: [Int] = [], paint: Paint) {
        self.columns = columns
        self.paint = paint
        self.widths = columns.enumerated().map { max($1.count, $0 < widths.count ? widths[$0] : 0) }
    }

    /// The lines of some rows, the names of the columns before the first; each ended by a line break.
    package mutating func lines(_ rows: [Row]) -> String {
        for row in rows {
            precondition(row.cells.count == columns.count, "a row has one text for each column")
            for (column, cell) in row.cells.enumerated() { widths[column] = max(widths[column], cell.count) }
        }
        let header = hasHeader ? "" : line(Row(columns))
        hasHeader = true
        return header + rows.map(line).joined()
    }

    private func line(_ row: Row) -> String {
        let last = row.cells.count - 1
        let padded = row.cells.indices.dropLast().map { column in
            row.cells[column] + String(repeating: " ", count: widths[column] - row.cells[column].count)
        }
        return (padded + [paint.text(row.cells[last], row.tone)]).joined(separator: "  ") + "\n"
    }
}
