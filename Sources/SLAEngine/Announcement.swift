package import BusinessTime

/// What is told of a clock; the raw values are the words of `SLA_KIND`.
package enum AnnouncementKind: String, Hashable, Sendable, CaseIterable {
    case warning, breach, ladder, met, withdrawn, corrected
    case finishedLate = "finished-late"
    /// The customer has answered, and by `resume: status` the clock stands still until the status is set.
    case answered
}

/// The key of an announcement: told exactly once.
package struct AlertKey: Hashable, Sendable {
    package let ticket: String
    package let clock: ClockKey
    /// As the operator wrote it (`75%`), or `breach`, `met`, `finished-late`, `answered`.
    package let threshold: String
    /// Counted from 1; grows each time the threshold is armed again.
    package let count: Int
    /// 0 for the announcement itself, then one for each correction.
    package let correction: Int
    package let isWithdrawal: Bool

    package init(
        ticket: String, clock: ClockKey, threshold: String, count: Int, correction: Int = 0, isWithdrawal: Bool = false
    ) {
        self.ticket = ticket
        self.clock = clock
        self.threshold = threshold
        self.count = count
        self.correction = correction
        self.isWithdrawal = isWithdrawal
    }

    /// The key as one word, `T-1/gold/resolution/opening/breach/1`: what a part holds of `/`, `%`, spaces and control
    /// characters is written `%XX`, so that no two keys share a text.
    package var text: String {
        var text: [UInt8] = []
        text.reserveCapacity(64)
        for part in [ticket, clock.agreement, clock.objective, clock.cycle, threshold] {
            AlertKey.append(part, to: &text)
            text.append(UInt8(ascii: "/"))
        }
        text += String(count).utf8
        if correction > 0 { text += "/corrected-\(correction)".utf8 }
        if isWithdrawal { text += "/withdrawn".utf8 }
        return String(decoding: text, as: UTF8.self)
    }

    private static func append(_ part: String, to text: inout [UInt8]) {
        guard !part.utf8.allSatisfy(isPlain) else { return text += part.utf8 }
        for byte in part.utf8 {
            if isPlain(byte) {
                text.append(byte)
            } else {
                text += [UInt8(ascii: "%"), hexDigit(byte >> 4), hexDigit(byte & 15)]
            }
        }
    }

    private static func isPlain(_ byte: UInt8) -> Bool {
        byte > 0x20 && byte != UInt8(ascii: "/") && byte != UInt8(ascii: "%") && byte != 0x7F
    }

    private static func hexDigit(_ value: UInt8) -> UInt8 {
        value < 10 ? UInt8(ascii: "0") + value : UInt8(ascii: "A") + value - 10
    }
}

/// One thing to be told of one clock, with all that a person needs to understand it alone.
package struct Announcement: Hashable, Sendable {
    package var kind: AnnouncementKind
    package var key: AlertKey
    /// The instant at which it became true; for a withdrawal or correction, when that was known.
    package var at: Timestamp
    /// For a correction the instant at which the corrected thing became true, as it is known now.
    package var trueAt: Timestamp
    package var agreementKind: AgreementKind
    package var metric: Metric
    package var customer: String?
    package var team: String?
    package var startedAt: Timestamp
    package var deadline: Timestamp?
    /// Seconds east of UTC in the calendar's zone, at the deadline and at `trueAt`: instants are printed so.
    package var deadlineOffset: Int
    package var trueAtOffset: Int
    /// How long the telling of the breach was held back.
    package var grace: ElapsedTime
    package var target: OpenTime
    /// The target as a person writes it, with the unit that says which time is meant: `4bh`.
    package var targetText: String
    /// Open time that had run at `at`.
    package var elapsed: OpenTime
    /// Open time past the target; nil where the target is not used up.
    package var overrun: OpenTime?
    /// Elapsed time past the deadline.
    package var overrunElapsed: ElapsedTime?
    package var reason: String?
    /// The key text of the announcement that this one withdraws or corrects.
    package var refersTo: String?
    package var plan: String?
    package var revision: Int
    /// Recorded and counted, but told only in the summary of the first import of an old log.
    package var isSummarised: Bool

    package init(
        kind: AnnouncementKind, key: AlertKey, at: Timestamp, trueAt: Timestamp, agreementKind: AgreementKind,
        metric: Metric, customer: String?, team: String?, startedAt: Timestamp, deadline: Timestamp?,
        deadlineOffset: Int, trueAtOffset: Int, grace: ElapsedTime = .zero, target: OpenTime, targetText: String,
        elapsed: OpenTime,
        overrun: OpenTime?, overrunElapsed: ElapsedTime?, reason: String?,
        refersTo: String?, plan: String?, revision: Int, isSummarised: Bool
    ) {
        self.kind = kind
        self.key = key
        self.at = at
        self.trueAt = trueAt
        self.agreementKind = agreementKind
        self.metric = metric
        self.customer = customer
        self.team = team
        self.startedAt = startedAt
        self.deadline = deadline
        self.target = target
        self.targetText = targetText
        self.deadlineOffset = deadlineOffset
        self.trueAtOffset = trueAtOffset
        self.grace = grace
        self.elapsed = elapsed
        self.overrun = overrun
        self.overrunElapsed = overrunElapsed
        self.reason = reason
        self.refersTo = refersTo
        self.plan = plan
        self.revision = revision
        self.isSummarised = isSummarised
    }
}
