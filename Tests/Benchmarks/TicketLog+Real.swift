import EventFormat
import Foundation
import SLAEngine

extension TicketLog {
    /// The log of a real help desk; nil where `SLAD_DATA` names no directory that has it.
    init?(realLogNamed name: String) throws {
        guard let bytes = try TicketLog.bytes(ofRealLogNamed: name) else { return nil }
        var file = EventFile(bytes: bytes, form: .lines)
        var decoder = EventDecoder()
        var events: [TicketEvent] = []
        while let line = file.next(with: &decoder) {
            if case .event(let event, _) = line { events.append(event) }
        }
        self.init(events)
    }

    /// The lines of such a log.
    static func bytes(ofRealLogNamed name: String) throws -> [UInt8]? {
        guard let directory = ProcessInfo.processInfo.environment["SLAD_DATA"] else { return nil }
        let path = "\(directory)/\(name).ndjson.gz"
        return FileManager.default.fileExists(atPath: path) ? try TicketLog.inflated(path) : nil
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
        precondition(process.terminationStatus == 0, "zcat could not read \(path)")
        return bytes
    }
}
