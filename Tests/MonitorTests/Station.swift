import BusinessTime
import EventFormat
import Foundation
import Ledger
import Monitor
import SLAEngine
import SLATesting
import Synchronization
import Systemd

extension ManualClock: WallClock {}

/// A daemon without its process: real loop, ledger, inbox and configuration in directories of its own, a manual clock,
/// a journal in memory. It is crashed, restarted and let run by hand.
final class Station: Sendable {
    private struct State {
        var monitor: Monitor?
        /// Grows with each crash; what was there stays as it was.
        var generation = 0
        var hasSnapshot = false
    }

    let clock: ManualClock
    let journal = RecordingJournal()
    let canReadBack: Bool
    /// So few that windows are counted over many turns; nil as the daemon does.
    let rowsPerSlice: Int?
    private let root: String
    private let state = Mutex(State())
    private let endings = Mutex<[ExitStatus]>([])

    /// - Parameter start: a moment of the play day.
    init(
        _ agreements: String = Station.response, at start: String = "09:00", canReadBack: Bool = true,
        hasControl: Bool = false, rowsPerSlice: Int? = nil
    ) throws {
        root = NSTemporaryDirectory() + "/slad-monitor-" + UUID().uuidString
        // The address of a socket has room for a hundred bytes.
        control = hasControl ? NSTemporaryDirectory() + "/slad-" + UUID().uuidString.prefix(8) : nil
        clock = ManualClock(Timestamp(play: start))
        self.canReadBack = canReadBack
        self.rowsPerSlice = rowsPerSlice
        try FileManager.default.createDirectory(atPath: stateDirectory, withIntermediateDirectories: true)
        try FileManager.default.createDirectory(atPath: spool, withIntermediateDirectories: true)
        try FileManager.default.createDirectory(
            atPath: configuration + "/agreements", withIntermediateDirectories: true)
        try configure(agreements)
    }

    deinit {
        try? FileManager.default.removeItem(atPath: root)
        if let control { try? FileManager.default.removeItem(atPath: control) }
    }

    static let response = agreement("target: 1h\n    warn: [50%]")

    /// One agreement for every ticket, with one objective about the first response.
    static func agreement(_ terms: String, name: String = "gold") -> String {
        """
        agreement: \(name)
        kind: sla
        match: {}
        plan: Call the customer.
        objectives:
          - objective: response
            metric: first_response
            \(terms)
        """
    }

    // MARK: - Directories

    private var generation: String { state.withLock { "\(root)/\($0.generation)" } }
    var stateDirectory: String { generation + "/state" }
    var spool: String { generation + "/spool" }
    var configuration: String { root + "/configuration" }
    /// The control socket, where the test has one.
    let control: String?

    func configure(_ agreements: String, settings: String = "") throws {
        try agreements.write(toFile: configuration + "/agreements/a.yaml", atomically: true, encoding: .utf8)
        try settings.write(toFile: configuration + "/slad.yaml", atomically: true, encoding: .utf8)
    }

    /// Puts a file into the inbox as a careful producer does; lines as in `Script`.
    func put(_ name: String, _ lines: String..., ticket: String = "T-1") throws {
        try put(name, events: Script.events(lines, ticket: ticket).map(\.event))
    }

    func put(_ name: String, events: [TicketEvent]) throws {
        try put(name, text: events.map { EventText.line(of: $0) + "\n" }.joined())
    }

    func put(_ name: String, text: String) throws {
        try FileManager.default.createDirectory(atPath: spool + "/inbox", withIntermediateDirectories: true)
        try text.write(toFile: "\(spool)/inbox/.\(name)", atomically: false, encoding: .utf8)
        try FileManager.default.moveItem(atPath: "\(spool)/inbox/.\(name)", toPath: "\(spool)/inbox/\(name)")
    }

    /// The names below a directory of the spool, without those of days.
    func files(_ directory: String) -> [String] {
        let all = FileManager.default.subpaths(atPath: "\(spool)/\(directory)") ?? []
        return all.filter { $0.contains(".") }.map { String($0.split(separator: "/").last ?? "") }.sorted()
    }

    func content(_ path: String) -> String? {
        try? String(contentsOfFile: "\(spool)/\(path)", encoding: .utf8)
    }

    // MARK: - The daemon's life

    var monitor: Monitor? { state.withLock { $0.monitor } }
    var ended: [ExitStatus] { endings.withLock { $0 } }

    func make() throws -> Monitor {
        var options = MonitorOptions(version: "1.0")
        options.configuration = configuration
        options.state = stateDirectory
        options.spool = spool
        options.control = control
        if let rowsPerSlice { options.rowsPerSlice = rowsPerSlice }
        return try Monitor(
            options: options,
            ports: MonitorPorts(
                clock: clock, sink: journal, readBack: canReadBack ? journal : nil, notifier: ServiceNotifier(),
                end: { [weak self] status in self?.endings.withLock { $0.append(status) } }))
    }

    func start() async throws {
        let monitor = try make()
        state.withLock { $0.monitor = monitor }
        await monitor.begin()
    }

    /// Sets the clock to a moment of the play day.
    func set(_ moment: String, plusMilliseconds: Int64 = 0) {
        clock.set(to: Timestamp(play: moment) + ElapsedTime(milliseconds: plusMilliseconds))
    }

    /// Turns at a moment of the play day.
    func turn(_ moment: String, times: Int = 1) async {
        set(moment)
        await turn(times: times)
    }

    func turn(times: Int = 1) async {
        for _ in 0..<times { await monitor?.turn() }
    }

    /// Reloads, and returns when that was told.
    func reload() async {
        let count = reloadsTold(journal.entries)
        await monitor?.reload()
        await journal.wait { reloadsTold($0) > count }
    }

    private func reloadsTold(_ entries: [JournalEntry]) -> Int {
        entries.count { $0["SLA_KIND"] == "reloaded" || $0["SLA_KIND"] == "refused" }
    }

    func stop() async {
        await monitor?.stop()
        state.withLock { $0.monitor = nil }
    }

    /// Takes what is on the disk now for what the next start finds; done once, until that start.
    func snapshot() {
        let old = generation
        let isFirst = state.withLock { state in
            defer { state.hasSnapshot = true }
            return !state.hasSnapshot
        }
        guard isFirst else { return }
        let next = state.withLock { "\(root)/\($0.generation + 1)" }
        try? FileManager.default.createDirectory(atPath: next + "/state", withIntermediateDirectories: true)
        try? FileManager.default.copyItem(atPath: old + "/spool", toPath: next + "/spool")
        for name in ["ledger.sqlite", "ledger.sqlite-wal"] {
            try? FileManager.default.copyItem(atPath: "\(old)/state/\(name)", toPath: "\(next)/state/\(name)")
        }
    }

    /// Dies as by `kill -9`: at the snapshot if there is one, else now.
    func crash() {
        snapshot()
        state.withLock { state in
            state.monitor = nil
            state.generation += 1
            state.hasSnapshot = false
        }
        journal.take(nil)
    }

    /// Dies at the entry after so many more: they are told, nothing after them happens.
    func dieAfterTelling(_ count: Int) {
        journal.take(count) { [weak self] in self?.snapshot() }
    }

    // MARK: - What was told

    /// `breach T-1 response breach`, in order.
    var told: [String] { journal.entries.compactMap(\.clockLine) }

    func entries(_ kind: String) -> [JournalEntry] {
        journal.entries.filter { $0["SLA_KIND"] == kind }
    }

    /// Every announcement that the ledger has; only while nobody else has it open.
    func recorded() throws -> [Announcement] {
        let ledger = try Ledger(directory: stateDirectory)
        // Looks back to the beginning.
        try ledger.markKept(through: 0)
        return try ledger.outbox(lookingBack: true).map(\.announcement)
    }
}
