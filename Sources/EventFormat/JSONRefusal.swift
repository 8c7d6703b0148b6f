import CSimdJSON

extension EventProblem {
    /// What simdjson refused; it knows no place. `StrictReader` says more where it can.
    init(_ refusal: csimdjson_refusal) {
        switch refusal {
        case .empty:
            self.init("the file is empty", hint: "write an event into it before it is renamed, or send no file")
        case .utf8:
            self.init("not valid UTF-8", hint: "save the file as UTF-8")
        case .depth:
            self.init("the JSON is nested too deeply", hint: "an event needs three levels; leave out what is deeper")
        case .escape:
            self.init(
                "not valid JSON: a bad escape in a string",
                hint: "allowed are \\\" \\\\ \\/ \\b \\f \\n \\r \\t and \\uXXXX; surrogates only as a pair"
            )
        case .control:
            self.init(
                "not valid JSON: a control character in a string",
                hint: "escape it: \\n for the end of a line, \\t for a tab, \\u0000 and so on for others"
            )
        case .unclosed:
            self.init("not valid JSON: a string has no end", hint: "close it with a quotation mark on the same line")
        case .number:
            self.init(
                "not valid JSON: a bad number, or one too large for 64 bits or a double",
                hint: "write it without leading zeros or a plus sign, or between quotation marks"
            )
        case .word:
            self.init(
                "not valid JSON: a word that is none of true, false and null",
                hint: "write texts between quotation marks"
            )
        case .length:
            self.init("longer than the 4 GiB that can be read", hint: "split the file")
        case .structure, .none:
            self.init(
                "not valid JSON: a bracket, comma, colon or quotation mark is missing or too many",
                hint: "write one whole object, such as \(EventProblem.example)"
            )
        }
    }

    static let example = #"{"ticket":"T-1","at":"2026-11-22T09:30:00+01:00","type":"created"}"#
}
