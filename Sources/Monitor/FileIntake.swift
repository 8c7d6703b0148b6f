import BusinessTime
import Catalog
import EventFormat
import Inbox
import SLAEngine

/// A file of the inbox as events, and what of it cannot be taken.
struct FileIntake {
    /// Past this many refused events a file is none of events: what is said of each of them is held in memory, and a
    /// large file has room for tens of millions.
    private static let refusedLimit = 10_000

    private struct TooManyRefused: Error {}

    let file: InboxFile
    private(set) var events: [(event: TicketEvent, line: Int)] = []
    private var countRecorded = 0
    private(set) var refused: [EventFinding] = []
    /// How many events lie too far ahead, and when the first of them can be taken.
    private(set) var held: (count: Int, until: Timestamp)?
    /// How many events were refused only when they met what is known of their ticket.
    private(set) var countConflicting = 0

    /// Nothing of the file is taken, as too much of it is refused.
    private(set) var isRefusedWhole = false

    /// - Parameter now: events further ahead than the settings allow are held or refused.
    init(_ file: InboxFile, _ bytes: [UInt8], _ decoder: inout EventDecoder, _ settings: DaemonSettings, now: Timestamp)
    {
        self.file = file
        guard let form = EventFileForm(fileName: file.name.withoutCompression.description) else { return }
        do {
            try bytes.withUnsafeBytes { buffer in
                try decoder.decode(buffer, form: form) { line in try take(line, settings, now) }
            }
        } catch {
            (events, held, isRefusedWhole) = ([], nil, true)
        }
    }

    /// Takes the next event that is not recorded yet; nil when all are.
    mutating func next() -> (event: TicketEvent, line: Int)? {
        guard countRecorded < events.count else { return nil }
        defer { countRecorded += 1 }
        return events[countRecorded]
    }

    var isRecorded: Bool { countRecorded == events.count }

    /// Notes what became of an event that was offered to the engine.
    mutating func note(_ reception: Engine.Reception, of event: TicketEvent, line: Int) {
        switch reception {
        case .taken, .duplicate, .needsHistory: break
        case .conflict(let known):
            countConflicting += 1
            refuse(event, line, because: conflict(event, known))
        }
    }

    /// Puts what was refused into the order of the lines, once every event was offered.
    mutating func sortRefused() {
        refused.sort { $0.line < $1.line }
    }

    /// The first reason for a refusal, for people.
    var firstReason: String? {
        refused.first.map { "line \($0.line): \($0.what); \($0.hint)" }
    }

    /// Why the lines were refused, for people; a line each.
    var reasons: String {
        refused.map { "line \($0.line): \($0.what); \($0.hint)\n" }.joined()
    }

    /// The refused lines as they came.
    var refusedLines: [UInt8] {
        refused.flatMap { $0.text + [UInt8(ascii: "\n")] }
    }

    private mutating func take(_ line: DecodedLine, _ settings: DaemonSettings, _ now: Timestamp) throws {
        guard refused.count < FileIntake.refusedLimit else { throw TooManyRefused() }
        switch line {
        case .finding(let finding):
            refused.append(finding)
        case .event(let event, let line) where event.at > now + settings.maxFutureReject:
            refuse(
                event, line,
                because: (
                    "at \(event.at.utcText) lies further ahead than max_future_reject allows",
                    "check the clock of the sender, and the offset it writes"
                ))
        case .event(let event, _) where event.at > now + settings.maxFuture:
            let until = event.at - settings.maxFuture
            held = ((held?.count ?? 0) + 1, min(held?.until ?? until, until))
        case .event(let event, let line):
            events.append((event, line))
        }
    }

    private mutating func refuse(_ event: TicketEvent, _ line: Int, because reason: (what: String, hint: String)) {
        let text = Array(EventText.line(of: event).utf8)
        refused.append(EventFinding(line: line, what: reason.what, hint: reason.hint, text: text))
    }

    private func conflict(_ event: TicketEvent, _ known: TicketEvent) -> (what: String, hint: String) {
        (
            "id \(event.id) of ticket \(event.ticket) was used before with other content: \(EventText.line(of: known))",
            "give each event an id of its own; to mend an event send a new one with \"corrects\": \"\(event.id)\""
        )
    }
}
