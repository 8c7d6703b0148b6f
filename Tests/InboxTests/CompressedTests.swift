import Foundation
import Testing

@testable import Inbox

/// Files as gzip(1) itself makes them, and damaged ones.
@Suite struct CompressedTests {
    private static let text = (0..<20_000).map { "{\"ticket\":\"T-\($0)\",\"at\":\($0 &* 7_919 % 104_729)}\n" }.joined()

    @Test("a compressed file is read as what it holds", arguments: ["", "{}\n", text])
    func whole(text: String) throws {
        let (spool, inbox) = try opened()
        try spool.write(spool.gzipped(text), to: "inbox/a.ndjson.gz")
        let file = try onlyFile(inbox)
        #expect(file.name.withoutCompression == FileName("a.ndjson"))
        #expect(try inbox.read(file) == .bytes(Array(text.utf8)))
    }

    @Test("members one behind the other are one file, and zeros behind them nothing")
    func members() throws {
        let (spool, inbox) = try opened()
        let members = try spool.gzipped("one\n") + spool.gzipped("") + spool.gzipped(Self.text)
        let padding = [UInt8](repeating: 0, count: 100_000)
        for bytes in [members, members + padding, members + [0]] {
            try spool.write(bytes, to: "inbox/a.ndjson.gz")
            #expect(try inbox.read(onlyFile(inbox)) == .bytes(Array("one\n\(Self.text)".utf8)))
        }
    }

    @Test("a compressed file that is cut off is refused, wherever it is")
    func cutOff() throws {
        let (spool, inbox) = try opened()
        let bytes = try spool.gzipped("{\"ticket\":\"T-1\"}\n")
        for length in 0..<bytes.count {
            try spool.write(Array(bytes.prefix(length)), to: "inbox/a.json.gz")
            let reading = try inbox.read(onlyFile(inbox))
            #expect(reading == .refused(.gzip(GzipFault(kind: .cutOff, byte: length))), "cut at \(length)")
        }
    }

    @Test("no changed byte of a compressed file goes unseen, but for those that gzip itself does not look at")
    func damaged() throws {
        let (spool, inbox) = try opened()
        let bytes = try spool.gzipped("{\"ticket\":\"T-1\",\"at\":\"2026-11-22T08:00:00Z\"}\n")
        // RFC 1952: time of modification, extra flags and operating system are in bytes 4 to 9.
        for index in bytes.indices where !(4...9).contains(index) {
            var damaged = bytes
            damaged[index] ^= 0x55
            try spool.write(damaged, to: "inbox/a.json.gz")
            let reading = try inbox.read(onlyFile(inbox))
            guard case .refused(.gzip(let fault)) = reading else {
                Issue.record("byte \(index): \(reading)")
                continue
            }
            #expect((1...bytes.count).contains(fault.byte), "byte \(index): \(fault)")
        }
    }

    @Test("what follows the compressed data, or stands in their place, is refused with its place")
    func garbage() throws {
        let (spool, inbox) = try opened()
        let bytes = try spool.gzipped("{}\n")
        let end = bytes.count
        for (content, fault) in [
            (bytes + [0x7B], GzipFault(kind: .garbage, byte: end + 1)),
            (bytes + [0, 0, 0x7B, 0], GzipFault(kind: .garbage, byte: end + 3)),
            (bytes + bytes + Array("\n".utf8), GzipFault(kind: .garbage, byte: 2 * end + 1)),
            (bytes + [0x1F], GzipFault(kind: .cutOff, byte: end + 1)),
            (Array("{}\n".utf8), GzipFault(kind: .notGzip, byte: 1)),
            ([0, 0, 0], GzipFault(kind: .notGzip, byte: 1)),
        ] {
            try spool.write(content, to: "inbox/a.json.gz")
            #expect(try inbox.read(onlyFile(inbox)) == .refused(.gzip(fault)))
        }
    }

    @Test("the limit counts what comes out, to the byte", arguments: [999, 1_000, 1_001])
    func limit(bytes: Int) throws {
        let spool = try TemporarySpool()
        let inbox = try spool.open(maxFileBytes: 1_000)
        let text = String(repeating: "x", count: bytes)
        try spool.write(spool.gzipped(text), to: "inbox/a.json.gz")
        let reading = try inbox.read(onlyFile(inbox))
        #expect(reading == (bytes > 1_000 ? .refused(.inflatesTooLarge(limit: 1_000)) : .bytes(Array(text.utf8))))
    }

    @Test("a bomb is refused when the limit is passed, and takes no memory for the rest")
    func bomb() throws {
        let spool = try TemporarySpool()
        let inbox = try spool.open(maxFileBytes: 4 << 20)
        let part = try spool.gzipped(Data(count: 32 << 20))
        // 1 GiB in 1 MB, and a length at the end that promises little.
        try spool.write((0..<32).flatMap { _ in part } + spool.gzipped("x"), to: "inbox/a.json.gz")
        let file = try onlyFile(inbox)
        let before = try residentBytes()
        #expect(try inbox.read(file) == .refused(.inflatesTooLarge(limit: 4 << 20)))
        #expect(try residentBytes() - before < 256 << 20)
    }

    @Test("a compressed file that is itself larger than the limit is refused unread")
    func largeCompressed() throws {
        let spool = try TemporarySpool()
        let inbox = try spool.open(maxFileBytes: 10)
        let bytes = try spool.gzipped("{}")
        try spool.write(bytes, to: "inbox/a.json.gz")
        #expect(try inbox.read(onlyFile(inbox)) == .refused(.tooLarge(bytes: bytes.count, limit: 10)))
    }

    @Test("each refusal says what, where and what to do")
    func texts() {
        let faults = [GzipFault.Kind.notGzip, .damaged("incorrect data check"), .cutOff, .garbage]
        let texts = faults.map { InboxRefusal.gzip(GzipFault(kind: $0, byte: 7)).description }
        let advice = "; try it with gzip --test, and send it again whole"
        #expect(
            texts == [
                "the name ends in .gz and the content, at byte 7, is not gzip's\(advice)",
                "the gzip data are damaged at byte 7 (incorrect data check)\(advice)",
                "the gzip data are cut off after byte 7\(advice)",
                "at byte 7 something follows that is not gzip's\(advice)",
            ])
        #expect(InboxRefusal.inflatesTooLarge(limit: 10).description.contains("more than the 10 bytes"))
    }

    @Test("bad lines of a compressed file are kept as text, under a name that does not say compressed")
    func rejectLines() throws {
        let (spool, inbox) = try opened()
        let bytes = try spool.gzipped("good\nbad\n")
        try spool.write(bytes, to: "inbox/a.ndjson.gz")
        let departure = try inbox.reject(
            onlyFile(inbox), lines: Array("bad\n".utf8), reasons: "why", date: "2026-11-22")
        #expect(departure == .moved(to: "rejected/a.ndjson"))
        #expect(try spool.list("rejected") == ["a.ndjson", "a.ndjson.reasons"])
        #expect(spool.content("rejected/a.ndjson") == "bad\n")
        #expect(try spool.list("processed/2026-11-22") == ["a.ndjson.gz"])
    }

    @Test("a compressed file that is refused whole keeps its name")
    func rejectWhole() throws {
        let (spool, inbox) = try opened()
        try spool.write("{}", to: "a.json.gz")
        #expect(try inbox.rejectWhole(onlyFile(inbox), reasons: "why") == .moved(to: "rejected/a.json.gz"))
        #expect(try spool.list("rejected") == ["a.json.gz", "a.json.gz.reasons"])
    }

    @Test(
        "a compressed file with a name of odd bytes is shown harmlessly in every notice of it",
        arguments: ["a\n", "\u{1B}[2J", "a..%2f", String(repeating: "n", count: 247)]
    )
    func names(name: String) throws {
        let (spool, inbox) = try opened()
        try spool.write([UInt8](), to: "inbox/\(name).json.gz")
        let found = try onlyFile(inbox)
        #expect(try inbox.read(found) == .refused(.gzip(GzipFault(kind: .cutOff, byte: 0))))
        guard case .moved(let path) = try inbox.rejectWhole(found, reasons: "why") else {
            Issue.record("not moved")
            return
        }
        #expect(path.unicodeScalars.allSatisfy { (0x20...0x7E).contains($0.value) })
    }

    private func opened() throws -> (TemporarySpool, Inbox) {
        let spool = try TemporarySpool()
        return (spool, try spool.open(maxFileBytes: 4 << 20))
    }
}

/// The memory of this process that is in use now (proc(5), statm).
private func residentBytes() throws -> Int {
    let text = try String(contentsOfFile: "/proc/self/statm", encoding: .utf8)
    return try #require(Int(text.split(separator: " ")[1])) * 4_096
}
