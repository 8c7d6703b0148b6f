import Foundation

extension ZoneData {
    /// More names than twice today's.
    private static let nameLimit = 2_000

    /// The IANA names that the directory has, sorted; from `tzdata.zi`, or from the files themselves.
    package func names() -> [String] {
        let listed = listedNames()
        return listed.isEmpty ? namesOfFiles() : listed
    }

    /// Lines such as `Z Europe/Berlin ...` and `L Europe/Berlin Arctic/Longyearbyen` (zic's compact form, zic(8)).
    private func listedNames() -> [String] {
        let bytes = (try? BoundedFile.read("\(directory)/tzdata.zi", limit: ZoneData.fileLimit)) ?? []
        var names: Set<String> = []
        for line in bytes.split(separator: UInt8(ascii: "\n")) {
            let words = line.split(separator: UInt8(ascii: " "), maxSplits: 3)
            let name: ArraySlice<UInt8>? =
                switch words.first {
                case [UInt8(ascii: "Z")] where words.count > 1: words[1]
                case [UInt8(ascii: "L")] where words.count > 2: words[2]
                default: nil
                }
            if let name { names.insert(String(decoding: name, as: UTF8.self)) }
        }
        return names.sorted()
    }

    private func namesOfFiles() -> [String] {
        var names: [String] = []
        var folders = [""]
        while let folder = folders.popLast(), names.count < ZoneData.nameLimit {
            let path = "\(directory)/\(folder)"
            for entry in (try? FileManager.default.contentsOfDirectory(atPath: path)) ?? [] {
                let name = folder + entry
                var isFolder: ObjCBool = false
                guard FileManager.default.fileExists(atPath: "\(directory)/\(name)", isDirectory: &isFolder) else {
                    continue
                }
                // The same zones once more, and once more with leap seconds.
                if isFolder.boolValue, !["posix", "right"].contains(name), name.split(separator: "/").count <= 3 {
                    folders.append(name + "/")
                } else if !isFolder.boolValue, isZoneFile(name) {
                    names.append(name)
                }
            }
        }
        return names.sorted()
    }

    private func isZoneFile(_ name: String) -> Bool {
        guard !["localtime", "posixrules"].contains(name) else { return false }
        let bytes = try? BoundedFile.read("\(directory)/\(name)", limit: ZoneData.fileLimit)
        return bytes?.starts(with: "TZif".utf8) ?? false
    }
}
