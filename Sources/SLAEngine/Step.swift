package import BusinessTime

/// A public message of the customer on a ticket that waits for the customer.
package struct CustomerAnswer: Hashable, Sendable {
    /// When the status was last set to waiting.
    package let waitingSince: Timestamp
    /// When the first such message since then came.
    package let at: Timestamp
}

/// One thing on a ticket's timeline that clocks react to, and how the ticket stands after it.
///
/// A class, as every clock of the ticket looks at each of its steps.
final class Step: Sendable {
    enum Change: Hashable, Sendable {
        case opened
        /// A public message of a person.
        case message(whileOver: Bool)
        /// Attributes changed, or an event happened that changes none.
        case attributes(Assignment)
        /// The category of the status was set, or nothing but its event happened: a message that is none for the
        /// outside, which has its turn with the messages.
        case status(ofMessage: Bool)
        case resolution
        /// The way back.
        case reopening(Reopening)
        /// Merged into another ticket, or cancelled.
        case removal
    }

    /// What an instant did to the team and the person who have the ticket.
    struct Assignment: Hashable, Sendable {
        var leavesTeam = false
        var entersTeam = false
        var setsAssignee = false
    }

    struct Reopening: Hashable, Sendable {
        let resolvedFor: ElapsedTime
        /// The ticket had been merged or cancelled.
        let afterRemoval: Bool
        /// The public messages while it was resolved; they count from the reopening.
        let messages: [RecordedEvent]
        /// It has another team than when it was over, and whether somebody of it has the ticket.
        let entersTeam: Bool
        let isAssigned: Bool
    }

    let at: Timestamp
    /// The event that caused it.
    let recorded: RecordedEvent
    let change: Change
    /// Whose doing it is; of the opening, who opened the ticket.
    let actor: Actor
    /// What conditions look at. Each event happens in one step; the category is what the last status stands for, the
    /// open one before the first.
    let moment: Moment
    /// How the ticket stands for conditions that pause, where the customer's answer ends their waiting; nil where there
    /// is none.
    let answeredMoment: Moment?
    /// What the customer has written since the status was set to `waiting_customer`.
    let answer: CustomerAnswer?

    init(
        at: Timestamp, _ recorded: RecordedEvent, _ change: Change, by actor: Actor, _ moment: Moment,
        answer: CustomerAnswer?
    ) {
        self.at = at
        self.recorded = recorded
        self.change = change
        self.actor = actor
        self.moment = moment
        self.answer = answer
        answeredMoment = answer != nil && moment.category == .waitingCustomer ? moment.with(.open) : nil
    }
}

extension Step {
    var attributes: Attributes { moment.attributes }
    var category: StatusCategory { moment.category }
    var cause: Cause { Cause(recorded, as: change == .opened ? .opening : .event) }

    var isOfAttributes: Bool {
        if case .attributes = change { true } else { false }
    }

    /// Whether nothing happens but that attributes change, or an event that changes none.
    func repeatsStatus(of last: Step?) -> Bool {
        switch change {
        case .attributes, .status: last.map { $0.category == category && $0.answer == answer } ?? false
        case .opened, .message, .resolution, .reopening, .removal: false
        }
    }

    /// Of what happens at one instant, the opening and messages come before attributes, which come before statuses.
    var actsBeforeAttributes: Bool {
        switch change {
        case .opened, .message: true
        case .status(let isOfMessage): isOfMessage
        case .attributes, .resolution, .reopening, .removal: false
        }
    }
}
