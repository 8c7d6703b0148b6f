/// The reason why one document is not an event: what is wrong and what to write, each one printable line.
struct EventProblem: Error, Hashable {
    var what: String
    var hint: String
    /// Where in the document; nil where it is in no one place.
    var spot: Spot?
    /// The parser refused the JSON and knows no more; a reader that knows places may.
    var isParsers = false

    enum Spot: Hashable {
        /// That many bytes from its start.
        case byte(Int)
        /// The key of a value; values are counted as the parser lays them out.
        case key(Int)
        /// The value itself.
        case value(Int)
    }

    init(_ what: String, hint: String) {
        self.what = what
        self.hint = hint
    }

    func at(_ byte: Int) -> EventProblem { at(.byte(byte)) }

    func at(_ spot: Spot) -> EventProblem {
        var problem = self
        problem.spot = spot
        return problem
    }
}
