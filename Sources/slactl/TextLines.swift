import Report

/// Lines of text behind each other, and where each of them ends.
struct TextLines: Sendable {
    private(set) var bytes: [UInt8] = []
    private var ends: [Int] = []

    var count: Int { ends.count }

    /// A line, with the line feed at its end.
    subscript(index: Int) -> ArraySlice<UInt8> {
        bytes[(index == 0 ? 0 : ends[index - 1])..<ends[index]]
    }

    mutating func append(_ line: JSONLine) {
        line.append(to: &bytes)
        end()
    }

    /// A line of another text, with the line feed at its end.
    mutating func append(_ line: ArraySlice<UInt8>) {
        bytes += line
        ends.append(bytes.count)
    }

    /// The texts of a row, which hold no control characters, with a tab between them.
    mutating func append(row: [String]) {
        for (index, cell) in row.enumerated() {
            if index > 0 { bytes.append(UInt8(ascii: "\t")) }
            bytes += Table.harmless(cell).utf8
        }
        end()
    }

    /// The texts of a line that was made of a row.
    func row(_ index: Int) -> [String] {
        self[index].dropLast().split(separator: UInt8(ascii: "\t"), omittingEmptySubsequences: false).map {
            String(decoding: $0, as: UTF8.self)
        }
    }

    private mutating func end() {
        bytes.append(UInt8(ascii: "\n"))
        ends.append(bytes.count)
    }
}
