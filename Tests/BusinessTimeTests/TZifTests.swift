import Foundation
import Testing

@testable import BusinessTime

@Suite("TZif")
struct TZifTests {
    private let oneChange = TZifBytes(transitions: [1_000, 2_000], indices: [1, 0], types: [3_600, 7_200])

    @Test("versions 1 to 4, and later ones, are read", arguments: [nil, "2", "3", "4", "5"] as [Character?])
    func versions(version: Character?) throws {
        var file = oneChange
        file.version = version
        let zone = try Zone(name: "Z", tzif: file.bytes)
        #expect([0, 999, 1_000, 1_999, 2_000].map { offset(zone, $0) } == [3_600, 3_600, 7_200, 7_200, 3_600])
    }

    @Test("the first time type holds before the first transition, whatever the transition names")
    func beforeTheFirst() throws {
        let zone = try Zone(name: "Z", tzif: TZifBytes(transitions: [10], indices: [1], types: [-1_800, 60]).bytes)
        #expect(offset(zone, -1_000_000_000_000) == -1_800)
    }

    @Test("a file without transitions is ruled by its footer, before 1970 too")
    func onlyAFooter() throws {
        let fixed = try Zone(name: "Z", tzif: TZifBytes(types: [60], footer: "<+03>-3").bytes)
        #expect([-9_000_000_000, 0, 9_000_000_000].map { offset(fixed, $0) } == [10_800, 10_800, 10_800])
        let berlin = try Zone(name: "Z", tzif: TZifBytes(footer: "CET-1CEST,M3.5.0,M10.5.0/3").bytes)
        #expect(["1850-01-01", "1850-07-01", "2926-07-01"].map { dayOffset(berlin, $0) } == [3_600, 7_200, 7_200])
    }

    @Test("a file without transitions and without a footer has its first time type for ever")
    func nothingButAType() throws {
        let zone = try Zone(name: "Z", tzif: TZifBytes(types: [-19_800]).bytes)
        #expect([-9_000_000_000, 9_000_000_000].map { offset(zone, $0) } == [-19_800, -19_800])
    }

    @Test("a file of leap seconds is refused, and says so")
    func leapSeconds() {
        var file = oneChange
        file.leapSeconds = [(78_796_800, 1)]
        for version in [nil, "2", "4"] as [Character?] {
            file.version = version
            #expect(throws: ZoneError.leapSeconds) { try Zone(name: "Z", tzif: file.bytes) }
        }
    }

    @Test("a file that is cut off anywhere is refused", arguments: [nil, "2", "4"] as [Character?])
    func cutOff(version: Character?) {
        var file = oneChange
        file.version = version
        file.footer = "CET-1CEST,M3.5.0,M10.5.0/3"
        let bytes = file.bytes
        for length in 0..<bytes.count {
            #expect(throws: ZoneError.self, "\(length) bytes") { try Zone(name: "Z", tzif: Array(bytes[..<length])) }
        }
        #expect(throws: Never.self) { try Zone(name: "Z", tzif: bytes) }
    }

    @Test("what no zone can mean is refused")
    func refused() {
        var file = TZifBytes(transitions: [10], indices: [2], types: [0, 60])
        expectRefusal(file, "an index behind the time types")
        file = TZifBytes(transitions: [10, 10], indices: [0, 0])
        expectRefusal(file, "transitions that stand still")
        file = TZifBytes(transitions: [10, 9], indices: [0, 0])
        expectRefusal(file, "transitions that go back")
        expectRefusal(TZifBytes(transitions: [.max], indices: [0]), "a transition at the end of time")
        expectRefusal(TZifBytes(types: []), "no time type")
        expectRefusal(TZifBytes(types: [93_601]), "an offset beyond 26 hours")
        expectRefusal(TZifBytes(types: [.min]), "the one offset that RFC 9636 forbids")
        expectRefusal(TZifBytes(isDaylight: 2), "neither standard nor daylight time")
        expectRefusal(TZifBytes(nameIndex: 4), "a name behind the names")
        expectRefusal(TZifBytes(footer: "CET"), "a footer that is no rule")
        expectRefusal(TZifBytes(footer: "CET-1\0"), "a footer with a NUL")
        expectRefusal(TZifBytes(version: "1"), "a version that never was")
    }

    @Test("no count, however wrong, does more than refuse the file", arguments: 0..<6)
    func wrongCounts(place: Int) {
        for count: UInt32 in [0x7FFF_FFFF, 0x8000_0000, 0xFFFF_FFFF, 0xFFFF_FFFE] {
            for version in [nil, "2"] as [Character?] {
                var file = oneChange
                file.version = version
                file.wrongCounts = [place: count]
                expectRefusal(file, "count \(place) is \(count)")
                file.wrongCounts[5] = 0xFFFF_FFFF
                expectRefusal(file, "count \(place) is \(count), and as many letters")
            }
        }
    }

    @Test("a file whose only transition lies before all time does not keep its reader busy")
    func bigBang() throws {
        let file = TZifBytes(
            transitions: [-1 << 59], indices: [0], types: [3_600], footer: "CET-1CEST,M3.5.0,M10.5.0/3")
        let zone = try Zone(name: "Z", tzif: file.bytes)
        #expect(dayOffset(zone, "2026-07-01") == 7_200)
    }

    @Test(
        "random bytes, and real files with some bytes exchanged, never trap",
        .enabled(if: !ZoneFiles.names.isEmpty, ZoneFiles.none))
    func garbage() throws {
        var random = SeededRandom(seed: Effort.seed)
        var accepted = 0
        let count = Effort.isLong ? 200_000 : 2_000
        let files = try (0..<20).map { _ in try ZoneFiles.bytes(ZoneFiles.names.randomElement(using: &random) ?? "") }
        for _ in 0..<count {
            let bytes = garbage(of: files, &random)
            guard let zone = try? Zone(name: "Z", tzif: bytes) else { continue }
            accepted += 1
            use(zone, &random)
        }
        print("TZif: \(count) damaged files, \(accepted) of them still zones; SLAD_SEED=\(Effort.seed)")
    }

    private func garbage(of files: [[UInt8]], _ random: inout SeededRandom) -> [UInt8] {
        if random.isOnce(in: 10) {
            return Array("TZif".utf8)
                + (0..<Int.random(in: 0..<200, using: &random)).map { _ in UInt8.random(in: 0...255, using: &random) }
        }
        var bytes = files.randomElement(using: &random) ?? []
        for _ in 0...Int.random(in: 0..<4, using: &random) {
            let end = random.isOnce(in: 2) ? min(100, bytes.count) : bytes.count
            bytes[Int.random(in: 0..<end, using: &random)] = UInt8.random(in: 0...255, using: &random)
        }
        return bytes
    }

    /// Asks what a calendar asks.
    private func use(_ zone: Zone, _ random: inout SeededRandom) {
        for _ in 0..<10 {
            let moment = Timestamp(
                millisecondsSinceEpoch: Int64.random(in: -99_000_000_000_000...999_000_000_000_000, using: &random))
            let date = zone.date(at: moment)
            #expect(zone.instant(of: date, secondsOfDay: 0) <= zone.instant(of: date, secondsOfDay: 86_400))
        }
        _ = zone.transitions(from: .distantPast, to: Timestamp(millisecondsSinceEpoch: 0))
        _ = zone.offsetSeconds(at: .distantPast)
        _ = zone.offsetSeconds(at: .distantFuture)
    }

    private func expectRefusal(_ file: TZifBytes, _ why: Comment) {
        #expect(throws: ZoneError.self, why) { try Zone(name: "Z", tzif: file.bytes) }
    }

    private func offset(_ zone: Zone, _ seconds: Int64) -> Int {
        zone.offsetSeconds(at: Timestamp(millisecondsSinceEpoch: seconds * 1_000))
    }

    private func dayOffset(_ zone: Zone, _ day: String) -> Int? {
        (try? at(day + "T12:00:00Z")).map(zone.offsetSeconds)
    }
}
