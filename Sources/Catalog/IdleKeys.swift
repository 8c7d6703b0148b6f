import SLAEngine

// Keys of an objective that are right in form and change nothing, or not what they seem to.
extension NodeReader {
    /// - Parameter kind: the agreement's; nil where it could not be read.
    mutating func warnOfIdleKeys(
        _ nodes: KeyedNodes, metric: Metric, kind: AgreementKind?, _ conditions: ClockConditions
    ) {
        if kind == .uc, metric != .custom {
            warnOfSupplier(nodes, metric, conditions)
        } else if let node = nodes["on_reopen"], let why = metric.whyNotOnReopen {
            warning(node.place, "on_reopen changes nothing for \(metric.rawValue), \(why)", hint: "leave it out")
        }
        if metric != .custom, let node = nodes["repeat"] {
            warning(
                node.place, "repeat changes nothing for \(metric.rawValue)", hint: "leave it out; it is for custom ones"
            )
        }
        if let node = nodes["resume"], conditions.resume != nil, !conditions.pausesByEvent {
            warning(
                node.place, "resume ends pauses that an event began, and no event begins one here",
                hint: "write such as pause: {event: sent-back}; a pause by category or attribute ends with it")
        }
    }

    /// The clocks of a supplier run in waiting_supplier, and nothing else starts or stops them.
    private mutating func warnOfSupplier(_ nodes: KeyedNodes, _ metric: Metric, _ conditions: ClockConditions) {
        if !metric.followsOnReopen, let node = nodes["metric"] {
            warning(
                node.place,
                "in a uc \(metric.rawValue) counts no answers: its clocks run while the ticket is with the supplier",
                hint: "write resolution, or custom with start and stop")
        }
        if let node = nodes["on_reopen"] {
            warning(
                node.place, "on_reopen changes nothing in a uc: a clock starts with each stay in waiting_supplier",
                hint: "leave it out")
        }
        if let node = nodes["pause"], conditions.start == nil, conditions.pausesWithSupplier {
            warning(
                node.place, "a pause in waiting_supplier, where alone the clocks of a uc run: they would never run",
                hint: "leave pause out")
        }
    }
}

extension ClockConditions {
    fileprivate var pausesByEvent: Bool { pause?.conditions.contains(where: \.isEvent) ?? false }

    fileprivate var pausesWithSupplier: Bool {
        pause?.conditions.contains { condition in
            if case .category(let categories) = condition { categories.contains(.waitingSupplier) } else { false }
        } ?? false
    }
}

extension Metric {
    /// Why a reopening is no choice of the objective's; nil where it is one.
    fileprivate var whyNotOnReopen: String? {
        switch self {
        case .firstResponse: "which is measured once a ticket"
        case .nextResponse, .periodicUpdate: "which a reopening takes up again"
        case .assignment: "which each team starts anew"
        case .custom: "which its own conditions start"
        case .resolution, .requesterWait, .totalResolution: nil
        }
    }
}
