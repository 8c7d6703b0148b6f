import BusinessTime
import Foundation
import SLAEngine
import SLATesting
import Testing

/// One ticket with its answers, a line of `tickets.sample.jsonl`.
private struct TicketVector: Decodable {
    struct Hours: Decodable {
        var tz: String
        var hours: [String: [[String]]]
        var holidays: [String]
        var dateHours: [String: [[String]]]?
    }

    struct Event: Decodable {
        var at: String
        var type: String
        var by: String?
        var status: String?
        var priority: String?
    }

    /// Seconds for every ticket, or by priority.
    enum Target: Decodable {
        case seconds(Double)
        case byPriority([String: Double])

        init(from decoder: any Decoder) throws {
            let container = try decoder.singleValueContainer()
            if let seconds = try? container.decode(Double.self) {
                self = .seconds(seconds)
            } else {
                self = .byPriority(try container.decode([String: Double].self))
            }
        }
    }

    enum Answer: Decodable {
        case none
        case flag(Bool)
        case seconds(Double)
        case instant(String)

        init(from decoder: any Decoder) throws {
            let container = try decoder.singleValueContainer()
            if container.decodeNil() {
                self = .none
            } else if let flag = try? container.decode(Bool.self) {
                self = .flag(flag)
            } else if let number = try? container.decode(Double.self) {
                self = .seconds(number)
            } else {
                self = .instant(try container.decode(String.self))
            }
        }
    }

    var id: String
    var calendar: Hours
    var targets: [String: Target]
    var pauseStatuses: [String]
    /// The clocks that the waiting statuses pause; missing: all.
    var pauseMetrics: [String]?
    /// The opening message starts the next-response clock too.
    var nextReplyFromInitial: Bool?
    var events: [Event]
    var asOf: String?
    var expect: [String: Answer]

    private enum CodingKeys: String, CodingKey {
        case id, calendar, targets, events, expect
        case pauseStatuses = "pause_statuses"
        case pauseMetrics = "pause_metrics"
        case nextReplyFromInitial = "next_reply_from_initial"
        case asOf = "as_of"
    }
}

/// Tickets that other projects and an independent oracle judged: `SLAD_VECTORS` names the directory.
@Suite("ticket vectors")
struct TicketVectorTests {
    private static let directory = ProcessInfo.processInfo.environment["SLAD_VECTORS"]

    @Test(
        "every ticket gets its answers",
        .enabled(if: directory != nil, "SKIPPED: SLAD_VECTORS names no directory, so no reference ticket is checked"),
        .enabled(if: SystemZones.areThere, SystemZones.none))
    func vectors() throws {
        let path = try #require(TicketVectorTests.directory) + "/tickets.sample.jsonl"
        let lines = try String(contentsOfFile: path, encoding: .utf8).split(separator: "\n")
        #expect(!lines.isEmpty, "\(path) is empty")
        var answers = 0
        for line in lines {
            let vector = try JSONDecoder().decode(TicketVector.self, from: Data(line.utf8))
            answers += try check(vector)
        }
        print("\(lines.count) reference tickets checked, \(answers) answers")
    }

    private func check(_ vector: TicketVector) throws -> Int {
        let events = try vector.events.enumerated().map { try event($1, number: $0 + 1) }
        let now = try vector.asOf.map(Timestamp.init(rfc3339:)) ?? #require(events.map(\.at).max())
        let rules = Rules(
            statuses: statuses(vector), agreements: [Agreement(name: "a", objectives: try objectives(vector))])
        let history = History(events.enumerated().map { RecordedEvent(number: Int64($0 + 1), event: $1) })
        let revision = Revision(number: 1, loadedAt: .distantPast, rules: rules)
        let figures = Figures(
            clocks: TicketFold(history, revisions: [revision], now: now).state().clocks, now: now)
        for (question, expected) in vector.expect {
            #expect(try figures.matches(question, expected), "\(vector.id) \(question)")
        }
        return vector.expect.count
    }

    private func event(_ vector: TicketVector.Event, number: Int) throws -> TicketEvent {
        var event = TicketEvent(
            ticket: "T-1", at: try Timestamp(rfc3339: vector.at), type: .changed, id: "e\(number)", by: .system,
            isPublic: true)
        switch vector.type {
        case "agent_reply": (event.type, event.by) = (.replied, .agent)
        case "customer_reply": (event.type, event.by) = (.replied, .customer)
        case "status", "priority": break
        default: event.type = EventType(vector.type)
        }
        if let by = vector.by { event.by = try #require(Actor(by)) }
        let changes = [("priority", vector.priority), ("status", vector.status)]
        event.changes = changes.compactMap { key, value in value.map { AttributeChange(key: key, value: $0) } }
        return event
    }

    private func statuses(_ vector: TicketVector) -> StatusMap {
        let waiting = vector.pauseStatuses.map { (word: $0, category: StatusCategory.waitingCustomer) }
        return StatusMap(
            [
                (word: "open", category: .open), (word: "new", category: .open),
                (word: "resolved", category: .resolved), (word: "closed", category: .closed),
            ] + waiting)
    }

    private func objectives(_ vector: TicketVector) throws -> [Objective] {
        let calendar = try calendar(vector)
        return try vector.targets.map { name, target in
            let metric = try #require(Metric(rawValue: name == "next_reply" ? "next_response" : name))
            var objective = Objective(name: name, metric: metric, target: table(target), calendar: calendar)
            if let paused = vector.pauseMetrics, !paused.contains(name) { objective.conditions.pause = .never }
            if metric == .nextResponse, vector.nextReplyFromInitial ?? false {
                objective.conditions.start = Trigger([.all([.event([.created, .replied]), .by([.customer])])])
            }
            if metric == .firstResponse, isClosedUnanswered(vector) { configure(&objective) }
            return objective
        }
    }

    /// As the README beside the vectors says: closed unanswered and reopened.
    private func isClosedUnanswered(_ vector: TicketVector) -> Bool {
        let types = vector.events.map(\.type)
        guard types.contains("reopened"), let closed = types.firstIndex(of: "closed") else { return false }
        return !types[..<closed].contains("agent_reply")
    }

    private func configure(_ objective: inout Objective) {
        objective.conditions.stop = Trigger([.all([.event([.replied]), .by([.agent])])])
        objective.conditions.pause = Trigger([.category([.waitingCustomer, .waitingSupplier, .resolved, .closed])])
    }

    private func table(_ target: TicketVector.Target) -> TargetTable {
        func amount(_ seconds: Double) -> Amount { .open(OpenTime(milliseconds: Int64(seconds * 1_000))) }
        switch target {
        case .seconds(let seconds): return TargetTable(amount(seconds))
        case .byPriority(let rows):
            return TargetTable(attribute: "priority", rows: rows.mapValues(amount), otherwise: .unmeasured)
        }
    }

    private func calendar(_ vector: TicketVector) throws -> BusinessCalendar {
        var layer = CalendarLayer()
        for holiday in vector.calendar.holidays { layer.holidays[try date(holiday)] = "holiday" }
        for (day, hours) in vector.calendar.dateHours ?? [:] {
            layer.specialHours[try date(day)] = DatedHours(name: nil, intervals: try hours.map(interval))
        }
        var week = [[CivilInterval]](repeating: [], count: 7)
        for (index, day) in ["mon", "tue", "wed", "thu", "fri", "sat", "sun"].enumerated() {
            week[index] = try (vector.calendar.hours[day] ?? []).map(interval)
        }
        let definition = CalendarDefinition(
            name: "c", zone: try SystemZones.zone(vector.calendar.tz), weekly: week, layers: [layer])
        let first = try Timestamp(rfc3339: try #require(vector.events.first).at)
        return BusinessCalendar(definition, indexedFrom: first - .days(30), to: first + .days(400))
    }

    private func interval(_ edges: [String]) throws -> CivilInterval {
        let seconds = edges.map { $0.split(separator: ":").compactMap { Int($0) }.reduce(0) { $0 * 60 + $1 } * 60 }
        try #require(seconds.count == 2)
        let close = seconds[1] <= seconds[0] ? seconds[1] + 86_400 : seconds[1]
        return try #require(CivilInterval(open: seconds[0], close: close))
    }

    private func date(_ text: String) throws -> CivilDate {
        let parts = text.split(separator: "-").compactMap { Int($0) }
        try #require(parts.count == 3, "\(text)")
        return try #require(CivilDate(year: parts[0], month: parts[1], day: parts[2]))
    }
}

/// What a vector asks of the clocks.
private struct Figures {
    let clocks: [Clock]
    let now: Timestamp

    func matches(_ question: String, _ expected: TicketVector.Answer) throws -> Bool {
        switch expected {
        case .none: return due(question) == nil
        case .instant(let text): return due(question) == (try Timestamp(rfc3339: text))
        case .flag(let flag): return try self.flag(question) == flag
        case .seconds(let seconds): return try elapsed(question) == seconds
        }
    }

    private func clocks(of question: String) -> [Clock] {
        clocks.filter { question.hasPrefix($0.key.objective) }.sorted { $0.startedAt < $1.startedAt }
    }

    private var unfinished: [Clock] { clocks.filter { !$0.state.isFinished } }

    private func due(_ question: String) -> Timestamp? {
        if question == "earliest_due" { return unfinished.compactMap(\.deadline).min() }
        let asked = clocks(of: question)
        // Of replies only the one that is owed is due.
        return question.hasPrefix("next_reply") ? asked.last { !$0.state.isFinished }?.deadline : asked.last?.deadline
    }

    private func flag(_ question: String) throws -> Bool {
        if question == "paused" { return clocks.contains { $0.state == .paused } }
        try #require(question.hasSuffix("_breached"), "\(question)")
        return clocks(of: question).contains { $0.isBreached(asOf: now) }
    }

    private func elapsed(_ question: String) throws -> Double {
        try #require(question.hasSuffix("elapsed_s"), "\(question)")
        let elapsed = clocks(of: question).map { Double($0.elapsed(at: now).milliseconds) / 1_000 }
        return try #require(question.contains("_max_") ? elapsed.max() : elapsed.last, "\(question)")
    }
}
