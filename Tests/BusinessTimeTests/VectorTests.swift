import BusinessTime
import Foundation
import Testing

/// One calendar question with its answer, a line of `calendars.sample.jsonl`.
private struct Vector: Decodable {
    enum Answer: Decodable {
        case seconds(Double)
        case instant(String)

        init(from decoder: any Decoder) throws {
            let container = try decoder.singleValueContainer()
            if let number = try? container.decode(Double.self) {
                self = .seconds(number)
            } else {
                self = .instant(try container.decode(String.self))
            }
        }
    }

    var id: String
    var tz: String
    var hours: [String: [[String]]]
    var holidays: [String]
    var dateHours: [String: [[String]]]?
    var op: String
    var start: String
    var end: String?
    var seconds: Double?
    var expect: Answer
}

/// Questions that other projects and an independent oracle answered: `SLAD_VECTORS` names the directory.
@Suite("Vectors")
struct VectorTests {
    private static let directory = ProcessInfo.processInfo.environment["SLAD_VECTORS"]

    @Test(
        "every vector gets its answer, by the index and without one",
        .enabled(if: directory != nil, "SKIPPED: SLAD_VECTORS names no directory, so no reference vector is checked")
    )
    func vectors() throws {
        let path = try #require(VectorTests.directory) + "/calendars.sample.jsonl"
        let lines = try String(contentsOfFile: path, encoding: .utf8).split(separator: "\n")
        #expect(!lines.isEmpty, "\(path) is empty")
        let decoder = JSONDecoder()
        decoder.keyDecodingStrategy = .convertFromSnakeCase
        for line in lines {
            let vector = try decoder.decode(Vector.self, from: Data(line.utf8))
            for isIndexed in [true, false] { try check(vector, isIndexed: isIndexed) }
        }
        print("\(lines.count) reference vectors checked, each by the index and without one")
    }

    private func check(_ vector: Vector, isIndexed: Bool) throws {
        let calendar = try calendar(of: vector, isIndexed: isIndexed)
        let start = try at(vector.start)
        switch vector.expect {
        case .seconds(let expected):
            let open = calendar.openTime(from: start, to: try at(try #require(vector.end)))
            #expect(Double(open.milliseconds) / 1_000 == expected, "\(vector.id)")
        case .instant(let expected):
            let amount = OpenTime(milliseconds: Int64((try #require(vector.seconds) * 1_000).rounded()))
            #expect(calendar.deadline(after: start, open: amount) == (try at(expected)), "\(vector.id)")
        }
    }

    private func calendar(of vector: Vector, isIndexed: Bool) throws -> BusinessCalendar {
        var layer = CalendarLayer()
        for holiday in vector.holidays { layer.holidays[try date(holiday)] = "holiday" }
        for (day, intervals) in vector.dateHours ?? [:] {
            layer.specialHours[try date(day)] = DatedHours(name: nil, intervals: try hours(written(intervals)))
        }
        let weekly = vector.hours.map { "\($0.key) \(written($0.value))" }.joined(separator: ";")
        let year = try #require(Int(vector.start.prefix(4)))
        return try BusinessTimeTests.calendar(
            vector.tz, weekly, layers: [layer], years: isIndexed ? (year - 1)...(year + 3) : nil)
    }

    private func written(_ intervals: [[String]]) -> String {
        intervals.map { $0.joined(separator: "-") }.joined(separator: ",")
    }
}
