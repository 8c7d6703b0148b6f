package import BusinessTime

/// The attributes from an instant on.
package struct AttributeState: Hashable, Sendable {
    package let since: Timestamp
    let values: Attributes
    /// The event that changed them.
    let cause: Cause

    package var attributes: [String: String] { values.dictionary }
}

/// A ticket's events up to an instant, as steps that clocks react to and as states of its attributes.
///
/// Depends on the status map, not on any agreement. Events of one instant act in the order of docs/slad-events.5.scd:
/// the opening with its attributes, messages, attributes, statuses, then merged and cancelled.
struct Timeline {
    let events: [RecordedEvent]
    let opening: Opening?
    private(set) var steps: [Step] = []
    /// Those of them that can mean anything to a clock that looks at messages and the status alone.
    private(set) var mainSteps: [Step] = []
    private(set) var attributeStates: [AttributeState] = []
    private(set) var category: StatusCategory = .open
    /// How the ticket was born, until the status that says so acts in its own turn of the opening's instant.
    private var born: StatusCategory?
    private(set) var isRemoved = false

    private let statuses: StatusMap
    /// The last word for a status, and what it means: most events repeat it.
    private var lastWord: (word: String, category: StatusCategory)?
    private var attributes = Attributes()
    /// When the status was last set.
    private var statusSince: Timestamp?
    private(set) var answer: CustomerAnswer?
    private var resolvedAt: Timestamp?
    private var messagesWhileOver: [RecordedEvent] = []
    /// The team that had the ticket when it was over, and whether somebody was set since the team changed.
    private var teamWhenOver: String?
    private var isAssignedWhileOver = false
    /// The event whose own step was the opening.
    private var openedBy: RecordedEvent?

    /// - Parameters:
    ///   - events: in their order.
    ///   - until: the opening and events after this instant do not act yet.
    init(_ events: [RecordedEvent], _ opening: Opening?, statuses: StatusMap, until: Timestamp) {
        self.events = events
        self.opening = opening
        self.statuses = statuses
        attributeStates.reserveCapacity(events.count)
        steps.reserveCapacity(2 * events.count)
        if let opening, opening.at <= until { open(opening) }
        var start = 0
        while start < events.count, events[start].event.at <= until {
            var end = start + 1
            while end < events.count, events[end].event.at == events[start].event.at { end += 1 }
            fold(events[start..<end])
            start = end
        }
    }

    /// No open work is left: what comes next, if anything, is a reopening.
    var isOver: Bool { category.isFinal || isRemoved }

    private mutating func fold(_ instant: ArraySlice<RecordedEvent>) {
        for recorded in instant where recorded.stage == .messages { takeMessage(recorded) }
        changeAttributes(instant)
        for recorded in instant { changeStatus(recorded) }
        for recorded in instant where recorded.stage == .removal { remove(recorded) }
    }

    private mutating func add(_ change: Step.Change, _ recorded: RecordedEvent, isOccurrence: Bool) {
        append(
            Step(
                at: recorded.event.at, recorded, change, by: recorded.event.by,
                Moment(attributes: attributes, category: born ?? category, isOccurrence ? recorded : nil),
                answer: answer))
    }

    private mutating func append(_ step: Step) {
        if !step.repeatsStatus(of: steps.last) { mainSteps.append(step) }
        steps.append(step)
    }

    private mutating func open(_ opening: Opening) {
        let event = opening.event
        attributes = Attributes(capacity: event.changes.count + 1)
        _ = attributes.apply(event.changes.lazy.filter { $0.key != "status" })
        keepAttributes(since: opening.at, opening.recorded)
        if event.type == .created { openedBy = opening.recorded }
        // How the ticket was born is a state at its opening; what that status does comes in its own turn. Of a ticket
        // that was opened before its first event nothing says how it was born.
        born = opening.at == event.at ? category(setBy: opening.recorded) : nil
        append(
            Step(
                at: opening.at, opening.recorded, .opened, by: opening.actor,
                Moment(attributes: attributes, category: born ?? .open, openedBy), answer: nil))
    }

    private mutating func takeMessage(_ recorded: RecordedEvent) {
        guard recorded.event.isMessage else { return add(.status(ofMessage: true), recorded, isOccurrence: true) }
        if isOver {
            messagesWhileOver.append(recorded)
        } else if recorded.event.by == .customer, (born ?? category) == .waitingCustomer {
            let at = recorded.event.at
            answer = answer ?? CustomerAnswer(waitingSince: statusSince ?? opening?.at ?? at, at: at)
        }
        add(.message(whileOver: isOver), recorded, isOccurrence: true)
    }

    private mutating func changeAttributes(_ instant: ArraySlice<RecordedEvent>) {
        let before = attributes
        var cause: RecordedEvent?
        var isChanged = false
        var assignment = Step.Assignment()
        for recorded in instant where !recorded.event.changes.isEmpty {
            let brings = attributes.apply(recorded.event.changes)
            if brings || recorded.setsAssignee { cause = recorded }
            isChanged = isChanged || brings
            assignment.setsAssignee = assignment.setsAssignee || recorded.setsAssignee
        }
        if let cause, isChanged, attributes != before {
            keepAttributes(since: cause.event.at, cause)
            let (old, new) = (before["team"], attributes["team"])
            assignment.leavesTeam = old != nil && old != new
            assignment.entersTeam = new != nil && old != new
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
    private mutating func addAttributeSteps(
        _ instant: ArraySlice<RecordedEvent>, _ assignment: Step.Assignment, cause: RecordedEvent?
    ) {
        var isCauseAdded = cause == nil
        for recorded in instant where recorded.stage == .attributes && recorded !== openedBy {
            let isCause = recorded === cause
            isCauseAdded = isCauseAdded || isCause
            add(.attributes(isCause ? assignment : Step.Assignment()), recorded, isOccurrence: true)
        }
        if !isCauseAdded, let cause { add(.attributes(assignment), cause, isOccurrence: false) }
    }

    private mutating func keepAttributes(since: Timestamp, _ recorded: RecordedEvent) {
        attributeStates.append(
            AttributeState(since: since, values: attributes, cause: Cause(recorded, as: .attributes)))
    }

    private mutating func changeStatus(_ recorded: RecordedEvent) {
        guard let new = category(setBy: recorded) else { return }
        let isOccurrence = recorded.stage == .statuses
        let wasOver = isOver
        let changesNothing = (born ?? category) == new && answer == nil
        born = nil
        category = new
        statusSince = recorded.event.at
        answer = nil
        switch (wasOver, new.isFinal) {
        case (false, true):
            noteOver(at: recorded.event.at)
            add(.resolution, recorded, isOccurrence: isOccurrence)
        case (true, false):
            reopen(recorded, isOccurrence: isOccurrence)
        case (false, false), (true, true):
            // Most events repeat the status: no clock can tell such a step from the one before it.
            guard isOccurrence || !changesNothing else { return }
            add(.status(ofMessage: false), recorded, isOccurrence: isOccurrence)
        }
    }

    /// The category that the event sets, if it sets one. A status decides over the type.
    private mutating func category(setBy recorded: RecordedEvent) -> StatusCategory? {
        guard let change = recorded.statusChange else { return recorded.event.type.category }
        guard let word = change.value else { return .open }
        if let lastWord, lastWord.word == word { return lastWord.category }
        let category = statuses.category(of: word) ?? .open
        lastWord = (word, category)
        return category
    }

    private mutating func reopen(_ recorded: RecordedEvent, isOccurrence: Bool) {
        let at = recorded.event.at
        let reopening = Step.Reopening(
            resolvedFor: at - (resolvedAt ?? at), afterRemoval: isRemoved, messages: messagesWhileOver,
            entersTeam: attributes["team"] != nil && attributes["team"] != teamWhenOver,
            isAssigned: isAssignedWhileOver)
        isRemoved = false
        resolvedAt = nil
        messagesWhileOver = []
        add(.reopening(reopening), recorded, isOccurrence: isOccurrence)
    }

    private mutating func noteOver(at instant: Timestamp) {
        resolvedAt = instant
        teamWhenOver = attributes["team"]
        isAssignedWhileOver = false
    }

    private mutating func remove(_ recorded: RecordedEvent) {
        guard !isRemoved else { return }
        if !isOver { noteOver(at: recorded.event.at) }
        isRemoved = true
        add(.removal, recorded, isOccurrence: true)
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

}

extension EventType {
    /// The category that an event of this type sets where it names no status.
    fileprivate var category: StatusCategory? {
        switch self {
        case .resolved: .resolved
        case .closed: .closed
        case .reopened: .open
        case .created, .replied, .noted, .changed, .assigned, .merged, .cancelled, .retracted, .custom: nil
        }
    }
}
