/// What one client of the control socket may take, each with its reason.
package enum ControlLimits {
    /// The longest request, in bytes: a ticket, a customer and a team at their greatest sizes, all of it escaped.
    package static let requestBytes = 64 << 10
    /// Some people and a few programs; each costs a descriptor and the memory of an answer.
    package static let clients = 32
    /// How long a client may stay without a whole request, or without taking its answer: a person may think, a program
    /// that forgot its connection must not keep a place for ever.
    package static let idleSeconds = 60
    /// Clocks of one answer: some hundred kilobytes, and some milliseconds of the loop's time.
    package static let rows = 1_000
    /// Clocks of one explanation, the last ones; each has an account of up to a hundred lines.
    package static let explainedClocks = 20
    /// Changes of state, and of the target, of one explained clock, the last ones.
    package static let explainedChanges = 100
    /// Remarks on events of one explanation, the last ones.
    package static let remarks = 20
    /// Clocks of an answer where the request does not say how many.
    package static let usualRows = 50
}
