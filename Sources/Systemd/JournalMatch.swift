/// A condition on one field of an entry: it has one of these values.
///
/// Of several matches on different fields all must hold. Names that begin with an underscore (`_UID`, `_SYSTEMD_UNIT`)
/// are written by journald itself and are the only ones that a process cannot make up.
package struct JournalMatch: Hashable, Sendable {
    package let field: String
    package let alternatives: [String]
    /// An entry without the field is let through as well.
    package let orAbsent: Bool

    /// The field has one of the values, of which there is at least one.
    package init(_ field: String, anyOf alternatives: [String]) {
        precondition(!alternatives.isEmpty, "A match without a value would let every entry through.")
        self.field = field
        self.alternatives = alternatives
        orAbsent = false
    }

    package init(_ field: String, _ value: String) {
        self.init(field, anyOf: [value])
    }

    /// The field has this value or none.
    ///
    /// journald looks a sender's unit up only when it comes to read the entry: one whose sender died at once keeps
    /// `_UID`, which came with it, but has no `_SYSTEMD_UNIT`.
    package init(_ field: String, orAbsent value: String) {
        self.field = field
        alternatives = [value]
        orAbsent = true
    }
}

/// What is looked at: entries that fulfil all matches, received in `[since, until]`.
package struct JournalQuery: Hashable, Sendable {
    /// Several matches on one field are alternatives, as the values of one match are.
    package var matches: [JournalMatch]
    /// Microseconds since 1970, of the wall clock as it stood when journald received the entry.
    package var since: UInt64?
    package var until: UInt64?

    package init(_ matches: [JournalMatch], since: UInt64? = nil, until: UInt64? = nil) {
        self.matches = matches
        self.since = since
        self.until = until
    }
}

/// One entry, as it was read back.
package struct JournalRecord: Hashable, Sendable {
    /// The fields by name.
    ///
    /// Of a field that an entry has more than once the first; bytes that are not UTF-8 are repaired.
    package let fields: [String: String]
    /// When journald received it: microseconds since 1970.
    package let realtimeMicroseconds: UInt64
    /// The place of the entry in the journal (sd_journal_get_cursor(3)).
    package let cursor: String

    package init(fields: [String: String], realtimeMicroseconds: UInt64, cursor: String) {
        self.fields = fields
        self.realtimeMicroseconds = realtimeMicroseconds
        self.cursor = cursor
    }

    package subscript(field: String) -> String? { fields[field] }
}
