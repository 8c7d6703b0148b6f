import BusinessTime
import Ledger
import SLAEngine
import Systemd

/// What was decided and recorded and must still be told, in order.
///
/// What one transaction recorded belongs together: a digest of a storm goes before it, its summary follows it, and it
/// is marked as told as a whole.
struct Outbox {
    private struct Group {
        let turn: Int64
        var entries: [OutboxEntry]
        var countTold = 0
        var isDigestTold = false
    }

    private var groups: [Group] = []
    /// Alert ids that the journal had when it was read back.
    private var known: Set<String> = []
    /// The journal could not be read back: what was recorded up to here may have been told before.
    private var uncertainThrough: Int64 = 0
    /// The number up to which all was told.
    private(set) var toldThrough: Int64 = 0

    var isEmpty: Bool { groups.isEmpty }

    /// How many announcements wait.
    var count: Int { groups.reduce(0) { $0 + $1.entries.count - $1.countTold } }

    mutating func add(_ entries: [OutboxEntry]) {
        for entry in entries {
            if groups.last?.turn == entry.turn {
                groups[groups.count - 1].entries.append(entry)
            } else {
                groups.append(Group(turn: entry.turn, entries: [entry]))
            }
        }
    }

    /// The alert ids to look up in the journal before anything is told.
    var alertIDs: [String] {
        groups.flatMap { group in
            group.entries.filter { !$0.announcement.isSummarised }.map(\.announcement.key.text)
                + [Outbox.digestID(ofTurn: group.turn), Outbox.summaryID(ofTurn: group.turn)]
        }
    }

    /// Notes up to which number all was told before this start.
    mutating func start(at number: Int64) {
        toldThrough = number
    }

    /// Takes what the journal had; nil if it could not be read back.
    mutating func reconcile(with told: Set<String>?) {
        known = told ?? []
        if told == nil { uncertainThrough = groups.last?.entries.last?.number ?? 0 }
    }

    /// Tells all, in order; what was told before is passed over.
    ///
    /// - Parameter digestAbove: of how many of one kind in a transaction there is no digest yet.
    /// - Throws: at the first entry that the sink does not take; it and what follows is left for the next call.
    mutating func tell(through sink: any EntrySink, now: Timestamp, digestAbove: Int) throws(JournalError) {
        while !groups.isEmpty {
            try tellDigest(through: sink, above: digestAbove)
            try tellFirstGroup(through: sink, now)
            toldThrough = max(toldThrough, groups.removeFirst().entries.last?.number ?? 0)
        }
        known = []
    }

    /// What is told in the summary alone is no storm: it is long over.
    private mutating func tellDigest(through sink: any EntrySink, above limit: Int) throws(JournalError) {
        guard !groups[0].isDigestTold else { return }
        let id = Outbox.digestID(ofTurn: groups[0].turn)
        let singly = groups[0].entries.lazy.map(\.announcement).filter { !$0.isSummarised }
        if let storm = Storm(singly, above: limit), !known.contains(id) {
            let mayBeRepeated = groups[0].turn <= uncertainThrough
            try sink.send(Notice.digest(id: id, storm, mayBeRepeated: mayBeRepeated).entry)
        }
        groups[0].isDigestTold = true
    }

    private mutating func tellFirstGroup(through sink: any EntrySink, _ now: Timestamp) throws(JournalError) {
        let group = groups[0]
        for entry in group.entries.dropFirst(group.countTold) {
            let announcement = entry.announcement
            if !announcement.isSummarised, !known.contains(announcement.key.text) {
                let mayBeRepeated = entry.number <= uncertainThrough
                try sink.send(announcement.entry(toldAt: now, mayBeRepeated: mayBeRepeated))
            }
            groups[0].countTold += 1
        }
        try tellSummary(of: group, through: sink)
    }

    private func tellSummary(of group: Group, through sink: any EntrySink) throws(JournalError) {
        let summarised = group.entries.lazy.map(\.announcement).filter(\.isSummarised)
        let counts = Dictionary(summarised.map { ($0.kind, 1) }, uniquingKeysWith: +)
        let tickets = Set(summarised.map(\.key.ticket)).sorted()
        let id = Outbox.summaryID(ofTurn: group.turn)
        guard !counts.isEmpty, !known.contains(id) else { return }
        let mayBeRepeated = group.turn <= uncertainThrough
        let notice = Notice.summary(id: id, counts: counts, tickets: tickets, mayBeRepeated: mayBeRepeated)
        try sink.send(notice.entry)
    }

    private static func digestID(ofTurn turn: Int64) -> String {
        "digest/\(turn)"
    }

    private static func summaryID(ofTurn turn: Int64) -> String {
        "summary/\(turn)"
    }
}
