package import BusinessTime

/// An event with its place in the order in which the ledger first recorded events.
///
/// A class: an event has a dozen texts and lists, and the fold hands it on at every step.
package final class RecordedEvent: Sendable {
    /// The arrival number, counted from 1 over all tickets.
    package let number: Int64
    package let event: TicketEvent
    /// What every fold asks of the event.
    let stage: EventStage
    let setsAssignee: Bool
    /// The place of the status among what it changes.
    private let statusPlace: Int?

    package init(number: Int64, event: TicketEvent) {
        self.number = number
        self.event = event
        stage = event.stage
        setsAssignee = event.setsAssignee
        statusPlace = event.changes.firstIndex { $0.key == "status" }
    }

    /// Where the event sets or removes one.
    var statusChange: AttributeChange? { statusPlace.map { event.changes[$0] } }
}

extension RecordedEvent: Hashable {
    package static func == (left: RecordedEvent, right: RecordedEvent) -> Bool {
        left === right || left.number == right.number && left.event == right.event
    }

    package func hash(into hasher: inout Hasher) { hasher.combine(number) }
}

/// All that is known of one ticket, in the order in which it happened.
package struct History: Hashable, Sendable {
    /// By instant; at one instant by `seq`, those without one behind, in the order of arrival.
    package private(set) var events: [RecordedEvent]
    /// The events by identity, where there are many.
    private var known: [Identity: RecordedEvent] = [:]

    /// Up to this many events are looked through one by one, past it a dictionary is kept: a feed that writes its own
    /// name for the ticket's sends hundreds of thousands.
    private static let fewEvents = 64

    package init(_ events: [RecordedEvent] = []) {
        self.events = events.sorted(by: History.precedes)
        keepKnown()
    }

    package mutating func insert(_ recorded: RecordedEvent) {
        // Events mostly come in order, so the place is looked for from the end.
        var place = events.endIndex
        while place > events.startIndex, History.precedes(recorded, events[place - 1]) { place -= 1 }
        events.insert(recorded, at: place)
        keepKnown(recorded)
    }

    /// The event of the same ticket, source and id, if there is one.
    package func event(sharingIdentityWith event: TicketEvent) -> RecordedEvent? {
        guard events.count <= History.fewEvents else { return known[Identity(event)] }
        return events.last { $0.event.id == event.id && $0.event.source == event.source }
    }

    private mutating func keepKnown(_ new: RecordedEvent? = nil) {
        guard events.count > History.fewEvents else { return }
        if known.isEmpty {
            for recorded in events { known[Identity(recorded.event)] = recorded }
        } else if let new {
            known[Identity(new.event)] = new
        }
    }

    /// When the event happened that was recorded first, or when that says that the ticket was opened.
    package var firstRecordedAt: Timestamp? {
        events.min { $0.number < $1.number }.map { $0.event.openedAt ?? $0.event.at }
    }

    /// The events that the fold uses: without those that were corrected or retracted.
    ///
    /// Of several corrections of one event the last in order stands. A correction that was itself retracted is void.
    package var standing: [RecordedEvent] {
        guard events.contains(where: { $0.event.corrects != nil || $0.event.type == .retracted }) else { return events }
        let retracted = Set(
            events.lazy.map(\.event).filter { $0.type == .retracted }.compactMap(Identity.init(correctedBy:)))
        var standing: [RecordedEvent] = []
        var replaced: Set<Identity> = []
        for recorded in events.reversed() where recorded.event.type != .retracted {
            guard !retracted.contains(Identity(recorded.event)) else { continue }
            if let corrected = Identity(correctedBy: recorded.event), !replaced.insert(corrected).inserted { continue }
            standing.append(recorded)
        }
        return standing.reversed().filter { !replaced.contains(Identity($0.event)) }
    }

    private static func precedes(_ left: RecordedEvent, _ right: RecordedEvent) -> Bool {
        guard left.event.at == right.event.at else { return left.event.at < right.event.at }
        switch (left.event.seq, right.event.seq) {
        case (let leftSeq?, let rightSeq?): return (leftSeq, left.number) < (rightSeq, right.number)
        case (.some, nil): return true
        case (nil, .some): return false
        case (nil, nil): return left.number < right.number
        }
    }
}

/// What makes an event unique within its ticket.
private struct Identity: Hashable, Sendable {
    let id: String
    let source: String?

    init(_ event: TicketEvent) {
        id = event.id
        source = event.source
    }

    init?(correctedBy event: TicketEvent) {
        guard let corrected = event.corrects else { return nil }
        id = corrected
        source = event.source
    }
}
