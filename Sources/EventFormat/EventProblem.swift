/// The reason why one document is not an event: what is wrong and what to write, each one printable line.
struct EventProblem: Error, Hashable {
    var what: String
    var hint: String

    init(_ what: String, hint: String) {
        self.what = what
        self.hint = hint
    }
}
