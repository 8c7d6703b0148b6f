package import BusinessTime

/// The attributes from an instant on.
package struct AttributeState: Hashable, Sendable {
    package let since: Timestamp
    package let attributes: [String: String]
    /// The event that changed them.
    let cause: Cause
}

/// A ticket's events up to an instant, as steps that clocks react to and as states of its attributes.
///
/// Depends on the status map, not on any agreement. Events of one instant act in the order of docs/slad-events.5.scd:
/// the opening with its attributes, messages, attributes, statuses, then merged and cancelled.
struct Timeline {
    let events: [TicketEvent]
    let opening: Opening?
    private(set) var steps: [Step] = []
    private(set) var attributeStates: [AttributeState] = []
    private(set) var category: StatusCategory = .open
    /// How the ticket was born, until the status that says so acts in its own turn of the opening's instant.
    private var born: StatusCategory?
    private(set) var isRemoved = false

    private let statuses: StatusMap
    private var attributes: [String: String] = [:]
    /// When the status was last set.
    private var statusSince: Timestamp?
    private(set) var answer: CustomerAnswer?
    private var resolvedAt: Timestamp?
    private var messagesWhileOver: [Int] = []
    /// The team that had the ticket when it was over, and whether somebody was set since the team changed.
    private var teamWhenOver: String?
    private var isAssignedWhileOver = false
    /// The event whose own step was the opening.
    private var openedBy: Int?

    /// - Parameters:
    ///   - events: in their order.
    ///   - until: the opening and events after this instant do not act yet.
    init(_ events: [TicketEvent], _ opening: Opening?, statuses: StatusMap, until: Timestamp) {
        self.events = events
        self.opening = opening
        self.statuses = statuses
        if let opening, opening.at <= until { open(opening) }
        var start = 0
        while start < events.count, events[start].at <= until {
            var end = start + 1
            while end < events.count, events[end].at == events[start].at { end += 1 }
            fold(start..<end)
            start = end
        }
    }

    /// No open work is left: what comes next, if anything, is a reopening.
    var isOver: Bool { category.isFinal || isRemoved }

    private mutating func fold(_ instant: Range<Int>) {
        for index in instant where events[index].stage == .messages { takeMessage(index) }
        changeAttributes(instant)
        for index in instant { changeStatus(index) }
        for index in instant where events[index].stage == .removal { remove(index) }
    }

    private mutating func add(_ change: Step.Change, _ index: Int, isOccurrence: Bool) {
        steps.append(
            Step(
                at: events[index].at, event: index, change: change, actor: events[index].by,
                isOccurrence: isOccurrence, attributes: attributes, category: born ?? category,
                answer: answer))
    }

    private mutating func open(_ opening: Opening) {
        let event = events[opening.index]
        attributes.reserveCapacity(event.changes.count)
        apply(event.changes.lazy.filter { $0.key != "status" })
        keepAttributes(since: opening.at, opening.index)
        if event.type == .created { openedBy = opening.index }
        // How the ticket was born is a state at its opening; what that status does comes in its own turn. Of a ticket
        // that was opened before its first event nothing says how it was born.
        born = opening.at == event.at ? event.category(statuses) : nil
        steps.append(
            Step(
                at: opening.at, event: opening.index, change: .opened, actor: opening.actor,
                isOccurrence: event.type == .created, attributes: attributes, category: born ?? .open,
                answer: nil))
    }

    private mutating func takeMessage(_ index: Int) {
        let event = events[index]
        guard event.isMessage else { return add(.status(ofMessage: true), index, isOccurrence: true) }
        if isOver {
            messagesWhileOver.append(index)
        } else if event.by == .customer, (born ?? category) == .waitingCustomer {
            let since = statusSince ?? opening?.at ?? event.at
            answer = answer ?? CustomerAnswer(waitingSince: since, at: event.at)
        }
        add(.message(whileOver: isOver), index, isOccurrence: true)
    }

    private mutating func changeAttributes(_ instant: Range<Int>) {
        let before = attributes
        var cause: Int?
        var assignment = Step.Assignment()
        for index in instant where !events[index].changes.isEmpty {
            let setsAssignee = events[index].setsAssignee
            if apply(events[index].changes) || setsAssignee { cause = index }
            assignment.setsAssignee = assignment.setsAssignee || setsAssignee
        }
        if let cause, attributes != before {
            keepAttributes(since: events[cause].at, cause)
            assignment.leavesTeam = before["team"] != nil && before["team"] != attributes["team"]
            assignment.entersTeam = attributes["team"] != nil && before["team"] != attributes["team"]
        } else if !assignment.setsAssignee {
            cause = nil
        }
        if isOver {
            isAssignedWhileOver = assignment.setsAssignee || isAssignedWhileOver && !assignment.entersTeam
            // It begins with the reopening.
            assignment.entersTeam = false
        }
        addAttributeSteps(instant, assignment, cause: cause)
    }

    /// One step for the change as a whole, and one for each event that conditions may wait for here.
    private mutating func addAttributeSteps(_ instant: Range<Int>, _ assignment: Step.Assignment, cause: Int?) {
        var isCauseAdded = cause == nil
        for index in instant where events[index].stage == .attributes && index != openedBy {
            let isCause = index == cause
            isCauseAdded = isCauseAdded || isCause
            add(.attributes(isCause ? assignment : Step.Assignment()), index, isOccurrence: true)
        }
        if !isCauseAdded, let cause { add(.attributes(assignment), cause, isOccurrence: false) }
    }

    /// - Returns: whether anything is another value now.
    @discardableResult
    private mutating func apply(_ changes: some Sequence<AttributeChange>) -> Bool {
        var isChanged = false
        for change in changes where attributes[change.key] != change.value {
            attributes[change.key] = change.value
            isChanged = true
        }
        return isChanged
    }

    private mutating func keepAttributes(since: Timestamp, _ index: Int) {
        attributeStates.append(
            AttributeState(
                since: since, attributes: attributes, cause: Cause(index, of: events, as: .attributes)))
    }

    private mutating func changeStatus(_ index: Int) {
        let event = events[index]
        let isOccurrence = event.stage == .statuses
        guard let new = event.category(statuses) else { return }
        let wasOver = isOver
        born = nil
        category = new
        statusSince = event.at
        answer = nil
        switch (wasOver, new.isFinal) {
        case (false, true):
            noteOver(at: event.at)
            add(.resolution, index, isOccurrence: isOccurrence)
        case (true, false):
            reopen(index, isOccurrence: isOccurrence)
        case (false, false), (true, true):
            add(.status(ofMessage: false), index, isOccurrence: isOccurrence)
        }
    }

    private mutating func reopen(_ index: Int, isOccurrence: Bool) {
        let at = events[index].at
        let reopening = Step.Reopening(
            resolvedFor: at - (resolvedAt ?? at), afterRemoval: isRemoved, messages: messagesWhileOver,
            entersTeam: attributes["team"] != nil && attributes["team"] != teamWhenOver,
            isAssigned: isAssignedWhileOver)
        isRemoved = false
        resolvedAt = nil
        messagesWhileOver = []
        add(.reopening(reopening), index, isOccurrence: isOccurrence)
    }

    private mutating func noteOver(at instant: Timestamp) {
        resolvedAt = instant
        teamWhenOver = attributes["team"]
        isAssignedWhileOver = false
    }

    private mutating func remove(_ index: Int) {
        guard !isRemoved else { return }
        if !isOver { noteOver(at: events[index].at) }
        isRemoved = true
        add(.removal, index, isOccurrence: true)
    }
}

/// In which step of its instant an event acts.
enum EventStage {
    case messages, attributes, statuses, removal
}

extension TicketEvent {
    var stage: EventStage {
        switch type {
        case .replied, .noted: .messages
        case .created, .changed, .assigned, .retracted, .custom: .attributes
        case .resolved, .closed, .reopened: .statuses
        case .merged, .cancelled: .removal
        }
    }

    /// A public message of a person; the opening itself is none.
    var isMessage: Bool {
        (type == .replied || type == .noted) && isPublic && by != .system
    }

    var setsAssignee: Bool {
        changes.contains { $0.key == "assignee" && $0.value != nil }
    }

    /// What the event's status means, where its type says the contrary: resolved, and still open. The status decides.
    package func statusAgainstType(_ statuses: StatusMap) -> StatusCategory? {
        guard let change = changes.first(where: { $0.key == "status" }) else { return nil }
        // What a word in no category means is not known, so that it contradicts nothing.
        guard let category = change.value.map(statuses.category(of:)) ?? .open else { return nil }
        switch type {
        case .resolved, .closed: return category.isFinal ? nil : category
        case .reopened: return category.isFinal ? category : nil
        case .created, .replied, .noted, .changed, .assigned, .merged, .cancelled, .retracted, .custom: return nil
        }
    }

    /// The category that the event sets, if it sets one. A status decides over the type.
    func category(_ statuses: StatusMap) -> StatusCategory? {
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
