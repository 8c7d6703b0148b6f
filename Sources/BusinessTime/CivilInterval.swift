/// A stretch of a civil day, `[open, close)`, in seconds since its midnight.
package struct CivilInterval: Hashable, Sendable {
    /// 0 to 86,399.
    package let open: Int
    /// Up to 86,400, the next midnight; more only in special hours, which may last into the next date.
    package let close: Int

    /// - Returns: nil if the ends are equal or out of range.
    package init?(open: Int, close: Int) {
        guard (0..<86_400).contains(open), close > open, close <= 2 * 86_400 else { return nil }
        self.open = open
        self.close = close
    }
}

extension CivilInterval {
    /// The part up to midnight.
    var ofTheDay: CivilInterval? { CivilInterval(open: open, close: min(close, 86_400)) }
    /// The part after midnight.
    var ofTheNextDay: CivilInterval? { CivilInterval(open: 0, close: close - 86_400) }
}

extension [CivilInterval] {
    /// Ascending, those that touch or overlap made one.
    var united: [CivilInterval] {
        guard count > 1 else { return self }
        var result: [CivilInterval] = []
        for interval in sorted(by: { ($0.open, $0.close) < ($1.open, $1.close) }) {
            if let last = result.last, interval.open <= last.close {
                result.removeLast()
                result += [CivilInterval(open: last.open, close: Swift.max(last.close, interval.close))]
                    .compactMap(\.self)
            } else {
                result.append(interval)
            }
        }
        return result
    }

    /// What is left when the closed parts are taken out.
    func without(_ closed: [CivilInterval]) -> [CivilInterval] {
        closed.reduce(united) { open, part in
            open.flatMap { interval in
                [
                    CivilInterval(open: interval.open, close: Swift.min(interval.close, part.open)),
                    CivilInterval(open: Swift.max(interval.open, part.close), close: interval.close),
                ].compactMap(\.self)
            }
        }
    }
}
