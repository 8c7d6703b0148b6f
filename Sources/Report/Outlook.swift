package import BusinessTime

/// Whether what a clock needs can still be done before the team goes home.
package struct Outlook: Hashable, Sendable {
    private let deadline: WallMoment
    private let isOpen: Bool
    private let closing: WallMoment?
    private let opening: WallMoment?

    /// - Parameters:
    ///   - closing: when an open calendar closes.
    ///   - opening: when it opens then; nil for never.
    package init(deadline: WallMoment, isOpen: Bool, closing: WallMoment?, opening: WallMoment?) {
        self.deadline = deadline
        self.isOpen = isOpen
        self.closing = closing
        self.opening = opening
    }

    /// One clause, such as `closes in 12 min, next opening Mon 09:00: will breach Mon 09:12`.
    package func text(asOf now: Timestamp) -> String {
        guard isOpen else { return closed(now) }
        guard let closing else { return "open" }
        guard deadline.moment > closing.moment else { return "open until \(closing.text(asOf: now))" }
        let closes = "closes \(countdown(to: closing.moment, from: now))"
        guard let opening else { return "\(closes) for good" }
        return isBeforeOpening
            ? "\(closes) and opens \(opening.text(asOf: now)), after the deadline"
            : "\(closes), next opening \(opening.text(asOf: now)): will breach \(deadline.text(asOf: now))"
    }

    private func closed(_ now: Timestamp) -> String {
        guard let opening else { return "closed for good" }
        return isBeforeOpening
            ? "closed until \(opening.text(asOf: now)), after the deadline"
            : "closed, opens \(opening.text(asOf: now)): will breach \(deadline.text(asOf: now))"
    }

    /// Nobody is there until it is too late.
    package var isOutOfReach: Bool { !isOpen && isBeforeOpening }

    private var isBeforeOpening: Bool { opening.map { deadline.moment <= $0.moment } ?? true }
}
