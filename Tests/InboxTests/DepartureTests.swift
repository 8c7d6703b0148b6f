import Glibc
import Testing

@testable import Inbox

@Suite struct DepartureTests {
    private let date = "2026-11-22"

    @Test("a finished file is in the directory of the day, and a taken name gets a number")
    func finish() throws {
        let spool = try TemporarySpool()
        let inbox = try spool.open()
        var paths: [Departure] = []
        for text in ["one", "two", "three"] {
            try spool.write(text, to: "a.json")
            paths.append(try inbox.finish(onlyFile(inbox), date: date))
        }
        let day = "processed/\(date)"
        #expect(paths == ["a.json", "a.json.1", "a.json.2"].map { .moved(to: "\(day)/\($0)") })
        #expect(spool.content("\(day)/a.json") == "one")
        #expect(spool.content("\(day)/a.json.2") == "three")
    }

    @Test("each day has its directory, and one that was removed is made again")
    func days() throws {
        let spool = try TemporarySpool()
        let inbox = try spool.open()
        for day in ["2026-11-22", "2026-11-23", "2026-11-22"] {
            try spool.write("", to: "a.json")
            #expect(try inbox.finish(onlyFile(inbox), date: day) == .moved(to: "processed/\(day)/a.json"))
            try spool.check("unlink", unlink("\(spool.path)/processed/\(day)/a.json"))
        }
        try spool.check("rmdir", rmdir("\(spool.path)/processed/2026-11-22"))
        try spool.write("", to: "a.json")
        #expect(try inbox.finish(onlyFile(inbox), date: date) == .moved(to: "processed/\(date)/a.json"))
    }

    @Test("the longest name, with odd bytes, is cut so that number and reasons fit")
    func longName() throws {
        let spool = try TemporarySpool()
        let inbox = try spool.open()
        let name = [UInt8](repeating: 0xFF, count: 249) + Array("\n.json".utf8)
        for number in 0...1 {
            try spool.write("x", to: FileName(bytes: Array("inbox/".utf8) + name))
            let departure = try inbox.rejectWhole(onlyFile(inbox), reasons: "why")
            let kept = String(repeating: "\\xFF", count: number == 0 ? 247 : 245)
            #expect(departure == .moved(to: "rejected/\(kept)\(number == 0 ? "" : ".1")"))
        }
    }

    @Test("a file that changed after it was read stays, whatever was to happen to it")
    func changed() throws {
        let spool = try TemporarySpool()
        let inbox = try spool.open()
        try spool.write("{}", to: "a.json")
        let file = try onlyFile(inbox)
        try spool.write("{}", to: ".b")
        try spool.rename(".b", to: "a.json")
        #expect(try inbox.finish(file, date: date) == .changed)
        #expect(try inbox.reject(file, lines: [1], reasons: "why", date: date) == .changed)
        #expect(try inbox.rejectWhole(file, reasons: "why") == .changed)
        #expect(try spool.list("inbox") == ["a.json"])
        #expect(try spool.list("rejected").isEmpty)
    }

    @Test("a file that is gone is no error, whatever was to happen to it")
    func gone() throws {
        let spool = try TemporarySpool()
        let inbox = try spool.open()
        try spool.write("{}", to: "a.json")
        let file = try onlyFile(inbox)
        try spool.check("unlink", unlink("\(spool.path)/inbox/a.json"))
        #expect(try inbox.finish(file, date: date) == .gone)
        #expect(try inbox.reject(file, lines: [1], reasons: "why", date: date) == .gone)
        #expect(try inbox.rejectWhole(file, reasons: "why") == .gone)
        #expect(try spool.list("rejected").isEmpty)
    }

    @Test("bad lines and their reasons are kept, and the file itself is processed")
    func rejectLines() throws {
        let spool = try TemporarySpool()
        let inbox = try spool.open()
        try spool.write("good\nbad\n", to: "a.ndjson")
        let departure = try inbox.reject(
            onlyFile(inbox),
            lines: Array("bad\n".utf8),
            reasons: "line 2: not JSON\n",
            date: date
        )
        #expect(departure == .moved(to: "rejected/a.ndjson"))
        #expect(try spool.list("rejected") == ["a.ndjson", "a.ndjson.reasons"])
        #expect(spool.content("rejected/a.ndjson") == "bad\n")
        #expect(spool.content("rejected/a.ndjson.reasons") == "line 2: not JSON\n")
        #expect(spool.content("processed/\(date)/a.ndjson") == "good\nbad\n")
        #expect(try spool.list("inbox").isEmpty)
    }

    @Test("rejecting again after a crash keeps the bad lines once", arguments: ["a.json", "a.json.1"])
    func rejectAgain(crashed: String) throws {
        let spool = try TemporarySpool()
        let inbox = try spool.open()
        if crashed == "a.json.1" { try spool.write("older lines", to: FileName("rejected/a.json")) }
        // What a crash leaves behind: both files written, the file not moved, and a half of some other.
        try spool.write("bad", to: FileName("rejected/\(crashed)"))
        try spool.write("why", to: FileName("rejected/\(crashed).reasons"))
        try spool.write("ha", to: FileName("rejected/.writing"))
        try spool.write("{}", to: "a.json")
        let departure = try inbox.reject(onlyFile(inbox), lines: Array("bad".utf8), reasons: "why", date: date)
        #expect(departure == .moved(to: "rejected/\(crashed)"))
        let older = crashed == "a.json.1" ? ["a.json"] : []
        #expect(try spool.list("rejected") == older + [crashed, "\(crashed).reasons"])
    }

    @Test("reasons that a crash left without a file are written over")
    func reasonsAlone() throws {
        let spool = try TemporarySpool()
        let inbox = try spool.open()
        try spool.write("old", to: FileName("rejected/a.json.reasons"))
        try spool.write("{", to: "a.json")
        #expect(try inbox.rejectWhole(onlyFile(inbox), reasons: "new") == .moved(to: "rejected/a.json"))
        #expect(spool.content("rejected/a.json") == "{")
        #expect(spool.content("rejected/a.json.reasons") == "new")
        #expect(try spool.list("rejected").count == 2)
    }

    @Test("other bad lines under the same name get a number")
    func rejectOther() throws {
        let spool = try TemporarySpool()
        let inbox = try spool.open()
        for (lines, name) in [("one", "a.json"), ("two", "a.json.1"), ("three", "a.json.2")] {
            try spool.write("{}", to: "a.json")
            let departure = try inbox.reject(onlyFile(inbox), lines: Array(lines.utf8), reasons: lines, date: date)
            #expect(departure == .moved(to: "rejected/\(name)"))
            #expect(spool.content("rejected/\(name)") == lines)
            #expect(spool.content("rejected/\(name).reasons") == lines)
        }
    }

    @Test("a file moved by mistake goes back, beside one that took its name meanwhile")
    func putBack() throws {
        let spool = try TemporarySpool()
        let inbox = try spool.open()
        for name in ["b.json", "c.json"] { try spool.write(name, to: FileName("rejected/\(name)")) }
        try inbox.putBack(FileName("b.json"), from: inbox.rejected, as: FileName("a.json"))
        try inbox.putBack(FileName("c.json"), from: inbox.rejected, as: FileName("a.json"))
        #expect(spool.content("inbox/a.json") == "b.json")
        #expect(spool.content("inbox/1-a.json") == "c.json")
        #expect(try spool.list("rejected").isEmpty)
    }

    @Test("a free number is found whatever is taken, also with gaps", arguments: 0..<200)
    func free(seed: Int) {
        var generator = Linear(state: UInt64(seed))
        let count = Int.random(in: 0..<40, using: &generator)
        let gaps = seed % 2 == 0 ? 0 : 3
        var taken = Set(0..<count)
        for _ in 0..<gaps { taken.remove(Int.random(in: 0..<40, using: &generator)) }
        let found = firstFree { taken.contains($0) }
        #expect(!taken.contains(found))
        #expect(found == 0 || taken.contains(found - 1))
        if gaps == 0 { #expect(found == count) }
    }

    @Test("one name used very often costs few questions")
    func freeIsCheap() {
        var questions = 0
        let found = firstFree { number in
            questions += 1
            return number < 100_000
        }
        #expect(found == 100_000)
        #expect(questions < 40)
    }
}

/// Knuth's generator of MMIX: the same numbers for the same seed.
private struct Linear: RandomNumberGenerator {
    var state: UInt64

    mutating func next() -> UInt64 {
        state = state &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
        return state
    }
}
