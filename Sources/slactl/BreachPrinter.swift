import ArgumentParser
import Report

/// How lists are printed.
enum ListFormat: String, ExpressibleByArgument, CaseIterable {
    /// For people.
    case table
    /// For programs: an object a line.
    case json
    /// For spreadsheets (RFC 4180).
    case csv
}

/// Prints breaches, all at once or as they come.
struct BreachPrinter {
    private let format: ListFormat
    private let output = LineOutput()
    private var table: FlowingTable
    private var hasHeader = false

    /// - Parameter isFlowing: what comes next is not known yet, so that columns have their usual widths.
    init(_ format: ListFormat, isFlowing: Bool, paint: Paint) {
        self.format = format
        table = FlowingTable(
            columns: BreachRow.columns, widths: isFlowing ? BreachRow.usualWidths : [], paint: paint)
    }

    /// Prints some more rows; the names of the columns come before the first, also if there are none.
    mutating func print(_ rows: [BreachRow]) throws {
        switch format {
        case .table:
            try output.write(Array(table.lines(rows.map(\.tableRow)).utf8))
        case .json:
            for row in rows { try output.write(line: try JSONText.line(row)) }
        case .csv:
            if !hasHeader { try output.write(Array(CSVText.line(BreachRow.csvHeader).utf8)) }
            for row in rows { try output.write(Array(CSVText.line(row.csvCells).utf8)) }
        }
        hasHeader = true
        try output.flush()
    }

    /// Prints all there is, for people with how many count.
    mutating func print(all log: BreachLog) throws {
        guard format == .table else { return try print(log.rows) }
        if !log.rows.isEmpty { try print(log.rows) }
        try output.write(line: BreachPrinter.sum(standing: log.countStanding, of: log.rows.count))
        try output.flush()
    }

    static func sum(standing: Int, of count: Int) -> String {
        guard count > 0 else { return "no breaches" }
        let withdrawn = count - standing
        let breaches = standing == 1 ? "1 breach" : "\(standing) breaches"
        return withdrawn == 0 ? breaches : "\(breaches); \(withdrawn) withdrawn not counted"
    }
}
