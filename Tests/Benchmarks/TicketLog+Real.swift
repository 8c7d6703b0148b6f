import EventFormat
import Foundation
import SLAEngine

/// A log of a real help desk, where `SLAD_DATA` names a directory that has it.
struct RealLog {
    let tickets: GeneratedTickets

    init?(named name: String) throws {
        guard let directory = ProcessInfo.processInfo.environment["SLAD_DATA"] else { return nil }
        let path = "\(directory)/\(name).ndjson.gz"
        guard FileManager.default.fileExists(atPath: path) else { return nil }
        var file = EventFile(bytes: try RealLog.inflated(path), form: .lines)
        var decoder = EventDecoder()
        var events: [TicketEvent] = []
        while let line = file.next(with: &decoder) {
            if case .event(let event, _) = line { events.append(event) }
        }
        tickets = GeneratedTickets(events)
    }

    private static func inflated(_ path: String) throws -> [UInt8] {
        let pipe = Pipe()
        let process = Process()
        process.executableURL = URL(fileURLWithPath: "/bin/zcat")
        process.arguments = [path]
        process.standardOutput = pipe
        try process.run()
        let bytes = [UInt8](pipe.fileHandleForReading.readDataToEndOfFile())
        process.waitUntilExit()
        return bytes
    }
}
