import BusinessTime
import Control
import Report

// A clock for people.
extension ClockAnswer {
    /// `in 23 min (14:30 CET)`.
    func due(asOf now: Timestamp) -> String {
        guard let deadline = wallDeadline else { return state == "paused" ? "paused" : "never" }
        return "\(countdown(to: deadline.moment, from: now)) (\(deadline.text(asOf: now, zone: zone)))"
    }

    /// `breached`, or how it stands.
    var standing: String { isBreached && state != "missed" ? "\(state), breached" : state }

    var tone: Paint.Tone? {
        if isBreached || state == "missed" { return .bad }
        if isAtRisk || outlook?.isOutOfReach ?? false { return .doubtful }
        return state == "met" || state == "cancelled" ? .faint : nil
    }

    /// Whether the team is there until the deadline; nil where the calendar does not say.
    var outlook: Outlook? {
        guard let hours, let deadline = wallDeadline else { return nil }
        return Outlook(
            deadline: deadline, isOpen: hours.isOpen, closing: hours.closesAt.flatMap(WallMoment.init),
            opening: hours.opensAt.flatMap(WallMoment.init))
    }

    /// `a public reply of an agent by 14:30 CET (in 23 min)`.
    func next(asOf now: Timestamp) -> String? {
        guard let needs else { return nil }
        if isBreached { return "\(needs), late already" }
        guard state == "running", let deadline = wallDeadline else { return needs }
        let by = deadline.text(asOf: now, zone: zone)
        let text = "\(needs) by \(by) (\(countdown(to: deadline.moment, from: now)))"
        return outlook.map { "\(text); \($0.text(asOf: now))" } ?? text
    }

    private var wallDeadline: WallMoment? { deadline.flatMap(WallMoment.init) }
}

/// The instant of an answer; a text that is none counts as long ago.
func instant(_ text: String) -> Timestamp {
    (try? Timestamp(rfc3339: text)) ?? .distantPast
}
