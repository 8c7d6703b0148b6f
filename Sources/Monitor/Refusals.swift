import EventFormat

/// The events of a file that were refused: where each stands and, of the first ones, why.
struct Refusals {
    /// So many reasons are kept; a large file has room for tens of millions of bad lines.
    private static let reasonsLimit = 1_000

    private(set) var count = 0
    private var findings: [EventFinding] = []
    /// In the order of the file; lines that follow on each other are one.
    private var ranges: [Range<Int>] = []

    var isEmpty: Bool { count == 0 }

    /// Whether the reason of the next one is still kept.
    var isExplaining: Bool { count < Refusals.reasonsLimit }

    mutating func add(_ finding: EventFinding) {
        count += 1
        if findings.count < Refusals.reasonsLimit { findings.append(finding) }
        let range = finding.place.range
        if let last = ranges.last, last.upperBound + 1 == range.lowerBound {
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

    /// The refused events as they came, a line each.
    func lines(of file: EventFile) -> [UInt8] {
        var lines: [UInt8] = []
        lines.reserveCapacity(ranges.reduce(0) { $0 + $1.count + 1 })
        for range in ranges {
            lines += file.bytes[range]
            lines.append(UInt8(ascii: "\n"))
        }
        return lines
    }
}
