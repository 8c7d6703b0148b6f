import EventFormat

/// The events of a file that were refused: where each stands and, of the first ones, why.
struct Refusals {
    /// So many reasons are kept; a large file has room for tens of millions of bad lines.
    private static let reasonsLimit = 1_000

    private(set) var count = 0
    private var findings: [EventFinding] = []
    /// In the order of the file. Those that follow on each other are one, so that there are no more than good events
    /// and one.
    private var ranges: [Range<Int>] = []

    var isEmpty: Bool { count == 0 }

    /// Whether the reason of the next one is still kept.
    var isExplaining: Bool { count < Refusals.reasonsLimit }

    /// - Parameter file: in which it was found.
    mutating func add(_ finding: EventFinding, of file: EventFile) {
        count += 1
        if findings.count < Refusals.reasonsLimit { findings.append(finding) }
        let range = finding.place.range
        if let last = ranges.last, file.hasNothing(between: last, and: range) {
            ranges[ranges.count - 1] = last.lowerBound..<range.upperBound
        } else {
            ranges.append(range)
        }
    }

    /// The first reason, for people.
    var firstReason: String? { findings.first?.reason }

    /// Why the events were refused, for people; a line each.
    var reasons: String {
        let rest = count - findings.count
        return findings.map { $0.reason + "\n" }.joined()
            + (rest > 0 ? "and \(rest) more, whose reasons are not listed; mend these first\n" : "")
    }

    /// The refused events as they came, as a file of the same form: a line each, or as elements of an array.
    func content(of file: EventFile) -> [UInt8] {
        let (begin, separator, end) = file.isArray ? ("[", ",\n", "]\n") : ("", "\n", "\n")
        var content = Array(begin.utf8)
        content.reserveCapacity(ranges.reduce(4) { $0 + $1.count + separator.utf8.count })
        for (index, range) in ranges.enumerated() {
            if index > 0 { content += separator.utf8 }
            content += file.bytes[range]
        }
        content += end.utf8
        return content
    }
}
