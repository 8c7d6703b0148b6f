import BusinessTime

/// One thing on a ticket's timeline that clocks react to.
struct Step: Hashable, Sendable {
    enum Change: Hashable, Sendable {
        case opened(by: Actor, assumed: Bool)
        /// A public message on a ticket that is not resolved.
        case message(by: Actor)
        /// Whom the ticket waits for now; nil when it waits for nobody.
        case waiting(StatusCategory?)
        case resolution
        /// The way back.
        case reopening(Reopening)
        /// Merged into another ticket, or cancelled.
        case removal(reason: String)

        /// Of what happens at one instant, messages come before attributes, which come before statuses.
        var actsBeforeAttributes: Bool {
            switch self {
            case .message: true
            case .opened, .waiting, .resolution, .reopening, .removal: false
            }
        }
    }

    struct Reopening: Hashable, Sendable {
        let resolvedFor: ElapsedTime
        /// The ticket had been merged or cancelled.
        let afterRemoval: Bool
        /// Who wrote while the ticket was resolved; it counts from the reopening.
        let messages: [Actor]
    }

    let at: Timestamp
    /// The event that caused it, by the name that it gives to a cycle.
    let event: String
    let change: Change
}

/// The attributes from an instant on.
struct AttributeState: Sendable {
    let since: Timestamp
    let attributes: [String: String]
}

/// A ticket's events up to an instant, as steps that clocks react to and as states of its attributes.
///
/// Depends on the status map, not on any agreement. Events of one instant act in the order of docs/slad-events.5.scd:
/// the opening with its attributes, messages, attributes, statuses, then merged and cancelled.
struct Timeline {
    private(set) var steps: [Step] = []
    private(set) var attributeStates: [AttributeState] = []
    private(set) var category: StatusCategory = .open
    private(set) var isRemoved = false

    private let statuses: StatusMap
    private var attributes: [String: String] = [:]
    private var waiting: StatusCategory?
    private var resolvedAt: Timestamp?
    private var messagesWhileResolved: [Actor] = []

    /// - Parameter until: events after this instant do not act yet.
    init(_ events: [TicketEvent], statuses: StatusMap, until: Timestamp) {
        self.statuses = statuses
        var index = events.startIndex
        while index < events.endIndex, events[index].at <= until {
            let at = events[index].at
            let end = events[index...].firstIndex { $0.at != at } ?? events.endIndex
            fold(events[index..<end], isOpening: index == events.startIndex)
            index = end
        }
    }

    /// No open work is left: what comes next, if anything, is a reopening.
    var isOver: Bool { category.isFinal || isRemoved }

    private mutating func fold(_ instant: ArraySlice<TicketEvent>, isOpening: Bool) {
        if isOpening, let opening = instant.opening { open(with: opening) }
        for event in instant where event.isMessage { takeMessage(event) }
        changeAttributes(instant)
        for event in instant { changeStatus(event) }
        for event in instant where event.type == .merged || event.type == .cancelled { remove(event) }
    }

    private mutating func open(with event: TicketEvent) {
        let isSeen = event.type == .created || event.openedAt != nil
        let at = event.opensAt
        apply(event.changes.filter { $0.key != "status" })
        attributeStates.append(AttributeState(since: at, attributes: attributes))
        // Who opened a ticket is known from its `created` alone; otherwise it is taken to be the customer.
        let actor = event.type == .created ? event.by : .customer
        steps.append(Step(at: at, event: event.cycleName, change: .opened(by: actor, assumed: !isSeen)))
    }

    private mutating func takeMessage(_ event: TicketEvent) {
        guard !isOver else { return messagesWhileResolved.append(event.by) }
        steps.append(Step(at: event.at, event: event.cycleName, change: .message(by: event.by)))
        if event.by == .customer, waiting == .waitingCustomer { wait(for: nil, event) }
    }

    private mutating func changeAttributes(_ instant: ArraySlice<TicketEvent>) {
        let before = attributes
        for event in instant { apply(event.changes) }
        guard attributes != before, let at = instant.first?.at else { return }
        attributeStates.append(AttributeState(since: at, attributes: attributes))
    }

    private mutating func apply(_ changes: [AttributeChange]) {
        for change in changes { attributes[change.key] = change.value }
    }

    private mutating func changeStatus(_ event: TicketEvent) {
        guard let new = event.category(statuses) else { return }
        let wasOver = isOver
        category = new
        switch (wasOver, new.isFinal) {
        case (false, true): resolve(event)
        case (true, false): reopen(event)
        case (false, false), (true, true): break
        }
        if !isOver { wait(for: new.isWaiting ? new : nil, event) }
    }

    private mutating func resolve(_ event: TicketEvent) {
        resolvedAt = event.at
        waiting = nil
        steps.append(Step(at: event.at, event: event.cycleName, change: .resolution))
    }

    private mutating func reopen(_ event: TicketEvent) {
        let reopening = Step.Reopening(
            resolvedFor: event.at - (resolvedAt ?? event.at), afterRemoval: isRemoved, messages: messagesWhileResolved)
        steps.append(Step(at: event.at, event: event.cycleName, change: .reopening(reopening)))
        isRemoved = false
        resolvedAt = nil
        messagesWhileResolved = []
        waiting = nil
    }

    private mutating func remove(_ event: TicketEvent) {
        guard !isRemoved else { return }
        isRemoved = true
        resolvedAt = resolvedAt ?? event.at
        waiting = nil
        steps.append(Step(at: event.at, event: event.cycleName, change: .removal(reason: event.type.word)))
    }

    private mutating func wait(for new: StatusCategory?, _ event: TicketEvent) {
        guard new != waiting else { return }
        waiting = new
        steps.append(Step(at: event.at, event: event.cycleName, change: .waiting(new)))
    }
}

extension Collection<TicketEvent> {
    /// The event that opens the ticket, of all events or those of the first instant: the `created` of that instant,
    /// else one that knows when the ticket was opened, else the first.
    var opening: TicketEvent? {
        let instant = prefix { $0.at == first?.at }
        return instant.first { $0.type == .created } ?? instant.first { $0.openedAt != nil } ?? first
    }
}

extension TicketEvent {
    /// When the ticket was opened, if this event opens it.
    var opensAt: Timestamp { min(openedAt ?? at, at) }

    /// What a cycle is called that this event starts: its id, with the source where there is one.
    ///
    /// `@` and `%` within an id are written `%XX`, and an event that calls itself `opening` is `%opening`, so that no two
    /// events of a ticket, and no event and the opening, share a name.
    var cycleName: String {
        let name = TicketEvent.escaped(id)
        if let source { return "\(name)@\(TicketEvent.escaped(source))" }
        return name == "opening" ? "%opening" : name
    }

    private static func escaped(_ part: String) -> String {
        guard part.utf8.contains(where: { $0 == UInt8(ascii: "%") || $0 == UInt8(ascii: "@") }) else { return part }
        return part.unicodeScalars.reduce(into: "") { text, scalar in
            switch scalar {
            case "%": text += "%25"
            case "@": text += "%40"
            default: text.unicodeScalars.append(scalar)
            }
        }
    }

    /// A public message of a person; the opening itself is none.
    fileprivate var isMessage: Bool {
        (type == .replied || type == .noted) && isPublic && by != .system
    }

    /// The category that the event sets, if it sets one. A status decides over the type.
    fileprivate func category(_ statuses: StatusMap) -> StatusCategory? {
        if let change = changes.first(where: { $0.key == "status" }) {
            return change.value.flatMap(statuses.category(of:)) ?? .open
        }
        switch type {
        case .resolved: return .resolved
        case .closed: return .closed
        case .reopened: return .open
        case .created, .replied, .noted, .changed, .assigned, .merged, .cancelled, .retracted, .custom: return nil
        }
    }
}
