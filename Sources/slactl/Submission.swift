import BusinessTime
import Catalog
import EventFormat
import Foundation
import SLAEngine

/// Events on their way into the inbox: all of them are checked before the first is given out.
final class Submission {
    /// The daemon reads a file into memory as a whole, 64 MiB at most.
    static let partLimit = 32 << 20
    /// Of findings; the rest is counted.
    private static let findingLimit = 100

    private let destination: Destination
    private let complain: (String) -> Void
    private let unfinished: UnfinishedFiles
    private let stem: String
    private let now: Timestamp
    private var decoder = EventDecoder()
    private var parts: [PendingFile] = []
    /// Words of which a warning was given.
    private var told: Set<String> = []
    private var hasToldOfFuture = false
    private var count = 0
    private(set) var refused = 0

    /// Where good events go.
    enum Destination {
        case inbox(String)
        /// They are only printed.
        case output(LineOutput)
    }

    /// - Parameters:
    ///   - stem: what the names of all files begin with: see `stem(now:)`.
    ///   - now: events of later than this get a word.
    ///   - complain: takes what is wrong with an event, a line.
    init(
        to destination: Destination, stem: String, now: Timestamp, unfinished: UnfinishedFiles,
        complain: @escaping (String) -> Void
    ) {
        self.destination = destination
        self.stem = stem
        self.now = now
        self.unfinished = unfinished
        self.complain = complain
    }

    /// A name that sorts by time and that no other process has: `20261122T093000.123Z-HOST-PID`.
    static func stem(now: Timestamp) -> String {
        let date = now.utcText.prefix(19).filter { $0 != "-" && $0 != ":" }
        let milliseconds = String(now.millisecondsSinceEpoch % 1_000 + 1_000).dropFirst()
        let host = ProcessInfo.processInfo.hostName.unicodeScalars.prefix(64)
            .map { $0.isASCII && ($0.properties.isAlphabetic || $0.properties.numericType != nil) ? String($0) : "-" }
        return "\(date).\(milliseconds)Z-\(host.joined())-\(ProcessInfo.processInfo.processIdentifier)"
    }

    /// Takes one event that is a line without its end.
    func take(event line: String) throws {
        let bytes = Array("\(line)\n".utf8)
        guard check(bytes, form: .lines, { "slactl: \($0.what); \($0.hint)" }) > 0 else { return }
        try write(bytes, ending: ".ndjson")
    }

    /// Takes events, a line each.
    ///
    /// - Parameters:
    ///   - name: of the input, for findings.
    ///   - more: gives the next bytes, nil at the end.
    func take(linesOf name: String, more: @escaping () throws -> [UInt8]?) throws {
        var reader = LineReader(more: more)
        var number = 0
        while var lines = try reader.lines() {
            if number == 0 {
                if lines.starts(with: [0xEF, 0xBB, 0xBF]) { lines.removeFirst(3) }
                try Submission.checkForm(lines, name)
            }
            if lines.last != UInt8(ascii: "\n") { lines.append(UInt8(ascii: "\n")) }
            try takeLines(lines, of: name, after: number)
            number += lines.count { $0 == UInt8(ascii: "\n") }
        }
    }

    /// Takes a `.json` file: an event, or an array of them.
    func take(document bytes: [UInt8], of name: String) throws {
        let events = check(bytes, form: .json) { "\(name): \($0.reason)" }
        guard events > 0, refused == 0 else { return }
        try write(bytes, ending: ".json")
    }

    /// Gives the files out; none if an event was refused.
    ///
    /// - Returns: their paths.
    func finish() throws -> [String] {
        guard refused == 0 else {
            if refused > Submission.findingLimit { complain("slactl: and \(refused - Submission.findingLimit) more") }
            complain("slactl: \(refused) of \(count + refused) events refused, nothing was submitted")
            return []
        }
        if case .output(let output) = destination { try output.flush() }
        for part in parts { try part.flush() }
        return try parts.map { try $0.publish() }
    }

    private static func checkForm(_ bytes: [UInt8], _ name: String) throws {
        guard !bytes.starts(with: [0x1F, 0x8B]) else {
            throw InputFault("\(name): this is gzip; gzip -dc FILE | slactl submit")
        }
        guard bytes.first(where: { ![0x20, 0x09, 0x0A, 0x0D].contains($0) }) != UInt8(ascii: "[") else {
            throw InputFault("\(name): this is an array, not an event a line; name a file .json, or use jq -c '.[]'")
        }
    }

    /// - Parameter before: how many lines of the input came before these.
    private func takeLines(_ lines: [UInt8], of name: String, after before: Int) throws {
        // An empty line goes first, since only at a file's very start a byte order mark is passed over.
        let events = check([UInt8(ascii: "\n")] + lines, form: .lines) { finding in
            var finding = finding
            finding.line += before - 1
            return "\(name): \(finding.reason)"
        }
        guard events > 0, refused == 0 else { return }
        try write(lines, ending: ".ndjson")
    }

    /// Decodes as the daemon will, and says what is wrong.
    ///
    /// - Returns: how many events there are.
    private func check(_ bytes: [UInt8], form: EventFileForm, _ text: (EventFinding) -> String) -> Int {
        var file = EventFile(bytes: bytes, form: form)
        var events = 0
        while let decoded = file.next(with: &decoder, explaining: refused < Submission.findingLimit) {
            switch decoded {
            case .event(let event, _):
                events += 1
                warn(of: event)
                warnOfFuture(event)
            case .finding(let finding):
                refused += 1
                // Of what came before it nothing is given out, so it need not be kept.
                parts = []
                if refused <= Submission.findingLimit { complain(text(finding)) }
            }
        }
        count += events
        return events
    }

    /// Says once of each word that it is most likely misspelt; it is legal, and is submitted.
    private func warn(of event: TicketEvent) {
        let type = Misspelling.likely(ofType: event.type).map { (event.type.word, $0) }
        let attributes = event.changes.compactMap { change in
            Misspelling.likely(ofAttribute: change.key).map { (change.key, $0) }
        }
        for (word, meant) in [type].compactMap(\.self) + attributes where told.insert(word).inserted {
            complain("slactl: \(quoted(word)) is taken as a word of your own; did you mean \(quoted(meant))?")
        }
    }

    /// Says once that an event is not of the past; what slad does with it is set in a file that not all may read.
    private func warnOfFuture(_ event: TicketEvent) {
        guard event.at > now + DaemonSettings().maxFuture, !hasToldOfFuture else { return }
        hasToldOfFuture = true
        complain(
            "slactl: \(event.at.utcText) of ticket \(quoted(event.ticket)) has not come yet: slad holds or refuses "
                + "such an event (max_future in slad.yaml); is the offset right?")
    }

    private func write(_ bytes: [UInt8], ending: String) throws {
        switch destination {
        case .output(let output):
            try output.write(bytes)
        case .inbox(let inbox):
            if let last = parts.last, last.ending == ending, ending != ".json",
                last.size + bytes.count <= Submission.partLimit
            {
                return try last.write(bytes)
            }
            let number = String(parts.count + 1 + 10_000).dropFirst()
            let part = try PendingFile(inbox: inbox, stem: "\(stem)-\(number)", ending: ending, unfinished)
            parts.append(part)
            try part.write(bytes)
        }
    }
}
