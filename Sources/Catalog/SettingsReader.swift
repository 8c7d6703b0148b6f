import BusinessTime
import Compliance
import SLAEngine

/// What stands in `slad.yaml`; each part has a default.
struct MainSettings {
    var statuses = StatusMap.usual
    var tellWithin = ElapsedTime.days(7)
    /// How often the canary's promise is broken on purpose; nil for never.
    var canary: ElapsedTime?
    var daemon = DaemonSettings()
    var goals: [SharedGoalDraft] = []
    var feeds: [Feed] = []
}

// The file `slad.yaml`.
extension NodeReader {
    mutating func settings(_ node: RawNode) -> MainSettings {
        var settings = MainSettings()
        guard let nodes = mapping(node, .settings) else { return settings }
        if let node = nodes["statuses"], let statuses = statuses(node) { settings.statuses = statuses }
        if let span = span(nodes["tell_within"]) { settings.tellWithin = span }
        if settings.tellWithin == .zero, let node = nodes["tell_within"] {
            error(node.place, "with tell_within of zero every breach would be told as old", hint: "write such as 7d")
        }
        readFuture(nodes, into: &settings.daemon)
        if let count = digestAbove(nodes["digest_above"]) { settings.daemon.digestAbove = count }
        settings.daemon.spool = spool(nodes)
        settings.canary = canary(nodes["canary"])
        if let node = nodes["goals"] { settings.goals = sharedGoals(node) }
        if let node = nodes["feeds"] { settings.feeds = feeds(node) }
        return settings
    }

    private mutating func readFuture(_ nodes: KeyedNodes, into settings: inout DaemonSettings) {
        let (near, far) = (nodes["max_future"], nodes["max_future_reject"])
        let spans = (near: span(near), far: span(far))
        if let span = spans.near { settings.maxFuture = span }
        if let span = spans.far { settings.maxFutureReject = span }
        guard (near == nil) == (spans.near == nil), (far == nil) == (spans.far == nil), let node = far ?? near else {
            return
        }
        guard settings.maxFuture > settings.maxFutureReject else { return }
        error(
            node.place,
            "max_future (\(settings.maxFuture.text)) is above max_future_reject (\(settings.maxFutureReject.text))",
            hint: "write a max_future_reject that is not below max_future"
        )
    }

    /// Below a minute it would be most of what the journal has, and beyond a day nobody would notice in time.
    private mutating func canary(_ node: RawNode?) -> ElapsedTime? {
        guard let node, let interval = span(node) else { return nil }
        if (ElapsedTime.minutes(1)...ElapsedTime.days(1)).contains(interval) { return interval }
        error(node.place, "canary (\(interval.text)) is not between 1m and 1d", hint: "write such as 15m")
        return nil
    }

    private mutating func digestAbove(_ node: RawNode?) -> Int? {
        guard let node else { return nil }
        return parsed(node, "a whole number") { text throws(TextFault) in
            guard (1...7).contains(text.utf8.count), text.allSatisfy({ $0.isASCII && $0.isNumber }),
                let count = Int(text), (1...1_000_000).contains(count)
            else {
                throw TextFault(
                    what: "\(quoted(text)) is no number of announcements", hint: "write a whole number of 1 to 1000000")
            }
            return count
        }
    }

    private mutating func span(_ node: RawNode?) -> ElapsedTime? {
        node.flatMap { parsed($0, "a span such as 7d", SpanText.span) }
    }

    /// The help desk's words; they take the place of the usual ones as a whole.
    private mutating func statuses(_ node: RawNode) -> StatusMap? {
        let example = StatusCategory.allCases.map(\.rawValue)
        guard let nodes = mapping(node, KeyTable(noun: "statuses", keys: example)) else { return nil }
        var words: [StatusWord] = []
        for entry in nodes.entries {
            guard let category = StatusCategory(rawValue: entry.key) else { continue }
            for item in list(entry.value, "a list of the help desk's words") ?? [] {
                guard let word = text(item, "a word of the help desk") else { continue }
                add(StatusWord(word: word, category: category, place: item.place), to: &words)
            }
        }
        warnOfMissing(nodes, at: node.place)
        return StatusMap(words.map { ($0.word, $0.category) })
    }

    private mutating func add(_ word: StatusWord, to words: inout [StatusWord]) {
        let other = words.first { $0.category != word.category && $0.word.lowercased() == word.word.lowercased() }
        if let other {
            error(
                word.place,
                "the status \(quoted(word.word)) is in two categories",
                hint:
                    "keep it in \(word.category.rawValue), or in \(other.category.rawValue) on line \(other.place.line)"
            )
        }
        words.append(word)
    }

    private mutating func warnOfMissing(_ nodes: KeyedNodes, at place: Place) {
        for category in StatusCategory.allCases where nodes[category.rawValue] == nil {
            warning(
                place,
                "statuses has no words for \(category.rawValue); the built-in ones count no more",
                hint: "add its words, or \(category.rawValue): [] if the help desk has none"
            )
        }
    }
}

/// A word for status, and where it stands.
private struct StatusWord {
    var word: String
    var category: StatusCategory
    var place: Place
}

extension KeyTable {
    static let settings = KeyTable(
        noun: "slad.yaml",
        keys: [
            "statuses", "tell_within", "max_future", "max_future_reject", "settle", "max_file_size", "max_spool",
            "keep_processed", "keep_rejected", "canary", "digest_above", "goals", "feeds",
        ],
        later: Dictionary(
            uniqueKeysWithValues: ["exclusions", "trends"].map { ($0, "leave it out") }
        )
    )
}
