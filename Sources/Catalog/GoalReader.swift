import BusinessTime
import Compliance

/// What a goal asks, without what it is asked of.
struct GoalTerms: Hashable {
    var share: Share
    var span: Goal.Span
    var denominator = Denominator.cycles
    var expected: Int64?
    var minimum: Int64 = 20
    var settle = ElapsedTime.zero
    /// nil for no alarm.
    var level = Share(parts: 1_000)
    var missesLeft: Int64 = 1

    init(share: Share, span: Goal.Span) {
        self.share = share
        self.span = span
    }

    func goal(_ name: String, _ scope: GoalScope, from: Timestamp? = nil, until: Timestamp? = nil) -> Goal {
        Goal(
            name: name, scope: scope, share: share, span: span, denominator: denominator, expected: expected,
            minimum: minimum, settle: settle, level: level, missesLeft: missesLeft, from: from, until: until)
    }

    fileprivate var isRolling: Bool { if case .rolling = span { true } else { false } }
}

// Goals, as words or as keys and values.
extension NodeReader {
    /// - Parameter zone: that of the agreement's calendar.
    mutating func goal(_ node: RawNode, zone: Zone) -> GoalTerms? {
        if case .mapping = node.content { return mapping(node, .goal).flatMap { terms($0, zone: zone) } }
        guard let words = parsed(node, "a goal such as 95% per month", GoalText.words) else { return nil }
        switch words.window {
        case .rolling(let span): return GoalTerms(share: words.share, span: .rolling(span))
        case .aligned(let unit, nil):
            return GoalTerms(share: words.share, span: .aligned(AlignedWindows(unit, in: zone)))
        case .aligned(let unit, let name?):
            return self.zone(named: name, at: node.place).map {
                GoalTerms(share: words.share, span: .aligned(AlignedWindows(unit, in: $0)))
            }
        }
    }

    /// - Parameter zone: nil where the goal must name it.
    mutating func terms(_ nodes: KeyedNodes, zone: Zone?) -> GoalTerms? {
        let share = required("share", of: nodes, such: "95%").flatMap { parsed($0, "a share", GoalText.share) }
        let span = span(nodes, zone: zone)
        // In any case, so that all findings come at once.
        var terms = span.flatMap { span in share.map { GoalTerms(share: $0, span: span) } }
        let denominator = nodes["denominator"].flatMap { choice($0, "a denominator", Denominator.self) }
        let expected = count("expected", nodes, 1...1_000_000_000, such: 400)
        let minimum = count("minimum", nodes, 1...1_000_000, such: 20)
        let missesLeft = count("misses_left", nodes, 0...1_000_000, such: 1)
        let settle = settle(nodes["settle"])
        let level = nodes["level"].map { self.level($0) }
        if let denominator { terms?.denominator = denominator }
        terms?.expected = expected
        if let minimum { terms?.minimum = minimum }
        if let missesLeft { terms?.missesLeft = missesLeft }
        if let settle { terms?.settle = settle }
        if let level { terms?.level = level }
        if let terms, terms.isRolling { checkRolling(nodes, terms) }
        return terms
    }

    private mutating func span(_ nodes: KeyedNodes, zone: Zone?) -> Goal.Span? {
        switch (nodes["per"], nodes["over"]) {
        case (nil, nil):
            error(nodes.place, "a goal needs per or over", hint: "write such as per: month, or over: 30d")
            return nil
        case (_?, let over?):
            error(
                over.place, "per and over together", hint: "keep one: per: month follows the calendar, over: 30d rolls")
            return nil
        case (nil, let over?):
            if let node = nodes["in"] {
                error(node.place, "a rolling window has no zone", hint: "leave in out, or write per: month")
            }
            return parsed(over, "a span such as 30d", GoalText.rollingSpan).map { .rolling($0) }
        case (let per?, nil):
            let unit = choice(per, "a window of the calendar", CalendarUnit.self)
            let zone = alignment(nodes, zone)
            guard let unit, let zone else { return nil }
            return .aligned(AlignedWindows(unit, in: zone))
        }
    }

    private mutating func alignment(_ nodes: KeyedNodes, _ zone: Zone?) -> Zone? {
        guard let node = nodes["in"] else {
            if zone == nil {
                error(
                    nodes.place, "a goal over agreements needs the zone in which its windows begin",
                    hint: "write such as in: Europe/Berlin")
            }
            return zone
        }
        return text(node, "a zone's name").flatMap { self.zone(named: $0, at: node.place) }
    }

    private mutating func settle(_ node: RawNode?) -> ElapsedTime? {
        guard let node, let span = parsed(node, "a span such as 2d", SpanText.span) else { return nil }
        if span <= .days(31) { return span }
        error(node.place, "a window that settles for more than 31d", hint: "write such as 2d")
        return nil
    }

    /// - Returns: nil for no alarm.
    private mutating func level(_ node: RawNode) -> Share? {
        guard let word = text(node, "a level such as 1%"), word != "no",
            let level = parsed(node, "a level such as 1%", GoalText.share)
        else { return nil }
        if level.parts * 2 <= Share.whole { return level }
        error(node.place, "a level above 50% would ring for nothing", hint: "write such as 1%, or no for no alarm")
        return nil
    }

    private mutating func count(_ key: String, _ nodes: KeyedNodes, _ range: ClosedRange<Int64>, such example: Int64)
        -> Int64?
    {
        guard let node = nodes[key], let text = text(node, "a whole number") else { return nil }
        let isNumber = (1...10).contains(text.utf8.count) && text.allSatisfy { $0.isASCII && $0.isNumber }
        if isNumber, let number = Int64(text), range.contains(number) { return number }
        error(
            node.place, "\(key) is a whole number from \(range.lowerBound) to \(range.upperBound), not \(quoted(text))",
            hint: "write such as \(key): \(example)")
        return nil
    }

    private mutating func checkRolling(_ nodes: KeyedNodes, _ terms: GoalTerms) {
        for key in ["expected", "settle", "misses_left"] {
            guard let node = nodes[key] else { continue }
            warning(node.place, "\(key) changes nothing for a rolling window, which never ends", hint: "leave it out")
        }
        if terms.denominator == .tickets, let node = nodes["denominator"] {
            error(node.place, "a rolling window counts cycles", hint: "leave denominator out, or write per: month")
        }
    }

    private mutating func zone(named name: String, at place: Place) -> Zone? {
        do {
            return try zones?.zone(named: name)
        } catch {
            self.error(place, error.what, hint: error.hint)
            return nil
        }
    }
}

extension KeyTable {
    private static let terms = [
        "share", "per", "over", "in", "denominator", "expected", "minimum", "misses_left", "settle", "level",
    ]
    static let goal = KeyTable(
        noun: "a goal", keys: terms, elsewhere: ["of": "it belongs to a goal of slad.yaml, over many objectives"])
    static let sharedGoal = KeyTable(noun: "a goal", keys: ["goal", "of"] + terms)
}
