/// What is measured; each is a preset of one machine (docs/slad-agreements.5.scd).
package enum Metric: String, Hashable, Sendable, CaseIterable {
    case firstResponse = "first_response"
    case nextResponse = "next_response"
    case periodicUpdate = "periodic_update"
    case assignment
    case resolution
    case requesterWait = "requester_wait"
    case totalResolution = "total_resolution"
    case custom

    /// Another name for the same metric.
    package static let aliases = ["agent_work": Metric.resolution]

    /// The categories of status in which the metric's clocks are paused, where the objective names none.
    package var pausesIn: [StatusCategory] {
        switch self {
        case .firstResponse, .nextResponse, .resolution: [.waitingCustomer, .waitingSupplier]
        case .periodicUpdate, .requesterWait: [.waitingCustomer]
        case .assignment, .totalResolution, .custom: []
        }
    }

    /// One cycle runs from the opening to the resolution, and what a reopening does is the objective's own choice.
    package var followsOnReopen: Bool {
        switch self {
        case .resolution, .requesterWait, .totalResolution: true
        case .firstResponse, .nextResponse, .periodicUpdate, .assignment, .custom: false
        }
    }

    /// Answers, whose clocks a resolution ends only until a reopening: the answer is still owed then.
    var isOfAnswers: Bool {
        switch self {
        case .firstResponse, .nextResponse, .periodicUpdate: true
        case .assignment, .resolution, .requesterWait, .totalResolution, .custom: false
        }
    }
}
