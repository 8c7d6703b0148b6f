/// How full the spool is, against `max_spool`.
///
/// Each level is left lower than it is entered, so that a spool at a border is not told again and again.
package enum SpoolLevel: Hashable, Sendable {
    case fine
    /// From 80 %, until it is below 70 %.
    case filling
    /// From 100 %, until it is below 80 %: what is processed is pruned early.
    case full

    /// The level as programs read it.
    package var word: String {
        switch self {
        case .fine: "fine"
        case .filling: "filling"
        case .full: "full"
        }
    }

    /// The level after a measurement.
    package func next(usedBytes: Int, maxBytes: Int) -> SpoolLevel {
        let isBelow = { (percent: Int) in usedBytes < share(percent, of: maxBytes) }
        switch self {
        case .fine: return isBelow(80) ? .fine : isBelow(100) ? .filling : .full
        case .filling: return isBelow(70) ? .fine : isBelow(100) ? .filling : .full
        case .full: return isBelow(70) ? .fine : isBelow(80) ? .filling : .full
        }
    }

    /// Whether so much may stay when the spool was full.
    static func isRelieved(usedBytes: Int, maxBytes: Int) -> Bool { usedBytes < share(80, of: maxBytes) }
}

/// A share in percent, rounded down, of any number that is not negative.
private func share(_ percent: Int, of whole: Int) -> Int {
    whole / 100 * percent + whole % 100 * percent / 100
}
