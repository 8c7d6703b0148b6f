/// Where something stands in a file: line and column from 1, columns in Unicode scalars.
package struct Place: Hashable, Comparable, Sendable {
    package var line: Int
    package var column: Int

    package init(line: Int, column: Int) {
        self.line = line
        self.column = column
    }

    /// No line: the file as a whole.
    package static let wholeFile = Place(line: 0, column: 0)

    package static func < (left: Place, right: Place) -> Bool {
        (left.line, left.column) < (right.line, right.column)
    }
}
