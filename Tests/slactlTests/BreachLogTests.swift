import BusinessTime
import Report
import Systemd
import Testing

@testable import slactl

@Suite("The breaches of the journal")
struct BreachLogTests {
    private static let start: UInt64 = 1_800_000_000_000_000

    private static func record(
        _ kind: String, _ id: String, minute: UInt64 = 0, uid: String = "500", unit: String? = "slad.service",
        _ fields: [String: String] = [:]
    ) -> JournalRecord {
        let ticket = id.split(separator: "/").first.map(String.init) ?? ""
        var all = [
            "SLA_KIND": kind, "SLA_ALERT_ID": id, "SLA_TICKET": ticket, "SLA_CUSTOMER": "Acme", "SLA_TEAM": "l1",
            "SLA_AGREEMENT": "gold", "SLA_AGREEMENT_KIND": "sla", "SLA_OBJECTIVE": "response", "SLA_CYCLE": "opening",
            "SLA_DEADLINE": "2027-01-15T09:00:00+01:00", "SLA_AT": "2027-01-15T09:00:00+01:00",
            "MESSAGE": "\(ticket): \"late\", as it is", "_UID": uid,
        ]
        all["_SYSTEMD_UNIT"] = unit
        return JournalRecord(
            fields: all.merging(fields) { $1 }, realtimeMicroseconds: start + minute * 60_000_000, cursor: "")
    }

    private func log(_ records: [JournalRecord], _ filter: BreachFilter = BreachFilter()) -> BreachLog {
        var log = BreachLog(author: BreachLog.Author(unit: "slad.service", uid: 500), filter: filter)
        for record in records { log.add(record) }
        return log
    }

    @Test("one that was told twice counts once, and one that is withdrawn is shown and not counted")
    func withdrawn() {
        let log = log([
            Self.record("breach", "T-1/1"), Self.record("breach", "T-1/1", ["SLA_REPEATED": "maybe"]),
            Self.record("breach", "T-2/1"),
            Self.record("withdrawn", "T-2/1/withdrawn", ["SLA_REFERS_TO": "T-2/1", "SLA_REASON": "in time"]),
            Self.record("withdrawn", "T-9/1/withdrawn", ["SLA_REFERS_TO": "T-9/1"]),
        ])
        #expect(log.rows.map(\.ticket) == ["T-1", "T-2"])
        #expect(log.rows.map(\.state) == [.standing, .withdrawn])
        #expect(log.rows.map(\.reason) == [nil, "in time"])
        #expect(
            BreachPrinter.sum(standing: log.countStanding, of: log.rows.count) == "1 breach; 1 withdrawn not counted")
    }

    @Test("one that is corrected has the instant that is known now, and the one that was told first")
    func corrected() {
        let reference = ["SLA_REFERS_TO": "T-1/1", "SLA_REASON": "it became true at another instant"]
        let log = log([
            Self.record("breach", "T-1/1"),
            Self.record("corrected", "T-1/1/c1", reference.merging(["SLA_AT": "2027-01-15T07:30:00Z"]) { $1 }),
            Self.record("corrected", "T-1/1/c2", reference.merging(["SLA_AT": "2027-01-15T07:45:00Z"]) { $1 }),
        ])
        #expect(log.rows.map(\.breachedAt) == ["2027-01-15T07:45:00Z"])
        #expect(log.rows.map(\.correctedFrom) == ["2027-01-15T08:00:00Z"])
        #expect(log.rows.map(\.state) == [.standing])
    }

    @Test("what others wrote is marked, and takes back nothing of slad's own")
    func foreign() {
        let log = log([
            Self.record("breach", "T-1/1"), Self.record("breach", "T-1/1", uid: "1000"),
            Self.record("breach", "T-2/1", unit: "evil.service"), Self.record("breach", "T-3/1", unit: nil),
            Self.record("withdrawn", "T-1/w", uid: "1000", ["SLA_REFERS_TO": "T-1/1"]),
        ])
        #expect(log.rows.map(\.verified) == [true, false, false, true])
        #expect(log.rows.map(\.state) == [.standing, .withdrawn, .standing, .standing])
    }

    @Test(
        "only those that are asked for are listed, and the canary's only by themselves",
        arguments: [
            (BreachFilter(), ["T-1", "T-2", "T-3"]),
            (BreachFilter(ticket: "T-2"), ["T-2"]),
            (BreachFilter(agreement: "silver"), ["T-3"]),
            (BreachFilter(team: "l2"), ["T-2"]),
            (BreachFilter(team: "l2", customer: "Acme"), ["T-2"]),
            (BreachFilter(customer: "Other"), []),
            (BreachFilter(since: told(1)), ["T-2", "T-3"]),
            (BreachFilter(until: told(1)), ["T-1", "T-2"]),
            (BreachFilter(isOfCanary: true), ["slad-canary-1"]),
        ])
    func filtered(filter: BreachFilter, tickets: [String]) {
        let records = [
            Self.record("breach", "T-1/1"), Self.record("breach", "T-2/1", minute: 1, ["SLA_TEAM": "l2"]),
            Self.record("breach", "slad-canary-1/1", minute: 1),
            Self.record("breach", "T-3/1", minute: 2, ["SLA_AGREEMENT": "silver"]),
        ]
        #expect(log(records, filter).rows.map(\.ticket) == tickets)
    }

    private static func told(_ minute: Int64) -> Timestamp {
        Timestamp(millisecondsSinceEpoch: Int64(start / 1_000)) + .minutes(minute)
    }

    @Test("a row is a JSON object, cells for a spreadsheet under the same names, and a line for people")
    func printed() throws {
        let row = try #require(log([Self.record("breach", "T-1/1", ["SLA_LATE_BY": "2.5"])]).rows.first)
        let expected = """
            {"agreement":"gold","agreement_kind":"sla","alert_id":"T-1/1","breached_at":"2027-01-15T08:00:00Z",\
            "customer":"Acme","cycle":"opening","deadline":"2027-01-15T08:00:00Z","late_by_seconds":2.5,\
            "message":"T-1: \\"late\\", as it is","objective":"response","state":"standing","team":"l1","ticket":"T-1",\
            "told_at":"2027-01-15T08:00:00Z","verified":true}
            """
        try #expect(JSONText.line(row) == expected)
        #expect(row.csvCells.count == BreachRow.csvHeader.count)
        let line = CSVText.line(row.csvCells)
        #expect(line.hasPrefix("T-1/1,T-1,Acme,l1,gold,sla,response,opening,2027-01-15T08:00:00Z,"))
        #expect(line.hasSuffix(",true,\"T-1: \"\"late\"\", as it is\"\r\n"))
        var table = FlowingTable(columns: BreachRow.columns, paint: .none)
        #expect(
            table.lines([row.tableRow]) == """
                TOLD                  TICKET  CUSTOMER  AGREEMENT  OBJECTIVE  BREACHED              STATE
                2027-01-15T08:00:00Z  T-1     Acme      gold       response   2027-01-15T08:00:00Z  standing

                """)
        #expect(Paint(isOn: true).text("standing", .bad) == "\u{1B}[31mstanding\u{1B}[0m")
    }
}
