import BusinessTime
import Report
import Systemd

/// The breaches of the journal, each with what was told of it later.
struct BreachLog {
    /// The fields that are read of each entry.
    static let fields = [
        "MESSAGE", "SLA_KIND", "SLA_ALERT_ID", "SLA_TICKET", "SLA_CUSTOMER", "SLA_TEAM", "SLA_AGREEMENT",
        "SLA_AGREEMENT_KIND", "SLA_OBJECTIVE", "SLA_CYCLE", "SLA_THRESHOLD", "SLA_DEADLINE", "SLA_AT", "SLA_LATE_BY",
        "SLA_REASON", "SLA_REFERS_TO", "SLA_REPEATED", "_UID", "_SYSTEMD_UNIT",
    ]
    static let kinds = JournalMatch("SLA_KIND", anyOf: ["breach", "withdrawn", "corrected"])

    /// Who writes what counts.
    struct Author {
        let unit: String
        /// nil where there is no such user: nothing is verified then.
        let uid: UInt32?

        func wrote(_ record: JournalRecord) -> Bool {
            guard let uid, record["_UID"] == String(uid) else { return false }
            return record["_SYSTEMD_UNIT"].map { $0 == unit } ?? true
        }
    }

    /// A breach by its key, apart for entries that others wrote: these change nothing of slad's own.
    private struct Place: Hashable {
        let alertID: String
        let verified: Bool
    }

    private let author: Author
    private let filter: BreachFilter
    private(set) var rows: [BreachRow] = []
    private var places: [Place: Int] = [:]

    init(author: Author, filter: BreachFilter) {
        self.author = author
        self.filter = filter
    }

    /// How many of them stand.
    var countStanding: Int { rows.count { $0.state == .standing } }

    /// Takes the next entry.
    ///
    /// - Returns: the row that it adds or changes; nil if it is none of the breaches that are asked for.
    @discardableResult
    mutating func add(_ record: JournalRecord) -> BreachRow? {
        switch record["SLA_KIND"] {
        case "breach": addBreach(record)
        case "withdrawn":
            change(record) { row in
                row.state = .withdrawn
                row.reason = record["SLA_REASON"]
            }
        case "corrected":
            change(record) { row in
                row.correctedFrom = row.correctedFrom ?? row.breachedAt
                row.breachedAt = instant(record["SLA_AT"]) ?? row.breachedAt
                row.deadline = instant(record["SLA_DEADLINE"]) ?? row.deadline
                row.reason = record["SLA_REASON"]
            }
        default: nil
        }
    }

    private mutating func addBreach(_ record: JournalRecord) -> BreachRow? {
        guard let id = record["SLA_ALERT_ID"] else { return nil }
        let row = row(of: record, id: id)
        let place = Place(alertID: id, verified: row.verified)
        // One that may be repeated, because the journal could not be read back, counts once.
        guard places[place] == nil, filter.lets(row, toldAt: record.toldAt) else { return nil }
        places[place] = rows.count
        rows.append(row)
        return row
    }

    private mutating func change(_ record: JournalRecord, _ apply: (inout BreachRow) -> Void) -> BreachRow? {
        guard let id = record["SLA_REFERS_TO"],
            let index = places[Place(alertID: id, verified: author.wrote(record))]
        else { return nil }
        apply(&rows[index])
        return rows[index]
    }

    private func row(of record: JournalRecord, id: String) -> BreachRow {
        BreachRow(
            alertID: id, ticket: record["SLA_TICKET"] ?? "", customer: record["SLA_CUSTOMER"],
            team: record["SLA_TEAM"], agreement: record["SLA_AGREEMENT"] ?? "",
            agreementKind: record["SLA_AGREEMENT_KIND"], objective: record["SLA_OBJECTIVE"] ?? "",
            cycle: record["SLA_CYCLE"] ?? "", deadline: instant(record["SLA_DEADLINE"]),
            breachedAt: instant(record["SLA_AT"]), toldAt: record.toldAt.utcText,
            lateBySeconds: record["SLA_LATE_BY"].flatMap(Double.init), repeated: record["SLA_REPEATED"],
            state: .standing, verified: author.wrote(record), message: record["MESSAGE"] ?? "")
    }
}

/// In UTC; one that cannot be read stays as it is.
private func instant(_ text: String?) -> String? {
    text.map { (try? Timestamp(rfc3339: $0))?.utcText ?? $0 }
}

extension JournalRecord {
    fileprivate var toldAt: Timestamp {
        Timestamp(millisecondsSinceEpoch: Int64(clamping: realtimeMicroseconds / 1_000))
    }
}
