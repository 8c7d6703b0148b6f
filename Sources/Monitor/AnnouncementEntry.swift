import BusinessTime
import SLAEngine
import Systemd

extension Announcement {
    /// The announcement as a journal entry (docs/slad-journal.7.scd).
    ///
    /// - Parameters:
    ///   - now: when it is told; `SLA_LATE_BY` counts from the instant it became true, and is left out below 1 s.
    ///   - mayBeRepeated: the journal could not be read back, so it may have been told before.
    func entry(toldAt now: Timestamp, mayBeRepeated: Bool = false) -> JournalEntry {
        let messageKind = messageKind
        var fields = [
            JournalField("SLA_KIND", kind.rawValue),
            JournalField("SLA_ALERT_ID", key.text),
            JournalField("SLA_TICKET", key.ticket),
            JournalField("SLA_AGREEMENT", key.clock.agreement),
            JournalField("SLA_AGREEMENT_KIND", agreementKind.rawValue),
            JournalField("SLA_OBJECTIVE", key.clock.objective),
            JournalField("SLA_METRIC", metric.rawValue),
            JournalField("SLA_CYCLE", key.clock.cycle),
            JournalField("SLA_THRESHOLD", key.threshold),
            JournalField("SLA_TARGET", target.secondsText),
            JournalField("SLA_ELAPSED", elapsed.secondsText),
            JournalField("SLA_AT", trueAt.text(offsetSeconds: trueAtOffset)),
            JournalField("SLA_REVISION", String(revision)),
            JournalField("DOCUMENTATION", "man:slad-journal(7)"),
        ]
        fields += optionalFields
        let late = now - (at + (kind == .breach ? grace : .zero))
        if late >= .seconds(1) { fields.append(JournalField("SLA_LATE_BY", late.secondsText)) }
        if mayBeRepeated { fields.append(JournalField("SLA_REPEATED", "maybe")) }
        return JournalEntry(sentence, priority: priority, messageID: messageKind.id, fields: fields)
    }

    /// A canary's breach is how it should be, and must not wake whoever is called at an error.
    private var priority: JournalPriority {
        Canary.owns(ticket: key.ticket) ? .info : messageKind.priority
    }

    private var optionalFields: [JournalField] {
        [
            customer.map { JournalField("SLA_CUSTOMER", $0) },
            team.map { JournalField("SLA_TEAM", $0) },
            deadlineText.map { JournalField("SLA_DEADLINE", $0) },
            overrun.map { JournalField("SLA_OVERRUN", $0.secondsText) },
            overrunElapsed.map { JournalField("SLA_OVERRUN_ELAPSED", $0.secondsText) },
            reason.map { JournalField("SLA_REASON", $0) },
            refersTo.map { JournalField("SLA_REFERS_TO", $0) },
            plan.map { JournalField("SLA_PLAN", $0) },
        ].compactMap(\.self)
    }

    private var messageKind: MessageKind {
        switch kind {
        case .warning: .warning
        case .breach: .breach
        case .ladder: .ladder
        case .met: .met
        case .withdrawn: .withdrawn
        case .corrected: .corrected
        case .finishedLate: .finishedLate
        case .answered: .answered
        }
    }

    /// A sentence that a person understands alone.
    private var sentence: String {
        switch kind {
        case .warning:
            "\(subject): \(key.threshold) of \(promise) reached\(until)"
        case .breach:
            "\(subject): \(promise) is breached\(since)"
        case .ladder:
            "\(subject): \(promise) is still not kept, \(key.threshold)\(since)"
        case .met:
            "\(subject): \(promise) is met after \(elapsed.text)"
        case .finishedLate:
            "\(subject): \(promise) was finished \(overrun?.text ?? "0s") late"
                + (overrunElapsed.flatMap { $0.text == overrun?.text ? nil : " (\($0.text) of elapsed time)" } ?? "")
        case .answered:
            "\(subject): the customer has answered, and \(promise) stays paused until the status is set"
        case .withdrawn:
            "\(subject): the \(key.threshold) of \(promise) is withdrawn: \(reason ?? "")"
        case .corrected:
            "\(subject): the \(key.threshold) of \(promise) is corrected: \(reason ?? "")"
        }
    }

    private var subject: String {
        "\(key.ticket)\(customer.map { " (\($0))" } ?? "")"
    }

    /// `resolution within 4bh (gold-support)`.
    private var promise: String {
        "\(key.clock.objective) within \(targetText) (\(key.clock.agreement))"
    }

    private var until: String {
        deadlineText.map { ", the deadline is \($0)" } ?? ""
    }

    private var since: String {
        deadlineText.map { ", the deadline was \($0)" } ?? ""
    }

    /// In the calendar's zone.
    private var deadlineText: String? {
        deadline.map { $0.text(offsetSeconds: deadlineOffset) }
    }
}
