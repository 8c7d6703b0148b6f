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
    }

    struct Reopening: Hashable, Sendable {
        let resolvedFor: ElapsedTime
        /// The ticket had been merged or cancelled.
        let afterRemoval: Bool
        /// Who wrote while the ticket was resolved; it counts from the reopening.
        let messages: [Actor]
    }

    let at: Timestamp
    /// The id of the event that caused it.
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
        if isOpening, let first = instant.first { open(with: first) }
        for event in instant where event.isMessage { takeMessage(event) }
        changeAttributes(instant)
        for event in instant { changeStatus(event) }
        for event in instant where event.type == .merged || event.type == .cancelled { remove(event) }
    }

    private mutating func open(with event: TicketEvent) {
        let isSeen = event.type == .created || event.openedAt != nil
        let at = min(event.openedAt ?? event.at, event.at)
        apply(event.changes.filter { $0.key != "status" })
        attributeStates.append(AttributeState(since: at, attributes: attributes))
        // Who opened a ticket is known from its `created` alone; otherwise it is taken to be the customer.
        let actor = event.type == .created ? event.by : .customer
        steps.append(Step(at: at, event: event.id, change: .opened(by: actor, assumed: !isSeen)))
    }

    private mutating func takeMessage(_ event: TicketEvent) {
        guard !isOver else { return messagesWhileResolved.append(event.by) }
        steps.append(Step(at: event.at, event: event.id, change: .message(by: event.by)))
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
        steps.append(Step(at: event.at, event: event.id, change: .resolution))
    }

    private mutating func reopen(_ event: TicketEvent) {
        let reopening = Step.Reopening(
            resolvedFor: event.at - (resolvedAt ?? event.at), afterRemoval: isRemoved, messages: messagesWhileResolved)
        steps.append(Step(at: event.at, event: event.id, change: .reopening(reopening)))
        isRemoved = false
        messagesWhileResolved = []
        waiting = nil
    }

    private mutating func remove(_ event: TicketEvent) {
        guard !isRemoved else { return }
        isRemoved = true
        resolvedAt = resolvedAt ?? event.at
        waiting = nil
        steps.append(Step(at: event.at, event: event.id, change: .removal(reason: event.type.word)))
    }

    private mutating func wait(for new: StatusCategory?, _ event: TicketEvent) {
        guard new != waiting else { return }
        waiting = new
        steps.append(Step(at: event.at, event: event.id, change: .waiting(new)))
    }
}

extension TicketEvent {
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
