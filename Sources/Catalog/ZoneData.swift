package import BusinessTime
import Foundation

/// The system's time zones: a directory of TZif files, read at each question so that an update is seen.
package struct ZoneData: Hashable, Sendable {
    /// The largest zone of today is 4 KB.
    static let fileLimit = 1 << 20
    let directory: String

    /// - Parameter directory: nil for that of the environment's `TZDIR`, else `/usr/share/zoneinfo`.
    package init(directory: String? = nil) {
        let named = directory ?? ProcessInfo.processInfo.environment["TZDIR"] ?? ""
        self.directory = named.isEmpty ? "/usr/share/zoneinfo" : named
    }

    /// The release of the data, such as `2025b`; `unknown` where nothing says it.
    package var release: String {
        let first = firstLine(of: "tzdata.zi")
        let prefix = "# version "
        let version = first.hasPrefix(prefix) ? String(first.dropFirst(prefix.count)) : firstLine(of: "+VERSION")
        let isWord = (1...32).contains(version.utf8.count) && version.allSatisfy { $0.isASCII && !$0.isWhitespace }
        return isWord ? version : "unknown"
    }

    /// The zone of an IANA name.
    package func zone(named name: String) throws(ZoneFault) -> Zone {
        try loaded(name).zone
    }

    /// The zone and the bytes it was made of.
    func loaded(_ name: String) throws(ZoneFault) -> (zone: Zone, bytes: [UInt8]) {
        let bytes = try bytes(of: name)
        do {
            return (try Zone(name: name, tzif: bytes), bytes)
        } catch {
            throw fault(error, of: name)
        }
    }

    private func fault(_ error: ZoneError, of name: String) -> ZoneFault {
        switch error {
        case .leapSeconds:
            let plain = name.hasPrefix("right/") ? String(name.dropFirst("right/".count)) : "a zone without them"
            return ZoneFault(
                what: "the zone \(quoted(name)) counts leap seconds, and no event's time does", hint: "write \(plain)")
        case .malformed(let reason):
            return ZoneFault(what: "the zone \(quoted(name)) cannot be read: \(reason)", hint: reinstall)
        }
    }

    private func bytes(of name: String) throws(ZoneFault) -> [UInt8] {
        guard isZoneName(name) else {
            throw ZoneFault(
                what: "\(quoted(name)) is not the name of a zone",
                hint: noOffset)
        }
        guard let path = realPath(directory + "/" + name), let root = realPath(directory) else {
            throw unknown(name)
        }
        guard path.hasPrefix(root + "/") else {
            throw ZoneFault(
                what: "the zone \(quoted(name)) leads out of \(directory)", hint: "write a name such as Europe/Berlin")
        }
        do {
            return try BoundedFile.read(path, limit: ZoneData.fileLimit)
        } catch {
            throw fault(error, of: name)
        }
    }

    private func fault(_ error: CatalogueReadError, of name: String) -> ZoneFault {
        switch error {
        case .notAFile:
            ZoneFault(
                what: "\(quoted(name)) is a directory of zones",
                hint: "write one of them, such as \(names().first { $0.hasPrefix(name + "/") } ?? "Europe/Berlin")")
        case .fileTooLarge(_, let limit):
            ZoneFault(what: "the zone \(quoted(name)) is larger than \(limit) bytes", hint: reinstall)
        default:
            ZoneFault(what: "the zone \(quoted(name)) cannot be read: \(error.reason)", hint: reinstall)
        }
    }

    /// Only such names stay in the directory.
    private func isZoneName(_ name: String) -> Bool {
        let parts = name.split(separator: "/", omittingEmptySubsequences: false)
        let isWord = name.utf8.allSatisfy { byte in
            switch byte {
            case UInt8(ascii: "A")...UInt8(ascii: "Z"), UInt8(ascii: "a")...UInt8(ascii: "z"): true
            case UInt8(ascii: "0")...UInt8(ascii: "9"): true
            default: "/_+-".utf8.contains(byte)
            }
        }
        return isWord && name.utf8.count <= 100 && parts.allSatisfy { !$0.isEmpty && !"+-".contains($0.prefix(1)) }
    }

    private func unknown(_ name: String) -> ZoneFault {
        let known = names()
        guard !known.isEmpty else {
            return ZoneFault(what: "there are no zones in \(directory)", hint: "install Debian's package tzdata")
        }
        let hint = isOffset(name) ? noOffset : nearestZone(to: name, among: known).map { "did you mean \(quoted($0))?" }
        return ZoneFault(
            what: "there is no zone \(quoted(name)) in \(directory)",
            hint: hint ?? "write an IANA name such as Europe/Berlin, a continent and a city of the zone")
    }

    /// A city is a better clue than the continent: `Berlin` and `Europa/Berlin` are Europe/Berlin.
    private func nearestZone(to name: String, among known: [String]) -> String? {
        if let same = known.first(where: { $0.lowercased() == name.lowercased() }) { return same }
        let city = "/" + (name.split(separator: "/").last ?? "").lowercased()
        if let same = known.first(where: { $0.lowercased().hasSuffix(city) }) { return same }
        // PST is nearest to EST, which is no help.
        let isAbbreviation = name.utf8.count <= 5 && name.allSatisfy { $0.isUppercase }
        return isAbbreviation ? nil : nearestWord(to: name, among: known)
    }

    /// `GMT+1` and the like. Etc/GMT+1, which looks like it, lies on the other side of Greenwich.
    private func isOffset(_ name: String) -> Bool {
        ["GMT", "UTC"].contains(name.prefix(3).uppercased()) && "+-".contains(name.dropFirst(3).prefix(1))
            && name.utf8.count > 3
    }

    private var noOffset: String { "write one such as Europe/Berlin; an offset such as +01:00 knows no summer time" }

    private var reinstall: String { "install Debian's package tzdata anew" }

    private func firstLine(of file: String) -> String {
        let bytes = (try? BoundedFile.read("\(directory)/\(file)", limit: ZoneData.fileLimit)) ?? []
        return String(decoding: bytes.prefix { $0 != UInt8(ascii: "\n") }, as: UTF8.self)
    }

    private func realPath(_ path: String) -> String? {
        guard let resolved = realpath(path, nil) else { return nil }
        defer { free(resolved) }
        return String(cString: resolved)
    }
}
