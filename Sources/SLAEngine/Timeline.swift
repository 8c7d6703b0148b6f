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
    /// The id and source of the event that caused it.
    let event: String
    let source: String?
    let change: Change

    init(_ change: Change, by event: TicketEvent, at: Timestamp? = nil) {
        self.at = at ?? event.at
        self.event = event.id
        source = event.source
        self.change = change
    }
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

    /// - Parameter until: the opening and events after this instant do not act yet.
    init(_ events: [TicketEvent], _ opening: Opening?, statuses: StatusMap, until: Timestamp) {
        self.statuses = statuses
        var rest = events.prefix { $0.at <= until }
        if let opening, opening.at <= until { open(opening) }
        while let at = rest.first?.at {
            let instant = rest.prefix { $0.at == at }
            fold(instant)
            rest = rest[instant.endIndex...]
        }
    }

    /// No open work is left: what comes next, if anything, is a reopening.
    var isOver: Bool { category.isFinal || isRemoved }

    private mutating func fold(_ instant: ArraySlice<TicketEvent>) {
        for event in instant where event.isMessage { takeMessage(event) }
        changeAttributes(instant)
        for event in instant { changeStatus(event) }
        for event in instant where event.type == .merged || event.type == .cancelled { remove(event) }
    }

    private mutating func open(_ opening: Opening) {
        apply(opening.event.changes.filter { $0.key != "status" })
        attributeStates.append(AttributeState(since: opening.at, attributes: attributes))
        let change = Step.Change.opened(by: opening.actor, assumed: opening.isAssumed)
        steps.append(Step(change, by: opening.event, at: opening.at))
    }

    private mutating func takeMessage(_ event: TicketEvent) {
        guard !isOver else { return messagesWhileResolved.append(event.by) }
        steps.append(Step(.message(by: event.by), by: event))
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
        steps.append(Step(.resolution, by: event))
    }

    private mutating func reopen(_ event: TicketEvent) {
        let reopening = Step.Reopening(
            resolvedFor: event.at - (resolvedAt ?? event.at), afterRemoval: isRemoved, messages: messagesWhileResolved)
        steps.append(Step(.reopening(reopening), by: event))
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
        steps.append(Step(.removal(reason: event.type.word), by: event))
    }

    private mutating func wait(for new: StatusCategory?, _ event: TicketEvent) {
        guard new != waiting else { return }
        waiting = new
        steps.append(Step(.waiting(new), by: event))
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
