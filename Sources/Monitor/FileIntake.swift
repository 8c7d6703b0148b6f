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
    private let content: EventFile?
    private(set) var events: [(event: TicketEvent, place: EventPlace)] = []
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
        content = EventFileForm(fileName: file.name.description).map { EventFile(bytes: bytes, form: $0) }
        var rest = content
        do {
            while let line = rest?.next(with: &decoder) { try take(line, settings, now) }
        } catch {
            (events, held, isRefusedWhole) = ([], nil, true)
        }
    }

    /// Takes the next event that is not recorded yet; nil when all are.
    mutating func next() -> (event: TicketEvent, place: EventPlace)? {
        guard countRecorded < events.count else { return nil }
        defer { countRecorded += 1 }
        return events[countRecorded]
    }

    var isRecorded: Bool { countRecorded == events.count }

    /// Notes what became of an event that was offered to the engine.
    mutating func note(_ reception: Engine.Reception, of event: TicketEvent, at place: EventPlace) {
        switch reception {
        case .taken, .duplicate, .needsHistory: break
        case .conflict(let known):
            countConflicting += 1
            refuse(place, because: conflict(event, known))
        }
    }

    /// Puts what was refused into the order of the lines, once every event was offered.
    mutating func sortRefused() {
        refused.sort { $0.place.range.lowerBound < $1.place.range.lowerBound }
    }

    /// The first reason for a refusal, for people.
    var firstReason: String? {
        refused.first?.reason
    }

    /// Why the lines were refused, for people; a line each.
    var reasons: String {
        refused.map { $0.reason + "\n" }.joined()
    }

    /// The refused lines as they came.
    var refusedLines: [UInt8] {
        guard let content else { return [] }
        return refused.flatMap { content.text(at: $0.place) + [UInt8(ascii: "\n")] }
    }

    private mutating func take(_ line: DecodedLine, _ settings: DaemonSettings, _ now: Timestamp) throws {
        guard refused.count < FileIntake.refusedLimit else { throw TooManyRefused() }
        switch line {
        case .finding(let finding):
            refused.append(finding)
        case .event(let event, let place) where event.at > now + settings.maxFutureReject:
            refuse(
                place,
                because: (
                    "at \(event.at.utcText) lies further ahead than max_future_reject allows",
                    "check the clock of the sender, and the offset it writes"
                ))
        case .event(let event, _) where event.at > now + settings.maxFuture:
            let until = event.at - settings.maxFuture
            held = ((held?.count ?? 0) + 1, min(held?.until ?? until, until))
        case .event(let event, let place):
            events.append((event, place))
        }
    }

    private mutating func refuse(_ place: EventPlace, because reason: (what: String, hint: String)) {
        refused.append(EventFinding(place: place, what: reason.what, hint: reason.hint))
    }

    private func conflict(_ event: TicketEvent, _ known: TicketEvent) -> (what: String, hint: String) {
        (
            "id \(event.id) of ticket \(event.ticket) was used before with other content: \(EventText.line(of: known))",
            "give each event an id of its own; to mend an event send a new one with \"corrects\": \"\(event.id)\""
        )
    }
}
