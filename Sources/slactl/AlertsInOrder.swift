import BusinessTime

/// The alerts of all tickets in the order of time; at one instant in that of the tickets.
///
/// Places are sorted, not lines.
struct AlertsInOrder: Sendable {
    private struct Place {
        let at: Timestamp
        let part: Int32
        let index: Int32

        static func inOrder(_ left: Place, _ right: Place) -> Bool {
            (left.at, left.part, left.index) < (right.at, right.part, right.index)
        }
    }

    private let parts: [TextLines]
    private let places: [Place]

    /// - Parameter parts: in the order of tickets.
    init(_ parts: [(alerts: TextLines, instants: [Timestamp])]) {
        self.parts = parts.map(\.alerts)
        places = parts.enumerated().flatMap { part, alerts in
            alerts.instants.enumerated().map { Place(at: $1, part: Int32(part), index: Int32($0)) }
        }.sorted(by: Place.inOrder)
    }

    var count: Int { places.count }

    /// The lines of some of them.
    func lines(_ range: Range<Int>) -> TextLines {
        var lines = TextLines()
        for place in places[range] { lines.append(parts[Int(place.part)][Int(place.index)]) }
        return lines
    }
}
