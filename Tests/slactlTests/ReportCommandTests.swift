import ArgumentParser
import BusinessTime
import Catalog
import Foundation
import Ledger
import Report
import SLAEngine
import Testing

@testable import slactl

/// A ledger with a ticket that is finished, one that is open and late, and one that no agreement matches.
@Suite("slactl report")
struct ReportCommandTests {
    private static let agreement = """
        agreement: gold
        kind: sla
        owner: o@example.com
        review_every: 6 months
        reviewed: 2026-01-01
        match: {segment: gold}
        objectives:
          - objective: first-response
            metric: first_response
            target: 4h
            goal: {share: 95%, per: month, in: UTC}
        """
    private static let now = moment("2026-11-22T12:00:00Z")

    private let directory: String

    init() throws {
        directory = FileManager.default.temporaryDirectory.appending(path: "report-\(UUID().uuidString)").path
        try FileManager.default.createDirectory(
            atPath: directory + "/config/agreements", withIntermediateDirectories: true)
        try Self.agreement.write(toFile: directory + "/config/agreements/gold.yaml", atomically: false, encoding: .utf8)
    }

    private static func moment(_ text: String) -> Timestamp {
        guard let moment = try? Timestamp(rfc3339: text) else { preconditionFailure("\(text) is no moment") }
        return moment
    }

    private func fill(_ ledger: Ledger) throws {
        let files = try CatalogueFiles.read(directory: directory + "/config")
        try ledger.transaction { writer in
            try writer.append(
                RevisionRecord(
                    number: 1, loadedAt: Self.moment("2026-10-01T00:00:00Z"), hash: files.hash, zoneData: "none",
                    program: "test", files: files.encoded()))
            try open("T-2", "2026-11-02T08:00:00Z", ["segment": "gold", "category": "mail"], writer)
            var unmatched = try open("T-3", "2026-11-03T08:00:00Z", [:], writer)
            unmatched.lastEvent = 2
            try writer.finish(unmatched)
            try finished(writer)
        }
    }

    @discardableResult
    private func open(
        _ ticket: String, _ at: String, _ set: [String: String], _ writer: LedgerWriter
    ) throws -> TicketPlace {
        let place = try writer.ticket(named: ticket).place
        let changes = set.sorted { $0.key < $1.key }.map { AttributeChange(key: $0.key, value: $0.value) }
        let event = TicketEvent(
            ticket: ticket, at: Self.moment(at), type: .created, id: ticket, by: .customer, isPublic: true,
            changes: changes)
        try writer.append(event, after: place, at: Self.moment(at))
        return place
    }

    private func finished(_ writer: LedgerWriter) throws {
        var place = try open("T-1", "2026-11-05T08:00:00Z", ["segment": "gold"], writer)
        let stopped = Self.moment("2026-11-05T09:00:00Z")
        let verdict = Verdict(
            clock: ClockKey(agreement: "gold", objective: "first-response", cycle: "opening"), outcome: .met,
            kind: .sla,
            metric: .firstResponse, customer: "acme", team: nil, startedAt: Self.moment("2026-11-05T08:00:00Z"),
            stoppedAt: stopped, deadline: nil, at: stopped, target: OpenTime(milliseconds: 14_400_000),
            targetText: "4h",
            run: OpenTime(milliseconds: 3_600_000), counted: .hours(1), paused: .zero, overrun: nil, revision: 1,
            effectiveFrom: nil, reason: nil)
        try writer.append(
            [RecordedVerdict(number: 1, ticket: place.ticket, previous: nil, supersedes: nil, verdict: verdict)],
            at: stopped)
        (place.lastEvent, place.lastVerdict) = (3, 1)
        try writer.finish(place, ["segment": "gold", "customer": "acme"])
    }

    private func report(_ arguments: String...) throws -> ComplianceReport {
        try ReportCommand.parse(["--state", directory] + arguments).make(now: Self.now)
    }

    private func contents() throws -> [String: Data] {
        let names = try FileManager.default.contentsOfDirectory(atPath: directory).filter { $0.hasPrefix("ledger") }
        return try names.reduce(into: [:]) { $0[$1] = try Data(contentsOf: URL(filePath: "\(directory)/\($1)")) }
    }

    private func expectAll(_ report: ComplianceReport) throws {
        let figures = report.totals.figures
        #expect([figures.met, figures.missed] == [1, 1])
        #expect([figures.ticketsMeasured, figures.ticketsWithoutClock] == [2, 1])
        let row = try #require(report.objectives.first)
        #expect(row.name == "gold/first-response")
        #expect(row.running == 1)
        #expect(row.medianTargetSeconds == 14_400)
        #expect(report.goals.first?.result == .behind)
        #expect(report.problems.map(\.value) == ["mail"])
        #expect(report.reviews.map(\.dueOn) == ["2026-07-01"])
    }

    @Test("counts finished, open and unmatched tickets of a ledger that nobody has open, and changes nothing")
    func closed() throws {
        let ledger = try Ledger(directory: directory)
        try fill(ledger)
        try ledger.close()
        let before = try contents()
        try expectAll(report("--window", "2026-11"))
        #expect(try contents() == before)
    }

    @Test("counts the same beside a daemon that has the ledger open")
    func opened() throws {
        let ledger = try Ledger(directory: directory)
        try fill(ledger)
        try expectAll(report("--window", "2026-11"))
        try ledger.close()
    }

    @Test("a ticket that was finished without a clock and came back with one counts with its clock alone")
    func cameBack() throws {
        let ledger = try Ledger(directory: directory)
        try fill(ledger)
        let event = TicketEvent(
            ticket: "T-3", at: Self.moment("2026-11-20T08:00:00Z"), type: .changed, id: "back", by: .agent,
            isPublic: true, changes: [AttributeChange(key: "segment", value: "gold")])
        let place = try #require(try ledger.place(ofTicketNamed: "T-3"))
        try ledger.transaction { try $0.append(event, after: place, at: event.at) }
        try ledger.close()
        let figures = try report("--window", "2026-11").totals.figures
        #expect([figures.ticketsMeasured, figures.ticketsWithoutClock] == [3, 0])
    }

    @Test("a finished ticket whose only verdict was taken back counts as one without a clock")
    func takenBack() throws {
        let ledger = try Ledger(directory: directory)
        try fill(ledger)
        try ledger.transaction { writer in
            var ticket = try writer.ticket(named: "T-1")
            var verdict = try #require(ticket.recorded.standing.values.first)
            verdict.outcome = .withdrawn
            let row = RecordedVerdict(
                number: 2, ticket: ticket.place.ticket, previous: 1, supersedes: 1, verdict: verdict)
            try writer.append([row], at: Self.now)
            ticket.place.lastVerdict = 2
            try writer.finish(ticket.place)
        }
        try ledger.close()
        let figures = try report("--window", "2026-11").totals.figures
        #expect([figures.met, figures.ticketsMeasured, figures.ticketsWithoutClock] == [0, 1, 2])
    }

    @Test("is of the last full month by default")
    func lastMonth() throws {
        let ledger = try Ledger(directory: directory)
        try fill(ledger)
        try ledger.close()
        let report = try report()
        #expect(report.window == "2026-10")
        #expect(report.isEmpty)
    }

    @Test("leaves out what is not asked for")
    func filters() throws {
        let ledger = try Ledger(directory: directory)
        try fill(ledger)
        try ledger.close()
        let acme = try report("--window", "2026-11", "--customer", "acme").totals.figures
        #expect([acme.met, acme.missed, acme.ticketsWithoutClock] == [1, 0, 0])
        #expect(try report("--window", "2026-11", "--agreement", "silver").isEmpty)
    }

    @Test("says for how much of the window's time the feeds of the revision in force were heard")
    func feeds() throws {
        try "feeds:\n  - {feed: desk, heartbeat: 1h, source: zendesk}\n".write(
            toFile: directory + "/config/slad.yaml", atomically: false, encoding: .utf8)
        let ledger = try Ledger(directory: directory)
        try fill(ledger)
        try ledger.transaction { writer in
            try writer.noteWatched("desk", since: Self.moment("2026-11-01T00:00:00Z"))
            try writer.noteHeard("desk", at: Self.moment("2026-11-22T11:30:00Z"))
            try writer.beginSilence(of: "desk", from: Self.moment("2026-11-02T00:00:00Z"))
            // A tenth of the 516 hours until now.
            try writer.endSilence(of: "desk", at: Self.moment("2026-11-04T03:36:00Z"))
        }
        try ledger.close()
        let report = try report("--window", "2026-11")
        #expect(report.totals.figures.coverageTimePercent == 90)
        #expect(report.goals.map(\.coverageTimePercent) == [90])
        #expect(try ReportFormat.table.text(report).contains("90.0 % of the time"))
        #expect(try ReportFormat.json.text(report).contains("\"coverage_time_percent\" : 90"))
        let column = try #require(ComplianceReport.csvHeader.firstIndex(of: "coverage_time_percent"))
        let rows = try ReportFormat.csv.text(report).split(separator: "\r\n").dropFirst()
        #expect(Set(rows.map { $0.split(separator: ",", omittingEmptySubsequences: false)[column] }) == ["90"])
    }

    @Test("a ledger that is not there is told")
    func missing() throws {
        #expect(throws: LedgerError.self) { try report("--window", "2026-11") }
    }

    @Test("a window that is none is refused with what to write", arguments: ["november", "2026-13", "2026-W60", ""])
    func noWindow(text: String) {
        #expect(throws: (any Error).self) { try ReportCommand.parse(["--window", text]) }
    }

    @Test("prints in each form")
    func forms() throws {
        let ledger = try Ledger(directory: directory)
        try fill(ledger)
        try ledger.close()
        let report = try report("--window", "2026-11")
        #expect(try ReportFormat.table.text(report).hasPrefix("Report of 2026-11 (2026-11-01 to 2026-11-30, UTC)"))
        #expect(try ReportFormat.csv.text(report).contains("objective,gold/first-response,gold,first-response"))
        #expect(try ReportFormat.html.text(report).hasPrefix("<!DOCTYPE html>"))
        let json = try JSONSerialization.jsonObject(with: Data(ReportFormat.json.text(report).utf8)) as? [String: Any]
        let page = try String(
            contentsOf: URL(filePath: Golden.samples).appending(path: "../docs/slactl.1.scd"), encoding: .utf8)
        for key in try #require(json).keys { #expect(page.contains("*\(key)*"), "\(key) is not described") }
        for key in ComplianceReport.csvHeader { #expect(page.contains("*\(key)*"), "\(key) is not described") }
    }
}
