import Monitor
import Synchronization
import Systemd

/// A journal in memory, which can be away, unreadable, or lose what it had.
final class RecordingJournal: EntrySink, ReadBack, Sendable {
    struct Recorded: Sendable {
        let entry: JournalEntry
        let bootID: String
    }

    private struct State {
        var recorded: [Recorded] = []
        var bootID = "boot-1"
        /// How many entries it still takes; nil for no limit.
        var countLeft: Int?
        var isReadable = true
        var failsLookups = false
        var whenFull: (@Sendable () -> Void)?
        var beforeNext: (@Sendable () -> Void)?
        var waiting: [CheckedContinuation<Void, Never>] = []
    }

    private let state = Mutex(State())

    var entries: [JournalEntry] { state.withLock { $0.recorded.map(\.entry) } }

    /// The boot id that entries get from now on.
    func boot(_ id: String) {
        state.withLock { $0.bootID = id }
    }

    /// Takes so many entries more and no further; `whenFull` is called at the first that it does not take.
    func take(_ count: Int?, whenFull: (@Sendable () -> Void)? = nil) {
        state.withLock { state in
            state.countLeft = count
            state.whenFull = whenFull
        }
    }

    /// Does something once, before the next entry is told.
    func beforeNext(_ body: @escaping @Sendable () -> Void) {
        state.withLock { $0.beforeNext = body }
    }

    func setReadable(_ isReadable: Bool) {
        state.withLock { $0.isReadable = isReadable }
    }

    /// Gives back the entry that was told last, and then fails.
    func failLookups() {
        state.withLock { $0.failsLookups = true }
    }

    /// Forgets entries, as journald does that was not synced before a power cut.
    func lose(where isLost: (JournalEntry) -> Bool) {
        state.withLock { $0.recorded.removeAll { isLost($0.entry) } }
    }

    /// Returns when what was told satisfies a condition.
    func wait(until holds: ([JournalEntry]) -> Bool) async {
        while true {
            let known = entries
            if holds(known) { return }
            await withCheckedContinuation { continuation in
                let isNew = state.withLock { state in
                    if state.recorded.count == known.count { state.waiting.append(continuation) }
                    return state.recorded.count != known.count
                }
                if isNew { continuation.resume() }
            }
        }
    }

    func send(_ entry: JournalEntry) throws(JournalError) {
        let beforeNext = state.withLock { state in
            defer { state.beforeNext = nil }
            return state.beforeNext
        }
        beforeNext?()
        let (isTaken, whenFull, waiting) = state.withLock { state in
            guard state.countLeft != 0 else {
                defer { state.whenFull = nil }
                return (false, state.whenFull, [CheckedContinuation<Void, Never>]())
            }
            state.countLeft = state.countLeft.map { $0 - 1 }
            state.recorded.append(Recorded(entry: entry, bootID: state.bootID))
            defer { state.waiting = [] }
            return (true, nil, state.waiting)
        }
        whenFull?()
        for continuation in waiting { continuation.resume() }
        if !isTaken { throw JournalError("send an entry to the journal", because: "it is away") }
    }

    func bootID(ofEntry alertID: String, within microseconds: UInt64) -> String? {
        state.withLock { state in
            guard state.isReadable else { return nil }
            return state.recorded.last { $0.entry["SLA_ALERT_ID"] == alertID }?.bootID
        }
    }

    func told(_ alertIDs: [String]) throws -> Set<String> {
        if state.withLock({ $0.failsLookups }) { throw JournalError("read the journal", because: "a file is damaged") }
        return Set(entries.compactMap { $0["SLA_ALERT_ID"] }).intersection(alertIDs)
    }
}

extension JournalEntry {
    subscript(field: String) -> String? {
        fields.first { $0.name == field }?.value
    }

    /// `breach T-1 response breach`, for what is told of clocks.
    var clockLine: String? {
        guard let kind = self["SLA_KIND"], let ticket = self["SLA_TICKET"] else { return nil }
        return "\(kind) \(ticket) \(self["SLA_OBJECTIVE"] ?? "") \(self["SLA_THRESHOLD"] ?? "")"
    }
}
