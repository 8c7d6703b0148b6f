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
    struct Event {
        let event: TicketEvent
        let file: Int
        let place: EventPlace
    }

    private(set) var events: [Event] = []
    private(set) var refusals: [Refusal] = []
    let names: [String]

    /// Files are read into memory, one after the other.
    private static let limit = 1 << 30

    /// - Parameter shown: the names under which refusals are told; those of the files if nil.
    init(_ paths: [String], named shown: [String]? = nil, _ progress: ProgressBar = .none) throws {
        names = shown ?? paths
        var decoder = EventDecoder()
        for (index, path) in paths.enumerated() {
            // Standard input has no name that says how events stand in it: lines, as most feeds have them.
            let form = path == "-" ? .lines : EventFileForm(fileName: path)
            guard let form, !path.hasSuffix(".gz") else {
                throw InputFault("\(quoted(path)) ends in none of .json, .ndjson, .jsonl; give other files as -")
            }
            let input = try InputBytes(path: path, progress)
            var file = EventFile(bytes: try input.rest(limit: ReplayInput.limit), form: form)
            progress.begin("decoding", "bytes", total: file.bytes.count)
            while let line = file.next(with: &decoder, explaining: refusals.count < 1_000) {
                switch line {
                case .event(let event, let place):
                    events.append(Event(event: event, file: index, place: place))
                    progress.move(to: place.range.upperBound)
                case .finding(let finding): refusals.append(Refusal(file: names[index], finding: finding))
                }
            }
        }
    }

    var firstAt: Timestamp? { events.lazy.map(\.event.at).min() }
    var lastAt: Timestamp? { events.lazy.map(\.event.at).max() }

    /// Notes that an event met another one with its id.
    mutating func refuse(_ event: Event, knowing known: TicketEvent) {
        let finding = EventFinding(
            place: event.place,
            what: "id \(event.event.id) of ticket \(event.event.ticket) was used before with other content: "
                + EventFormat.EventText.line(of: known),
            hint: "give each event an id of its own")
        refusals.append(Refusal(file: names[event.file], finding: finding))
    }
}
