import BusinessTime
import Compliance
import Ledger

extension WindowMatter {
    var messageKind: MessageKind {
        switch self {
        case .missesLeft: .missesLeft
        case .lost: .lost
        case .burn: .burn
        case .result: .window
        case .corrected: .windowCorrected
        case .below: .below
        case .back: .back
        }
    }
}

extension WindowNews {
    /// What is told of it (docs/slad-journal.7.scd).
    var bulletin: Bulletin {
        Bulletin(
            key: key.text, kind: key.matter.messageKind.rawValue, at: at,
            message: "\(goal.name): \(sentence); \(figures.coverageText)", fields: fields)
    }

    /// A sentence that a manager understands alone, but for the goal's name and the coverage.
    private var sentence: String {
        switch key.matter {
        case .result: "\(title) ended at \(attained); \(judged)"
        case .lost where figures.hasEnded: "\(promise) is lost for \(title), which ended at \(attained)"
        case .lost: "\(promise) is lost for \(title): \(attained) so far, at best \(figures.best.text)"
        case .missesLeft: "\(left) in \(title): \(attained) so far\(stillOpen), the goal is \(goal.share.text)"
        case .burn: "misses come faster than \(promise) allows: \(attained) \(span)"
        case .below: "below its goal of \(goal.share.text): \(attained) \(span)"
        case .back: "back at its goal of \(goal.share.text): \(attained) \(span)"
        case .corrected:
            "\(title) was told at \(before.map { $0.text } ?? "nothing"), and since \(reason?.text ?? "then") it is "
                + "\(attained); \(judged)"
        }
    }

    /// `97.4 % (37 of 38 met)`.
    private var attained: String { figures.counted.text }

    /// By the share that judged it: a window that was told is judged by that of its telling.
    private var judged: String {
        switch figures.isReached {
        case nil: "nothing had a verdict, so the goal of \(figures.share.text) says nothing"
        case true?: "the goal of \(figures.share.text) is reached"
        case false?: "the goal of \(figures.share.text) is missed"
        }
    }

    private var promise: String { "the goal of \(goal.share.text)" }

    private var left: String {
        switch figures.missesLeft {
        case ..<0: "already \(counted(-figures.missesLeft, "miss", "misses")) too many"
        case 0: "no miss left"
        default: "\(counted(figures.missesLeft, "miss", "misses")) left"
        }
    }

    private var stillOpen: String { figures.counted.open > 0 ? ", \(figures.counted.open) open" : "" }

    /// What people call the window.
    private var title: String {
        guard case .aligned(let windows) = goal.span else { return "the last \(key.window)" }
        return windows.title(of: figures.window)
    }

    private var span: String { isRolling ? "in \(title)" : "in \(title) so far" }

    private var fields: [Bulletin.Field] {
        var fields = [
            Bulletin.Field("SLA_GOAL", goal.name), Bulletin.Field("SLA_SHARE", goal.text(figures.share)),
            Bulletin.Field("SLA_WINDOW", key.window), Bulletin.Field("SLA_WINDOW_FROM", figures.window.from.utcText),
            Bulletin.Field("SLA_WINDOW_TO", figures.window.to.utcText),
            Bulletin.Field("SLA_DENOMINATOR", figures.denominator.rawValue),
            Bulletin.Field("SLA_MET", "\(figures.counted.met)"),
            Bulletin.Field("SLA_MISSED", "\(figures.counted.missed)"),
        ]
        if let percent = figures.attainment.percentText(decimals: 3) {
            fields.append(Bulletin.Field("SLA_ATTAINMENT", percent))
        }
        if !isRolling {
            fields += [
                Bulletin.Field("SLA_OPEN", "\(figures.counted.open)"),
                Bulletin.Field("SLA_PAUSED", "\(figures.paused)"),
                Bulletin.Field("SLA_MISSES_LEFT", "\(figures.missesLeft)"),
            ]
        }
        return fields + scopeFields + coverageFields
    }

    private var scopeFields: [Bulletin.Field] {
        guard case .objectives(let names) = goal.scope, names.count == 1, let name = names.first else { return [] }
        return [Bulletin.Field("SLA_AGREEMENT", name.agreement), Bulletin.Field("SLA_OBJECTIVE", name.objective)]
    }

    private var coverageFields: [Bulletin.Field] {
        var fields: [Bulletin.Field] = []
        let excluded = figures.all.verdicts - figures.counted.verdicts
        if excluded > 0 { fields.append(Bulletin.Field("SLA_EXCLUDED", "\(excluded)")) }
        if let percent = figures.tickets.share.percentText(decimals: 3) {
            fields.append(Bulletin.Field("SLA_COVERAGE_TICKETS", percent))
        }
        if let percent = figures.feeds?.percentText(decimals: 3) {
            fields.append(Bulletin.Field("SLA_COVERAGE_FEEDS", percent))
        }
        if let refersTo { fields.append(Bulletin.Field("SLA_REFERS_TO", refersTo)) }
        if let reason { fields.append(Bulletin.Field("SLA_REASON", reason.text)) }
        return fields
    }
}

extension [WindowNews] {
    /// What there is to tell: each on its own, very many of one kind behind a digest that counts them; but those that
    /// ended long ago share one entry.
    func bulletins(digestAbove limit: Int) -> [Bulletin] {
        let singly = filter { !$0.isSummarised }
        return (singly.digest(above: limit).map { [$0] } ?? []) + singly.map(\.bulletin)
            + (filter(\.isSummarised).summary.map { [$0] } ?? [])
    }

    private func digest(above limit: Int) -> Bulletin? {
        let kinds = Dictionary(grouping: self, by: \.key.matter).filter { $0.value.count > limit }
        guard let first, !kinds.isEmpty else { return nil }
        let counts = WindowMatter.allCases.compactMap { matter in
            kinds[matter].map { "\($0.count) \(matter.messageKind.rawValue)" }
        }
        let goals = Set(kinds.values.flatMap(\.self).map(\.key.goal)).count
        return Bulletin(
            key: "digest/\(first.key.text)", kind: MessageKind.digest.rawValue, at: first.at,
            message: "at once: \(counts.joined(separator: ", ")), of \(counted(Int64(goals), "goal", "goals")); "
                + "see slactl compliance",
            fields: [Bulletin.Field("SLA_COUNTS", counts.joined(separator: "\n"))])
    }

    private var summary: Bulletin? {
        guard let first else { return nil }
        let counts = [
            count(of: .result) { windows, _ in "\(windows) ended long ago" },
            count(of: .corrected) { "\($0) that ended long ago \($1 == 1 ? "is" : "are") corrected" },
        ].compactMap(\.self)
        guard !counts.isEmpty else { return nil }
        let message = "told late and only here: \(counts.joined(separator: "; ")); see slactl compliance"
        let lines = prefix(100).map {
            "\($0.key.goal) \($0.key.window) \($0.key.matter.rawValue) \($0.figures.counted.text)"
        }
        let reason = Bulletin.Field("SLA_REASON", lines.joined(separator: "\n"))
        return Bulletin(
            key: "summary/\(first.key.text)", kind: MessageKind.summary.rawValue, at: first.at, message: message,
            fields: [reason])
    }

    /// The windows of which there is such news, and how many of them are below the goal; nil where there are none.
    ///
    /// - Parameter clause: of the windows and their goals in words, and of their number.
    private func count(of matter: WindowMatter, _ clause: (String, Int) -> String) -> String? {
        let news = filter { $0.key.matter == matter }
        guard !news.isEmpty else { return nil }
        let goals = Set(news.map(\.key.goal)).count
        let windows =
            "\(counted(Int64(news.count), "window", "windows")) of \(counted(Int64(goals), "goal", "goals"))"
        return "\(clause(windows, news.count)), \(news.count { $0.figures.isReached == false }) below the goal"
    }
}

extension WindowNews.Reason {
    fileprivate var text: String {
        switch self {
        case .lateEvents: "late events"
        case .exclusion: "an exclusion"
        case .both: "late events and an exclusion"
        }
    }
}

extension FeedNews {
    /// - Parameter heartbeat: how often the feed should be heard of.
    func bulletin(_ heartbeat: ElapsedTime) -> Bulletin {
        guard let silentSince else {
            return Bulletin(
                key: key, kind: MessageKind.feed.rawValue, at: at,
                message:
                    "feed \(feed) is silent since \(at.utcText): it should be heard of every \(heartbeat.text), and "
                    + "was last at \((at - heartbeat).utcText)",
                fields: [Bulletin.Field("SLA_FEED", feed), Bulletin.Field("SLA_SILENT_SINCE", at.utcText)])
        }
        return Bulletin(
            key: key, kind: MessageKind.feedReturned.rawValue, at: at,
            message: "feed \(feed) is heard again; it was silent for \((at - silentSince).text)",
            fields: [Bulletin.Field("SLA_FEED", feed), Bulletin.Field("SLA_SILENT_SINCE", silentSince.utcText)])
    }
}

extension Figures {
    /// Both figures without which no attainment is shown.
    fileprivate var coverageText: String {
        let tickets = tickets.share.percentText().map { "measured: \($0) % of the tickets" } ?? "no ticket in it"
        let feeds = feeds?.percentText().map { "feeds heard \($0) % of the time" } ?? "no feed is declared"
        return "\(tickets), \(feeds)"
    }
}

extension Tally {
    /// `97.4 % (37 of 38 met)`.
    fileprivate var text: String {
        let percent = Proportion(met, of: verdicts).percentText().map { "\($0) %" } ?? "nothing"
        return "\(percent) (\(met) of \(verdicts) met)"
    }
}

extension Proportion {
    fileprivate var text: String { percentText().map { "\($0) %" } ?? "nothing" }
}

private func counted(_ count: Int64, _ one: String, _ many: String) -> String {
    "\(count) \(count == 1 ? one : many)"
}
