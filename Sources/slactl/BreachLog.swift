import BusinessTime
import Foundation
import Report
import Systemd

/// The breaches of the journal, each with what was told of it later.
struct BreachLog {
    /// A breach as a row; the names of the JSON keys are stable.
    private struct Row: Encodable {
        let alertID: String
        let ticket: String
        let customer: String?
        let team: String?
        let agreement: String
        let objective: String
        let cycle: String
        let deadline: String?
        let toldAt: String
        let lateBySeconds: Double?
        let repeated: String?
        /// `standing` or `withdrawn`.
        var state: String
        var reason: String?
        let message: String

        enum CodingKeys: String, CodingKey {
            case ticket, customer, team, agreement, objective, cycle, deadline, repeated, state, reason, message
            case alertID = "alert_id"
            case toldAt = "told_at"
            case lateBySeconds = "late_by_seconds"
        }
    }

    /// The fields that are read of each entry.
    static let fields = [
        "MESSAGE", "SLA_KIND", "SLA_ALERT_ID", "SLA_TICKET", "SLA_CUSTOMER", "SLA_TEAM", "SLA_AGREEMENT",
        "SLA_OBJECTIVE", "SLA_CYCLE", "SLA_THRESHOLD", "SLA_DEADLINE", "SLA_LATE_BY", "SLA_REASON", "SLA_REFERS_TO",
        "SLA_REPEATED",
    ]

    private var rows: [Row] = []
    private var places: [String: Int] = [:]

    var isEmpty: Bool { rows.isEmpty }

    mutating func add(_ record: JournalRecord) {
        switch record["SLA_KIND"] {
        case "breach": addBreach(record)
        case "withdrawn": change(record) { $0.state = "withdrawn" }
        case "corrected": change(record) { _ in }
        default: break
        }
    }

    /// As wide as needed, the oldest first.
    var table: String {
        guard !rows.isEmpty else { return "no breaches\n" }
        var table = Table(columns: ["TOLD", "TICKET", "CUSTOMER", "AGREEMENT", "OBJECTIVE", "DEADLINE", "STATE"])
        for row in rows {
            table.add([
                row.toldAt, row.ticket, row.customer ?? "-", row.agreement, row.objective, row.deadline ?? "-",
                row.state,
            ])
        }
        return table.text
    }

    /// One array of objects.
    func json() throws -> String {
        let encoder = JSONEncoder()
        encoder.outputFormatting = [.sortedKeys, .withoutEscapingSlashes, .prettyPrinted]
        return String(decoding: try encoder.encode(rows), as: UTF8.self)
    }

    private mutating func addBreach(_ record: JournalRecord) {
        guard let id = record["SLA_ALERT_ID"] else { return }
        // One that may be repeated, because the journal could not be read back, counts once.
        guard places[id] == nil else { return }
        places[id] = rows.count
        rows.append(
            Row(
                alertID: id, ticket: record["SLA_TICKET"] ?? "", customer: record["SLA_CUSTOMER"],
                team: record["SLA_TEAM"], agreement: record["SLA_AGREEMENT"] ?? "",
                objective: record["SLA_OBJECTIVE"] ?? "", cycle: record["SLA_CYCLE"] ?? "",
                deadline: record["SLA_DEADLINE"],
                toldAt: Self.text(microseconds: record.realtimeMicroseconds),
                lateBySeconds: record["SLA_LATE_BY"].flatMap(Double.init), repeated: record["SLA_REPEATED"],
                state: "standing", reason: nil, message: record["MESSAGE"] ?? ""))
    }

    private mutating func change(_ record: JournalRecord, _ apply: (inout Row) -> Void) {
        guard let id = record["SLA_REFERS_TO"], let place = places[id] else { return }
        apply(&rows[place])
        rows[place].reason = record["SLA_REASON"]
    }

    private static func text(microseconds: UInt64) -> String {
        Timestamp(millisecondsSinceEpoch: Int64(microseconds / 1_000)).utcText
    }
}
