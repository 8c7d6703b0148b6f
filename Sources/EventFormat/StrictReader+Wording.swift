// What stands where something else should.
extension StrictReader {
    /// The fault at `position`, which holds nothing that may follow `context`.
    func unexpected(after context: Context) -> EventProblem {
        let problem =
            if let byte = peek() {
                foreignSign(byte) ?? misplaced(byte, after: context)
            } else {
                ended(after: context)
            }
        return problem.spot == nil ? problem.at(position) : problem
    }

    func trailingComma(at comma: Int) -> EventProblem {
        EventProblem("a trailing comma", hint: "leave the comma out").at(comma)
    }

    private func ended(after context: Context) -> EventProblem {
        let hint =
            form == .lines
            ? "was it cut? \(wholeEvent)"
            : "was the file cut? send it whole; slad sees no half of it if it is renamed into the inbox when it is done"
        guard let begin = open.last else {
            return EventProblem("the text ends before a value", hint: hint)
        }
        let kind = text[begin] == UInt8(ascii: "{") ? "object" : "list"
        return EventProblem("the text ends within the \(kind) that begins at \(words(for: begin))", hint: hint)
    }

    private func misplaced(_ byte: UInt8, after context: Context) -> EventProblem {
        switch context {
        case .start: notAValue(byte) ?? noDocument(byte)
        case .element, .colon: noValue(byte, after: context)
        case .key(let key): noColon(byte, after: key)
        case .member: noKey(byte)
        case .value: noComma(byte)
        case .document: afterDocument(byte)
        }
    }

    /// What is written for a value in other languages, but not in JSON.
    private func notAValue(_ byte: UInt8) -> EventProblem? {
        let word = self.word(from: position)
        let text = String(decoding: text[word].prefix(40), as: UTF8.self)
        switch text {
        case "None", "NULL", "Null", "nil", "undefined":
            return EventProblem("\(text) is not JSON", hint: "write null, or leave the key out")
        case "NaN", "Infinity", "Inf", "inf", "nan":
            return EventProblem("\(text) is not JSON", hint: "write null, or leave the key out")
        case "True", "TRUE": return EventProblem("\(text) is not JSON", hint: "write true")
        case "False", "FALSE": return EventProblem("\(text) is not JSON", hint: "write false")
        default: break
        }
        if byte == UInt8(ascii: "+") {
            return EventProblem("a number with a plus sign: \(shown(text))", hint: "leave the plus sign out")
        }
        if byte == UInt8(ascii: ".") {
            return EventProblem("a number without a digit before the point: \(shown(text))", hint: "write 0.5, not .5")
        }
        return nil
    }

    /// What begins as no document does.
    private func noDocument(_ byte: UInt8) -> EventProblem {
        let line = text[position...].prefix(1_000).prefix { $0 != 0x0A }
        if byte == UInt8(ascii: "<") {
            return EventProblem(
                "this is HTML or XML, and must be JSON",
                hint: "was it fetched from an address that answered with a page? look at the page")
        }
        if byte.isJSONSign {
            return EventProblem("nothing begins with \(sign(byte))", hint: wholeEvent)
        }
        if line.count(where: { ",;\t|".utf8.contains($0) }) >= 2 {
            return EventProblem(
                "this looks like CSV, and must be JSON", hint: "make events of it; \"slactl convert\" can")
        }
        return EventProblem(
            "this is not JSON: \(shownWord())", hint: "write one object, such as \(EventProblem.example)")
    }

    private var wholeEvent: String {
        form == .lines
            ? "an event stands on one line; name the file .json if it has one event on several lines"
            : "write one object, such as \(EventProblem.example), or a list of them in [ ]"
    }

    private func noValue(_ byte: UInt8, after context: Context) -> EventProblem {
        if let problem = notAValue(byte) { return problem }
        if byte.isJSONSign {
            if case .colon(let key) = context {
                return EventProblem("the key \(shownKey(key)) has no value", hint: "write one, or leave the key out")
            }
            return EventProblem("a value is missing before \(sign(byte))", hint: "is there a comma too many?")
        }
        return EventProblem(
            "\(shownWord()) is no value of JSON", hint: "write it between quotation marks if it is a text")
    }

    private func noColon(_ byte: UInt8, after key: Range<Int>) -> EventProblem {
        if byte == UInt8(ascii: ",") || byte == UInt8(ascii: "}") {
            return EventProblem(
                "the key \(shownKey(key)) has no value", hint: "write \(shownKey(key)):\"value\", or leave the key out")
        }
        if !byte.isJSONSign, byte != UInt8(ascii: "\""), key.upperBound == position {
            return EventProblem(
                "the text \(shownKey(key)) ends here, and more follows: \(shownWord())",
                hint: "write \\\" for a quotation mark within a text")
        }
        return EventProblem(
            "a colon is missing after the key \(shownKey(key))", hint: "write \(shownKey(key)):\"value\"")
    }

    private func noKey(_ byte: UInt8) -> EventProblem {
        switch byte {
        case UInt8(ascii: ","): return EventProblem("a comma too many", hint: "leave it out")
        case UInt8(ascii: "]"), UInt8(ascii: "}"): return wrongBracket(byte)
        case UInt8(ascii: "{"), UInt8(ascii: "["), UInt8(ascii: ":"):
            return EventProblem("a key is missing before \(sign(byte))", hint: "write \"key\":\"value\"")
        case let digit where digit.isDigit:
            return EventProblem(
                "a number where a key should be: \(shownWord())",
                hint: "write \"key\":\"value\"; or is it a decimal comma? then write a point")
        default:
            return EventProblem(
                "the key \(shownWord()) is not between quotation marks", hint: "write \"key\":\"value\"")
        }
    }

    private func noComma(_ byte: UInt8) -> EventProblem {
        switch byte {
        case UInt8(ascii: "}"), UInt8(ascii: "]"): return wrongBracket(byte)
        case UInt8(ascii: ":"): return EventProblem("a colon where a comma should be", hint: "write a comma")
        case UInt8(ascii: "\""):
            let end = text.endOfString(from: position)
            return EventProblem(
                "a comma is missing before \(shownKey(position..<min(end + 1, text.count)))", hint: "write a comma")
        case UInt8(ascii: "{"), UInt8(ascii: "["):
            return EventProblem("a comma is missing before \(sign(byte))", hint: "write a comma")
        default:
            guard position > 0, text[position - 1] == UInt8(ascii: "\"") else {
                return EventProblem("a comma is missing before \(shownWord())", hint: "write a comma")
            }
            return EventProblem(
                "a text ends here, and more follows: \(shownWord())",
                hint: "write \\\" for a quotation mark within a text, and close the text before where it has no end")
        }
    }

    private func wrongBracket(_ byte: UInt8) -> EventProblem {
        guard let begin = open.last else { return EventProblem("\(sign(byte)) too many", hint: "leave it out") }
        let right: UInt8 = text[begin] == UInt8(ascii: "{") ? UInt8(ascii: "}") : UInt8(ascii: "]")
        return EventProblem(
            "\(sign(byte)) cannot close the \(sign(text[begin])) at \(words(for: begin))",
            hint: "write \(sign(right)) first, or leave it out")
    }

    private func afterDocument(_ byte: UInt8) -> EventProblem {
        let begin = text.withoutSpace(within: 0..<text.count).lowerBound
        let isEvent = text[begin] == UInt8(ascii: "{") || text[begin] == UInt8(ascii: "[")
        switch byte {
        case UInt8(ascii: "}"), UInt8(ascii: "]"):
            return EventProblem("\(sign(byte)) too many", hint: "leave it out")
        case UInt8(ascii: ":") where text[begin] == UInt8(ascii: "\""):
            return EventProblem("the braces are missing around the event", hint: wholeEvent).at(begin)
        case _ where !isEvent:
            var reader = self
            reader.position = begin
            return reader.noDocument(text[begin]).at(begin)
        case UInt8(ascii: "{") where form == .lines:
            return EventProblem("two events on one line", hint: "write a line each")
        case UInt8(ascii: "{"):
            return EventProblem(
                "a second event, outside of a list",
                hint: "rename the file to .ndjson if each event has a line; else write [ before the first, commas "
                    + "between, ] behind the last")
        case UInt8(ascii: "["):
            return EventProblem("a second list", hint: "write all events of a file into one list")
        case UInt8(ascii: ","):
            let hint = form == .lines ? "leave the comma out" : "write [ before the first event, ] behind the last"
            return EventProblem("a comma behind the event", hint: hint)
        default:
            return EventProblem("more follows the event: \(shownWord())", hint: "leave it out")
        }
    }

    private func sign(_ byte: UInt8) -> String { "\"\(Unicode.Scalar(byte))\"" }

    private func shownWord() -> String {
        let end = max(word(from: position).upperBound, position + 1)
        return shown(TextView(bytes: UnsafeRawBufferPointer(rebasing: text[position..<end])), limit: 30)
    }

    /// A text as it is written, without its quotation marks.
    private func shownKey(_ key: Range<Int>) -> String {
        let inner = text[key].dropFirst().prefix { $0 != UInt8(ascii: "\"") }
        return shown(TextView(bytes: UnsafeRawBufferPointer(rebasing: inner)), limit: 30)
    }

    /// Another place of the document for people: with its line where that is not the one that is read.
    func words(for offset: Int) -> String {
        let (here, there) = (place(of: position), place(of: offset))
        return (here.line == there.line ? "" : "line \(there.line), ") + "column \(there.column)"
    }

    private func place(of offset: Int) -> TextPosition {
        var place = start
        place.advance(to: offset, in: text)
        return place
    }
}
