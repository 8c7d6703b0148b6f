import SLAEngine

/// Very many announcements of one kind at once, counted.
struct Storm: Hashable {
    /// A name and how often it occurs.
    struct Count: Hashable {
        let name: String
        let count: Int
    }

    /// Of the kinds that there are too many of, in the order of `AnnouncementKind`.
    private(set) var kinds: [Count] = []
    /// The most first.
    let agreements: [Count]
    let customers: [Count]
    let tickets: Int

    /// - Parameter limit: so many of one kind are no storm.
    /// - Returns: nil where no kind has more.
    init?(_ announcements: some Sequence<Announcement>, above limit: Int) {
        let kinds = Dictionary(grouping: announcements, by: \.kind).filter { $0.value.count > limit }
        guard !kinds.isEmpty else { return nil }
        let all = kinds.values.flatMap(\.self)
        self.kinds = AnnouncementKind.allCases.compactMap { kind in
            kinds[kind].map { Count(name: kind.rawValue, count: $0.count) }
        }
        agreements = Storm.counts(all.map(\.key.clock.agreement))
        customers = Storm.counts(all.compactMap(\.customer))
        tickets = Set(all.map(\.key.ticket)).count
    }

    private static func counts(_ names: [String]) -> [Count] {
        Dictionary(names.map { ($0, 1) }, uniquingKeysWith: +).map { Count(name: $0, count: $1) }
            .sorted { ($1.count, $0.name) < ($0.count, $1.name) }
    }
}

extension [Storm.Count] {
    /// The first ones on one line, for a sentence.
    var phrase: String {
        let limit = 3
        return prefix(limit).map(\.text).joined(separator: ", ") + (count > limit ? ", …" : "")
    }

    /// A line each, for a field; no more than a person reads.
    var lines: String {
        let limit = 100
        let more = count > limit ? ["and \(count - limit) more"] : []
        return (prefix(limit).map(\.text) + more).joined(separator: "\n")
    }
}

extension Storm.Count {
    fileprivate var text: String { "\(count) \(name)" }
}
