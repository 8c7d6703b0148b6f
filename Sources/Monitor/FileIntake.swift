import BusinessTime
import Catalog
import EventFormat
import Inbox
import SLAEngine

/// A file of the inbox on its way: its events one by one, and what of it cannot be taken.
struct FileIntake {
    /// What came next in the file.
    enum Step {
        case event(TicketEvent, EventPlace)
        /// An event that is refused, or held for later.
        case passedOver
    }

    let file: InboxFile
    private var content: EventFile
    private(set) var refusals = Refusals()
    /// How many events lie too far ahead, and when the first of them can be taken.
    private(set) var held: (count: Int, until: Timestamp)?
    private(set) var countTaken = 0
    /// Every event was offered to the engine.
    private(set) var isRecorded = false

    init(_ file: InboxFile, _ content: EventFile) {
        self.file = file
        self.content = content
    }

    /// Decodes the next event.
    ///
    /// - Parameter now: events further ahead than the settings allow are held or refused.
    /// - Returns: nil at the end.
    mutating func next(_ decoder: inout EventDecoder, _ settings: DaemonSettings, now: Timestamp) -> Step? {
        switch content.next(with: &decoder, explaining: refusals.isExplaining) {
        case nil:
            isRecorded = true
            return nil
        case .finding(let finding)?:
            refusals.add(finding, of: content)
            return .passedOver
        case .event(let event, let place)? where event.at > now + settings.maxFutureReject:
            refuse(
                place,
                "at \(event.at.utcText) lies further ahead than "
                    + "\(settings.maxFutureReject.text) (max_future_reject in slad.yaml)",
                hint: "check the clock of the sender, and the offset it writes")
            return .passedOver
        case .event(let event, _)? where event.at > now + settings.maxFuture:
            let until = event.at - settings.maxFuture
            held = ((held?.count ?? 0) + 1, min(held?.until ?? until, until))
            return .passedOver
        case .event(let event, let place)?:
            return .event(event, place)
        }
    }

    /// Notes what became of an event that was offered to the engine.
    mutating func note(_ reception: Engine.Reception, of event: TicketEvent, at place: EventPlace) {
        switch reception {
        case .taken, .duplicate: countTaken += 1
        case .needsHistory: break
        case .conflict(let known):
            refuse(
                place,
                "id \(event.id) of ticket \(event.ticket) was used before with other content: "
                    + EventText.line(of: known),
                hint: "give each event an id of its own; to mend an event send a new one with "
                    + "\"corrects\": \"\(event.id)\"")
        }
    }

    /// The refused events as they came, as a file of the same form.
    var refusedContent: [UInt8] { refusals.content(of: content) }

    private mutating func refuse(_ place: EventPlace, _ what: String, hint: String) {
        refusals.add(EventFinding(place: place, what: what, hint: hint), of: content)
    }
}
