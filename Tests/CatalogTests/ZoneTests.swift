import BusinessTime
import Catalog
import Foundation
import Testing

private func refusal(_ name: String, in zones: ZoneData = ZoneData(directory: "/usr/share/zoneinfo")) -> String? {
    do {
        _ = try zones.zone(named: name)
        return nil
    } catch {
        return error.description
    }
}

@Suite("Zones of the system", .enabled(if: hasZones, zonesMissing))
struct ZoneTests {
    private let zones = ZoneData(directory: "/usr/share/zoneinfo")

    @Test(
        "zones have the offset that people of the place know",
        arguments: [
            ("Europe/Berlin", 3_600, 7_200), ("America/New_York", -18_000, -14_400), ("Asia/Kolkata", 19_800, 19_800),
            ("Australia/Lord_Howe", 39_600, 37_800), ("UTC", 0, 0), ("Etc/GMT+1", -3_600, -3_600),
            ("America/Argentina/Ushuaia", -10_800, -10_800), ("Europe/Dublin", 0, 3_600), ("EST5EDT", -18_000, -14_400),
            ("Antarctica/Troll", 0, 7_200), ("America/St_Johns", -12_600, -9_000),
            ("posix/Europe/Berlin", 3_600, 7_200),
        ])
    func offsets(name: String, january: Int, july: Int) throws {
        let zone = try zones.zone(named: name)
        #expect(zone.name == name)
        #expect(zone.offsetSeconds(at: loadedAt) == january)
        #expect(zone.offsetSeconds(at: loadedAt + .days(181)) == july)
    }

    @Test(
        "a name that is none is refused with the one that was probably meant",
        arguments: [
            ("Europe/Berln", "did you mean 'Europe/Berlin'?"), ("europe/berlin", "did you mean 'Europe/Berlin'?"),
            ("Berlin", "did you mean 'Europe/Berlin'?"), ("Europa/Berlin", "did you mean 'Europe/Berlin'?"),
            ("America/NewYork", "did you mean 'America/New_York'?"), ("Mars/Olympus", "write an IANA name"),
            ("PST", "write an IANA name such as Europe/Berlin"), ("est", "did you mean 'EST'?"),
            ("GMT+1", "an offset such as +01:00 knows no summer time"), ("utc-5", "an offset such as"),
            ("Europe", "is a directory of zones; write one of them, such as Europe/"),
            ("tzdata.zi", "is not the name of a zone"), ("zone", "there is no zone 'zone'"),
            ("", "is not the name of a zone"), ("+01:00", "an offset such as +01:00 knows no summer time"),
            ("/usr/share/zoneinfo/Europe/Berlin", "is not the name of a zone"),
            ("../zoneinfo/Europe/Berlin", "is not the name of a zone"),
            ("Europe/../Europe/Berlin", "is not the name of a zone"), ("./UTC", "is not the name of a zone"),
            ("Europe//Berlin", "is not the name of a zone"), ("Europe/Berlin/", "is not the name of a zone"),
            ("Europe/Berlin\0x", "is not the name of a zone"), ("+VERSION", "is not the name of a zone"),
            ("Europe/Berlin\n", "is not the name of a zone"), ("Zürich", "is not the name of a zone"),
            (String(repeating: "a", count: 101), "is not the name of a zone"),
        ])
    func refused(name: String, expected: String) throws {
        let text = try #require(refusal(name))
        #expect(text.contains(expected), "\(text)")
        #expect(!text.contains { $0.isNewline })
    }

    @Test("a zone that counts leap seconds is refused with the reason")
    func leapSeconds() {
        guard FileManager.default.fileExists(atPath: "/usr/share/zoneinfo/right/Europe/Berlin") else {
            print("SKIPPED: no zones with leap seconds in /usr/share/zoneinfo/right")
            return
        }
        #expect(refusal("right/Europe/Berlin")?.contains("leap seconds") == true)
        #expect(refusal("right/Europe/Berlin")?.contains("write Europe/Berlin") == true)
    }

    @Test("every name that is listed is a zone")
    func names() throws {
        let names = zones.names()
        #expect(names.count > 400)
        #expect(names.contains("Europe/Berlin") && names.contains("Arctic/Longyearbyen"))
        for name in names { #expect(refusal(name) == nil) }
    }

    @Test("the release is that of tzdata.zi")
    func release() {
        #expect(zones.release.wholeMatch(of: /20\d\d[a-z]+/) != nil, "\(zones.release)")
    }

    @Test("a directory of its own: version, damage, links and sizes")
    func ownDirectory() throws {
        let root = FileManager.default.temporaryDirectory.appending(path: "slad-zones-\(UUID().uuidString)").path
        try FileManager.default.createDirectory(atPath: root + "/Own", withIntermediateDirectories: true)
        defer { try? FileManager.default.removeItem(atPath: root) }
        func write(_ name: String, _ data: Data) throws { try data.write(to: URL(fileURLWithPath: "\(root)/\(name)")) }
        let berlin = try Data(contentsOf: URL(fileURLWithPath: "/usr/share/zoneinfo/Europe/Berlin"))
        let own = ZoneData(directory: root)
        #expect(own.release == "unknown" && own.names() == [])
        #expect(refusal("Own/Town", in: own)?.contains("install Debian's package tzdata") == true)
        try write("Own/Town", berlin)
        try write("+VERSION", Data("2031c\n".utf8))
        try write("Cut", berlin.prefix(100))
        try write("Text", Data("hello".utf8))
        try write("Large", berlin + Data(count: 1 << 20))
        try FileManager.default.createSymbolicLink(atPath: root + "/Link", withDestinationPath: "Own/Town")
        try FileManager.default.createSymbolicLink(atPath: root + "/Away", withDestinationPath: "/etc/passwd")
        #expect(own.release == "2031c")
        #expect(own.names() == ["Cut", "Link", "Own/Town"])
        #expect(refusal("Own/Town", in: own) == nil && refusal("Link", in: own) == nil)
        #expect(refusal("Own/Twon", in: own)?.contains("did you mean 'Own/Town'?") == true)
        #expect(
            refusal("Cut", in: own)
                == "the zone 'Cut' cannot be read: it ends too early; install Debian's package tzdata anew")
        #expect(refusal("Text", in: own)?.contains("does not begin with TZif") == true)
        #expect(
            refusal("Large", in: own)
                == "the zone 'Large' is larger than 1048576 bytes; install Debian's package tzdata anew")
        #expect(
            refusal("Away", in: own) == "the zone 'Away' leads out of \(root); write a name such as Europe/Berlin")
        #expect(refusal("Own", in: own)?.contains("is a directory of zones") == true)
    }

    @Test("without a directory there is a hint, no crash")
    func noDirectory() {
        let none = ZoneData(directory: "/nonexistent")
        #expect(none.release == "unknown" && none.names() == [])
        #expect(refusal("Europe/Berlin", in: none)?.contains("there are no zones in /nonexistent") == true)
    }
}
