import ArgumentParser
import Report

/// For whom figures are printed.
enum OutputFormat: String, ExpressibleByArgument, CaseIterable {
    /// For people.
    case table
    /// For programs.
    case json

    /// Prints one of two forms of the same.
    func print(table: @autoclosure () -> String, json: some Encodable) throws {
        switch self {
        case .table: Swift.print(table(), terminator: "")
        case .json: Swift.print(try JSONText.pretty(json))
        }
    }
}
