import ArgumentParser
import Catalog
import Foundation
import Report

/// `slactl status`: what the daemon says of itself, and the zone data that its next reload would use.
struct Status: ParsableCommand {
    static let configuration = CommandConfiguration(
        abstract: "Tell how slad is doing: 0 if it runs, 1 if not, 2 if systemd cannot be asked.")

    @Option(help: ArgumentHelp("The unit that is asked for.", valueName: "name"))
    var unit = "slad.service"

    @OptionGroup var output: FormatOptions

    private struct Report: Encodable {
        let unit: String
        let state: String
        let status: String
        let zoneData: String

        var table: String {
            "\(unit): \(state)\n" + (status.isEmpty ? "" : "\(status)\n") + "zone data of the system: \(zoneData)\n"
        }
    }

    func run() throws {
        let answer: [String]
        do {
            answer = try properties("ActiveState", "StatusText")
        } catch {
            complain("slactl: systemctl cannot be asked: \(error.localizedDescription); is systemd there?")
            throw ExitCode(2)
        }
        let report = Report(unit: unit, state: answer[0], status: answer[1], zoneData: ZoneData().release)
        try output.format.print(table: report.table, json: report)
        if report.state != "active", report.state != "reloading" { throw ExitCode(1) }
    }

    /// The values of properties of the unit, as `systemctl show` has them; empty for those that it does not have.
    private func properties(_ names: String...) throws -> [String] {
        let process = Process()
        let pipe = Pipe()
        process.executableURL = URL(fileURLWithPath: "/usr/bin/systemctl")
        process.arguments = ["show", "--property=" + names.joined(separator: ","), "--", unit]
        process.standardOutput = pipe
        try process.run()
        let output = String(decoding: pipe.fileHandleForReading.readDataToEndOfFile(), as: UTF8.self)
        process.waitUntilExit()
        let lines = output.split(separator: "\n")
        return names.map { name in
            lines.first { $0.hasPrefix("\(name)=") }.map { String($0.dropFirst(name.utf8.count + 1)) } ?? ""
        }
    }
}
