import Catalog
import Foundation
import Report

/// A question as one JSON object; other keys are left alone.
struct BatchQuestion: Decodable {
    private let calendar: String
    private let op: String
    private let start: String?
    private let target: String?
    private let from: String?
    private let to: String?

    static func answer(_ line: String, _ book: inout CalendarBook) -> CalendarAnswer {
        do {
            return try read(line).answer(&book)
        } catch {
            return .error("\(error)")
        }
    }

    private static func read(_ line: String) throws(BadQuestion) -> BatchQuestion {
        do {
            return try JSONDecoder().decode(BatchQuestion.self, from: Data(line.utf8))
        } catch DecodingError.keyNotFound(let key, _) {
            throw missing(key.stringValue)
        } catch DecodingError.typeMismatch(_, let context), DecodingError.valueNotFound(_, let context) {
            guard let key = context.codingPath.last else { throw BadQuestion("not a JSON object") }
            throw BadQuestion("\(quoted(key.stringValue)) is not a text")
        } catch {
            throw BadQuestion("not a JSON object")
        }
    }

    private func answer(_ book: inout CalendarBook) throws(BadQuestion) -> CalendarAnswer {
        switch op {
        case "deadline":
            let (start, target) = (try Self.given(start, "start"), try Self.given(target, "target"))
            return try DeadlineQuestion(&book, calendar, start: start, target: target).answer
        case "open_time":
            let (from, to) = (try Self.given(from, "from"), try Self.given(to, "to"))
            return try OpenTimeQuestion(&book, calendar, from: from, to: to).answer
        default:
            throw BadQuestion("op: \(quoted(op)) is not a question; write deadline or open_time")
        }
    }

    private static func given(_ text: String?, _ key: String) throws(BadQuestion) -> String {
        guard let text else { throw missing(key) }
        return text
    }

    private static func missing(_ key: String) -> BadQuestion {
        BadQuestion("\(quoted(key)) is missing")
    }
}
