package import BusinessTime

/// An allowed duration; the unit that it was written in says which time is meant.
package enum Amount: Hashable, Sendable {
    /// `4h`: elapsed time, on the calendar `always`.
    case elapsed(ElapsedTime)
    /// `4bh`: open time of the objective's calendar.
    case open(OpenTime)
    /// `2bd`: to the end of so many business days of the objective's calendar after the start of the cycle. The open
    /// time until there is fixed at that start, whatever is paused then.
    case businessDays(Int)
    /// To a promised instant, whatever is open or paused until then.
    case promised(Timestamp)
}

extension Amount {
    /// As a person writes it: `4h`, `1bh30bm`, `2bd`.
    package var text: String {
        switch self {
        case .elapsed(let elapsed): elapsed.text
        case .open(let open): open.businessText
        case .businessDays(let count): "\(count)bd"
        case .promised(let instant): "at \(instant.utcText)"
        }
    }
}

/// The allowed duration of an objective: one, or a table by an attribute.
package struct TargetTable: Hashable, Sendable {
    /// The attribute that chooses the row; nil where there is one target for all.
    package var attribute: String?
    /// `.none` as a row is `null`: on purpose no clock.
    package var rows: [String: Amount?]
    /// The attribute that holds a promised instant, for a target that is no amount.
    package var promisedIn: String?
    /// What `else:` says, for values without a row of their own; `.unmeasured` where it is missing.
    package var otherwise: Choice

    /// What a table says for a ticket.
    package enum Choice: Hashable, Sendable {
        case amount(Amount)
        /// `null`: there is no clock, on purpose.
        case noClock
        /// No row for the value, or no instant where one was promised: there is no clock, and the ticket counts as
        /// unmeasured.
        case unmeasured
    }

    /// One target for every ticket.
    package init(_ amount: Amount) {
        self.init(attribute: nil, rows: [:], otherwise: .amount(amount))
    }

    package init(attribute: String?, rows: [String: Amount?], otherwise: Choice) {
        self.attribute = attribute
        self.rows = rows
        self.otherwise = otherwise
    }

    /// An instant that stands in an attribute, RFC 3339 with offset.
    package init(promisedIn attribute: String) {
        self.init(attribute: nil, rows: [:], otherwise: .unmeasured)
        promisedIn = attribute
    }

    /// The attribute that it looks at, if it looks at one.
    var key: String? { promisedIn ?? attribute }

    package func choice(for attributes: [String: String]) -> Choice { choice(for: Attributes(attributes)) }

    func choice(for attributes: Attributes) -> Choice {
        if let promisedIn {
            let instant = attributes[promisedIn].flatMap { try? Timestamp(rfc3339: $0) }
            return instant.map { .amount(.promised($0)) } ?? .unmeasured
        }
        guard let attribute, let value = attributes[attribute], let row = rows[value] else { return otherwise }
        return row.map(Choice.amount) ?? .noClock
    }
}

/// A point of the clock's own time at which something is told.
package struct Threshold: Hashable, Sendable {
    package enum Point: Hashable, Sendable {
        /// This share of the target is used up.
        case percent(Int)
        /// This much before the target is used up.
        case before(Amount)
        /// This much after the target was used up.
        case after(Amount)
    }

    package var point: Point
    /// As the operator wrote it: `75%`, `30m before`. It names the threshold in the announcement's key.
    package var text: String

    package init(point: Point, text: String) {
        self.point = point
        self.text = text
    }
}
