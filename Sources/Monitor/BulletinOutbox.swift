import BusinessTime
import Ledger
import Systemd

/// The bulletins that were recorded and must still be told, in order; what `Outbox` is for announcements.
struct BulletinOutbox {
    private var waiting: ArraySlice<Bulletin> = []
    /// Alert ids that the journal had when it was read back.
    private var known: Set<String> = []
    /// The journal could not be read back: what was recorded up to here may have been told before.
    private var uncertainThrough: Int64 = 0
    /// The number up to which all was told.
    private(set) var toldThrough: Int64 = 0

    var isEmpty: Bool { waiting.isEmpty }
    var count: Int { waiting.count }
    /// The alert ids to look up in the journal before anything is told.
    var alertIDs: [String] { waiting.map(\.key) }

    mutating func add(_ bulletins: [Bulletin]) {
        waiting += bulletins
    }

    /// Notes up to which number all was told before this start.
    mutating func start(at number: Int64) {
        toldThrough = number
    }

    /// Takes what the journal had; nil if it could not be read back.
    mutating func reconcile(with told: Set<String>?) {
        known = told ?? []
        if told == nil { uncertainThrough = waiting.last?.number ?? 0 }
    }

    /// Tells all, in order; what was told before is passed over.
    ///
    /// - Throws: at the first that the sink does not take; it and what follows is left for the next call.
    mutating func tell(through sink: any EntrySink, now: Timestamp) throws(JournalError) {
        while let bulletin = waiting.first {
            if !known.contains(bulletin.key) {
                try sink.send(bulletin.entry(toldAt: now, mayBeRepeated: bulletin.number <= uncertainThrough))
            }
            waiting.removeFirst()
            toldThrough = max(toldThrough, bulletin.number)
        }
        known = []
    }
}

extension Bulletin {
    /// - Parameters:
    ///   - now: when it is told; `SLA_LATE_BY` counts from the instant it became true, and is left out below 1 s.
    ///   - mayBeRepeated: the journal could not be read back, so it may have been told before.
    func entry(toldAt now: Timestamp, mayBeRepeated: Bool = false) -> JournalEntry {
        let kind = MessageKind(rawValue: self.kind)
        var fields = [JournalField("SLA_KIND", self.kind), JournalField("SLA_ALERT_ID", key)]
        // A name that the journal would not take can only be damage, and must not keep the rest from being told.
        fields += self.fields.compactMap { try? JournalField(name: $0.name, value: $0.value) }
        fields += [JournalField("SLA_AT", at.utcText), JournalField("DOCUMENTATION", "man:slad-journal(7)")]
        let late = now - at
        if late >= .seconds(1) { fields.append(JournalField("SLA_LATE_BY", late.secondsText)) }
        if mayBeRepeated { fields.append(JournalField("SLA_REPEATED", "maybe")) }
        return JournalEntry(message, priority: kind?.priority ?? .warning, messageID: kind?.id, fields: fields)
    }
}
