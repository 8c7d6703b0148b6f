import BusinessTime
import Compliance
import Foundation
import FoundationXML
import Report
import SLAEngine
import SLATesting
import Testing

@Suite("What reports look like", .enabled(if: Zone.zonesAreThere, Zone.noZones))
struct ReportPageTests {
    static let hostile = "<script>alert(1)</script>\"'&\u{202E}\u{0}\u{FFFF}</title></svg>\n</table>"

    /// Three months with names that somebody chose to do harm.
    private static func report() throws -> ComplianceReport {
        var book = SampleBook()
        book.terms = try .sample(in: Zone.berlin())
        let feed = Feed(name: "desk", heartbeat: .hours(1))
        let silence = FeedWatch.Silence(
            from: .sample("2026-10-05T08:00:00Z"), to: .sample("2026-10-05T20:00:00Z"))
        book.terms.feeds = FeedWatch([feed], since: .sample("2026-01-01T00:00:00Z"), silences: ["desk": [silence]])
        book.terms.reviews = [
            Review(
                agreement: "gold", owner: hostile, every: .months(6),
                reviewedOn: CivilDate(year: 2_026, month: 1, day: 31))
        ]
        book.terms.exclusions = [
            Exclusion(
                id: "1", author: "anna & co", reason: hostile, recordedAt: .sample("2026-11-02T09:00:00Z"),
                scope: Exclusion.Scope(
                    agreement: "gold", attributes: .attribute("customer", isOneOf: ["acme", hostile])),
                from: .sample("2026-10-12T00:00:00Z"), to: .sample("2026-10-13T00:00:00Z"))
        ]
        book.terms.told = [
            ToldRow(
                goal: "gold/resolution", name: "2026-10",
                window: Window(from: .sample("2026-09-30T22:00:00Z"), to: .sample("2026-10-31T23:00:00Z")),
                matter: .result, count: 1,
                share: try #require(Share(parts: 95_000)), counted: Tally(met: 60, missed: 2), isSummarised: false)
        ]
        for index in 0..<240 { add(Int64(index), &book) }
        return try book.report("2026-10")
    }

    private static func add(_ index: Int64, _ book: inout SampleBook) {
        let at = Timestamp.sample("2026-08-03T07:00:00Z") + .minutes(index * 521)
        let isMissed = index % 9 == 0
        book.attributes[index] = ["category": index % 4 == 0 ? hostile : "mail"]
        book.cycles.append(
            SampleCycle(
                ticket: index, outcome: isMissed ? .missed : .met, at: at,
                customer: index % 5 == 0 ? hostile : "acme", team: index % 3 == 0 ? "l1" : "l2",
                run: OpenTime(milliseconds: index * index * 1_000)))
        book.cycles.append(
            SampleCycle(
                ticket: index, objective: "resolution", metric: .resolution,
                outcome: index % 20 == 3 ? .cancelled : index % 17 == 0 ? .missed : .met, at: at + .hours(3),
                customer: "acme", team: hostile, reason: index % 20 == 3 ? hostile : nil,
                target: OpenTime(milliseconds: 57_600_000), run: OpenTime(milliseconds: index * 400_000)))
    }

    @Test("is the golden file", arguments: ["txt", "json", "csv", "html"])
    func golden(form: String) throws {
        let report = try Self.report()
        let text =
            switch form {
            case "txt": report.text()
            case "json": try JSONText.pretty(report) + "\n"
            case "csv": report.csv
            default: report.html
            }
        let file = URL(filePath: #filePath).deletingLastPathComponent().appending(path: "good/report.\(form)")
        if ProcessInfo.processInfo.environment["SLAD_GOLDEN"] != nil {
            return try text.write(to: file, atomically: false, encoding: .utf8)
        }
        #expect(text == (try String(contentsOf: file, encoding: .utf8)))
    }

    @Test("a page is well-formed, whatever names it has", arguments: ["2026-10", "2026-W41", "2026", "2031"])
    func wellFormed(window: String) throws {
        var book = SampleBook()
        book.terms = try .sample(in: Zone.berlin())
        for index in 0..<240 { Self.add(Int64(index), &book) }
        let page = try book.report(window).html
        let parser = XMLParser(data: Data(page.utf8))
        #expect(
            parser.parse(), "\(parser.parserError.map(String.init(describing:)) ?? "") in line \(parser.lineNumber)")
    }

    @Test("a page has no script, loads nothing and leads nowhere")
    func closed() throws {
        let page = try Self.report().html
        for word in ["<script", "src=", "href=", "url(", "http:", "https:", "@import", " style=", "onload"] {
            #expect(!page.contains(word), "\(word)")
        }
        #expect(page.contains("&lt;script&gt;alert(1)&lt;/script&gt;&quot;&#39;&amp;"))
        #expect(page.contains("default-src 'none'"))
        for character in ["\u{202E}", "\u{0}", "\u{FFFF}"] { #expect(!page.contains(character)) }
    }

    @Test("every picture has a title and a description, and no two share an id")
    func described() throws {
        let page = try Self.report().html
        let pictures = page.components(separatedBy: "role=\"img\"").count - 1
        #expect(pictures > 5)
        #expect(page.components(separatedBy: "<desc id=").count - 1 == pictures)
        let ids = page.components(separatedBy: " id=\"").dropFirst().compactMap { $0.split(separator: "\"").first }
        #expect(Set(ids).count == ids.count)
    }

    private static let hasher = ["/usr/bin/sha256sum", "/bin/sha256sum"].first(
        where: FileManager.default.isExecutableFile(atPath:))

    @Test(
        "a browser takes the style sheet: its hash stands in the policy",
        .enabled(if: hasher != nil, "SKIPPED: no sha256sum here to hash the style sheet with"))
    func styleHash() throws {
        let page = try Self.report().html
        let sheet = try #require(
            page.components(separatedBy: "<style>").last?.components(separatedBy: "</style>").first)
        let file = FileManager.default.temporaryDirectory.appending(path: "style-\(UUID().uuidString)")
        try sheet.write(to: file, atomically: false, encoding: .utf8)
        defer { try? FileManager.default.removeItem(at: file) }
        let process = Process()
        process.executableURL = URL(filePath: try #require(Self.hasher))
        process.arguments = [file.path]
        let output = Pipe()
        process.standardOutput = output
        try process.run()
        process.waitUntilExit()
        let digits = Array(
            String(decoding: output.fileHandleForReading.readDataToEndOfFile(), as: UTF8.self).prefix(64))
        let bytes = stride(from: 0, to: digits.count, by: 2).compactMap {
            UInt8(String(digits[$0...($0 + 1)]), radix: 16)
        }
        let hash = Data(bytes).base64EncodedString()
        #expect(page.contains("style-src 'sha256-\(hash)'"), "write sha256-\(hash) in ReportStyle.swift")
    }

    @Test("attainment never stands without both figures of coverage")
    func covered() throws {
        let report = try Self.report()
        for line in report.text().split(separator: "\n") where line.contains("GOAL ") || line.contains("OBJECTIVE  ") {
            guard line.contains("KEPT") else { continue }
            #expect(line.contains("TICKETS") && line.contains("TIME"))
        }
        #expect(report.csv.hasPrefix(ComplianceReport.csvHeader.joined(separator: ",")))
        #expect(ComplianceReport.csvHeader.contains("coverage_tickets_percent"))
        #expect(ComplianceReport.csvHeader.contains("coverage_time_percent"))
        let heads = report.html.components(separatedBy: "<thead>").dropFirst().filter {
            $0.prefix(900).contains(">Kept<")
        }
        #expect(heads.allSatisfy { $0.prefix(900).contains(">Tickets<") && $0.prefix(900).contains(">Time<") })
    }
}
