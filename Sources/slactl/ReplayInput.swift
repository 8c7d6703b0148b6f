import BusinessTime
import Catalog
import EventFormat
import SLAEngine

/// The events of some files, in order, and what of them is none.
struct ReplayInput {
    /// Something that was refused, and where.
    struct Refusal {
        let file: String
        let finding: EventFinding
    }

    /// An event and its place, for what is found wrong with it later.
    struct Event: Sendable {
        let recorded: RecordedEvent
        let file: Int
        let place: EventPlace

        /// Numbered by its place, so that no part of a file has to know how many events came before it.
        init(_ event: TicketEvent, file: Int, _ place: EventPlace) {
            recorded = RecordedEvent(number: (Int64(file) << 32) + Int64(place.range.lowerBound), event: event)
            self.file = file
            self.place = place
        }
    }

    /// In order.
    private var parts: [DecodedPart] = []
    private(set) var refusals: [Refusal] = []
    let names: [String]

    /// Files are read into memory, one after the other.
    private static let limit = 1 << 30
    /// In bytes; so many are decoded on one core before another part of the file is begun.
    private static let partSize = 1 << 18
    /// To find the place of a fault takes time; past so many refusals it is left out.
    private static let explainedRefusals = 1_000

    /// - Parameter shown: the names under which refusals are told; those of the files if nil.
    init(_ paths: [String], named shown: [String]? = nil, _ progress: ProgressBar = .none) throws {
        names = shown ?? paths
        for (index, path) in paths.enumerated() {
            decode(try ReplayInput.file(path, progress), index, progress)
        }
    }

    private static func file(_ path: String, _ progress: ProgressBar) throws -> EventFile {
        // Standard input has no name that says how events stand in it: lines, as most feeds have them.
        let form = path == "-" ? .lines : EventFileForm(fileName: path)
        guard let form, !path.hasSuffix(".gz") else {
            throw InputFault("\(quoted(path)) ends in none of .json, .ndjson, .jsonl; give other files as -")
        }
        return EventFile(bytes: try InputBytes(path: path, progress).rest(limit: limit), form: form)
    }

    private mutating func decode(_ file: EventFile, _ index: Int, _ progress: ProgressBar) {
        progress.begin("decoding", "bytes", total: file.bytes.count)
        sideBySide(file.parts(ofBytes: ReplayInput.partSize)) { part in
            (part, decoded: DecodedPart(part, ofFile: index, explaining: ReplayInput.explainedRefusals))
        } take: { part, decoded in
            take(decoded, of: part, ofFile: index)
            if let last = decoded.events.last { progress.move(to: last.place.range.upperBound) }
        }
    }

    /// A part does not know how much was refused before it: where that matters, it is decoded again.
    private mutating func take(_ decoded: DecodedPart, of part: EventFile, ofFile index: Int) {
        let left = max(0, ReplayInput.explainedRefusals - refusals.count)
        let told = decoded.findings.count > left ? DecodedPart(part, ofFile: index, explaining: left) : decoded
        refusals += told.findings.map { Refusal(file: names[index], finding: $0) }
        parts.append(decoded)
    }

    /// In order.
    var events: some Sequence<Event> { parts.lazy.flatMap(\.events) }
    var eventCount: Int { parts.reduce(0) { $0 + $1.events.count } }
    var firstAt: Timestamp? { parts.compactMap(\.firstAt).min() }
    var lastAt: Timestamp? { parts.compactMap(\.lastAt).max() }

    /// Notes that an event met another one with its id.
    mutating func refuse(_ event: Event, knowing known: TicketEvent) {
        let other = event.recorded.event
        let finding = EventFinding(
            place: event.place,
            what: "id \(other.id) of ticket \(other.ticket) was used before with other content: "
                + EventFormat.EventText.line(of: known),
            hint: "give each event an id of its own")
        refusals.append(Refusal(file: names[event.file], finding: finding))
    }
}
