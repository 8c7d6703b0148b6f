/// The greatest sizes that an event may have, in bytes of UTF-8 unless they say otherwise.
package struct EventLimits: Hashable, Sendable {
    /// One line, or one element of an array.
    ///
    /// Bounds the parser's buffers, which stay as large as the longest line needed.
    /// Well above the sum of the others, as help desks send much that is not read.
    package var line = 1 << 20
    /// Help desks' own identifiers have up to about 40 bytes; an address of a page still fits.
    package var ticket = 256
    /// As `ticket`: feeds often build it from the ticket's identifier and a number.
    package var id = 256
    /// A word that a person writes into an agreement's condition; it also names a custom clock's cycle in the journal.
    package var type = 64
    /// A word that a person writes into an agreement's condition.
    package var attributeKey = 64
    /// A subject line or an address fits; whole mails belong into the help desk.
    package var attributeValue = 4096
    /// How many attributes one event sets: each is a row of the ledger, in the transaction of its event.
    package var attributes = 100
    /// A paragraph; it is printed in explanations and carried in the journal.
    package var reason = 4096
    /// The name of a feed, or the URI that CloudEvents want.
    package var source = 256
    /// How many objects and arrays may lie in each other; an event needs three, foreign data in a CloudEvent some more.
    package var depth = 32

    package init() {}
}
