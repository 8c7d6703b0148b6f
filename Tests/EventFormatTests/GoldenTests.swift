import EventFormat
import Foundation
import Testing

/// The files in `bad/`, each with the reasons that slad puts beside it in `rejected`.
///
/// `SLAD_RECORD=1` writes the reasons anew, to be read before they are committed.
@Suite("Bad files and their reasons")
struct GoldenTests {
    private static let here = URL(fileURLWithPath: #filePath).deletingLastPathComponent().appending(path: "bad")

    static func names() -> [String] {
        let names = try? FileManager.default.contentsOfDirectory(atPath: here.path)
        return (names ?? []).filter { EventFileForm(fileName: $0) != nil }.sorted()
    }

    @Test("a bad file has exactly the reasons that stand beside it", arguments: names())
    func reasons(name: String) throws {
        let bytes = Array(try Data(contentsOf: Self.here.appending(path: name)))
        let form = try #require(EventFileForm(fileName: name))
        let found = decode(bytes: bytes, form).findings.map { $0.reason + "\n" }.joined()
        let place = Self.here.appending(path: name + ".reasons")
        if ProcessInfo.processInfo.environment["SLAD_RECORD"] == "1" {
            try found.write(to: place, atomically: true, encoding: .utf8)
        }
        #expect(found == (try? String(contentsOf: place, encoding: .utf8)))
    }

    @Test("each bad file has reasons beside it, and each reasons file is of one")
    func complete() throws {
        let all = try FileManager.default.contentsOfDirectory(atPath: Self.here.path).filter { !$0.hasPrefix(".") }
        let names = Self.names()
        #expect(names.count >= 40)
        #expect(Set(all) == Set(names + names.map { $0 + ".reasons" }))
        for name in names {
            let reasons = try String(contentsOf: Self.here.appending(path: name + ".reasons"), encoding: .utf8)
            #expect(!reasons.isEmpty, "\(name)")
        }
    }

    @Test("without an explanation the same lines are refused", arguments: names())
    func unexplained(name: String) throws {
        let bytes = Array(try Data(contentsOf: Self.here.appending(path: name)))
        var decoder = EventDecoder()
        let file = EventFile(bytes: bytes, form: try #require(EventFileForm(fileName: name)))
        let (explained, bare) = (file.decoded(with: &decoder), file.decoded(with: &decoder, explaining: false))
        #expect(explained.places == bare.places)
        #expect(explained.events == bare.events)
        #expect(bare.findings.allSatisfy { $0.line == $0.place.line && $0.column == $0.place.column })
    }
}
