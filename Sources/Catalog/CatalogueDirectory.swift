import Foundation

extension CatalogueFiles {
    /// An agreement is a few kilobytes; what is larger than this was put here by mistake.
    static let fileLimit = 1 << 20
    /// The whole text of a revision is one row in the ledger.
    static let totalLimit = 16 << 20
    /// Where agreements and calendars are; other folders may have .ics files.
    static let folders = ["agreements", "calendars"]
    /// Ten thousand agreements, one a file.
    static let nameLimit = 10_000

    /// Reads `slad.yaml`, `agreements/*.yaml` and `calendars/*.yaml` (or `.yml`) below a directory, and the `.ics`
    /// files that the calendars name.
    ///
    /// Hidden names and those that end in `~` are left alone. A missing `slad.yaml` or folder is none at all.
    package static func read(directory: String) throws(CatalogueReadError) -> CatalogueFiles {
        var reading = DirectoryReading(root: directory)
        try reading.readRoot()
        for folder in CatalogueFiles.folders { try reading.readFolder(folder) }
        try reading.readNamed(ICSPath.named(in: reading.files.filter { $0.path.hasPrefix("calendars/") }))
        return CatalogueFiles(reading.files, passedOver: reading.passedOver, missing: reading.missing)
    }
}

/// Collects the files below one directory, within the limits.
private struct DirectoryReading {
    let root: String
    var files: [CatalogueFiles.File] = []
    var passedOver: [String] = []
    private(set) var missing: [String: String] = [:]
    private var total = 0

    init(root: String) {
        self.root = root
    }

    mutating func readRoot() throws(CatalogueReadError) {
        guard let names = try names(in: "") else { throw .noDirectory(root) }
        if names.contains("slad.yaml") { try read("slad.yaml") }
        passedOver += names.filter { $0 != "slad.yaml" && looksLikeConfiguration($0) }
        // A folder of mapping files is somebody's own affair; agreement/ is a mistake.
        for name in names where isNearlyFolder(name) { passedOver += texts(below: name) }
    }

    mutating func readFolder(_ folder: String) throws(CatalogueReadError) {
        for name in try names(in: folder) ?? [] {
            let path = "\(folder)/\(name)"
            if name.hasSuffix(".yaml") || name.hasSuffix(".yml") {
                try read(path)
            } else if looksLikeConfiguration(name) {
                passedOver.append(path)
            } else {
                passedOver += texts(below: path)
            }
        }
    }

    /// Reads `.ics` files; what is wrong with one is said where a calendar names it.
    mutating func readNamed(_ paths: [String]) throws(CatalogueReadError) {
        for path in Set(paths).sorted() {
            let candidates = ICSPath.candidates(path)
            guard let found = candidates.first(where: { FileManager.default.fileExists(atPath: "\(root)/\($0)") })
            else {
                missing[path] = "it is not there"
                continue
            }
            // Two paths may lead to one file.
            guard !files.contains(where: { $0.path == found }) else { continue }
            passedOver.removeAll { $0 == found }
            do {
                try read(found)
            } catch {
                if case .tooLarge = error { throw error }
                missing[path] = error.reason
            }
        }
    }

    /// Names that somebody may have meant to be read.
    private func looksLikeConfiguration(_ name: String) -> Bool {
        [".yaml", ".yml", ".json", ".ics"].contains { name.lowercased().hasSuffix($0) }
    }

    private func isNearlyFolder(_ name: String) -> Bool {
        !CatalogueFiles.folders.contains(name) && nearestWord(to: name, among: CatalogueFiles.folders) != nil
    }

    /// What may have been meant as agreements or calendars in a folder that is not read; none where it is no folder.
    private func texts(below folder: String) -> [String] {
        let names = (try? FileManager.default.contentsOfDirectory(atPath: "\(root)/\(folder)")) ?? []
        return names.filter { !$0.hasPrefix(".") && ($0.hasSuffix(".yaml") || $0.hasSuffix(".yml")) }
            .sorted().map { "\(folder)/\($0)" }
    }

    /// - Returns: nil where there is no such directory.
    private func names(in folder: String) throws(CatalogueReadError) -> [String]? {
        let path = folder.isEmpty ? root : "\(root)/\(folder)"
        let names: [String]
        do {
            names = try FileManager.default.contentsOfDirectory(atPath: path)
        } catch CocoaError.fileReadNoSuchFile {
            return nil
        } catch {
            throw .unreadable(path: path, reason: "it cannot be listed as a directory")
        }
        guard names.count <= CatalogueFiles.nameLimit else {
            throw .tooManyFiles(directory: path, limit: CatalogueFiles.nameLimit)
        }
        return names.filter { !$0.hasPrefix(".") && !$0.hasSuffix("~") }.sorted()
    }

    private mutating func read(_ path: String) throws(CatalogueReadError) {
        let bytes = try BoundedFile.read("\(root)/\(path)", limit: CatalogueFiles.fileLimit)
        total += bytes.count
        guard total <= CatalogueFiles.totalLimit else {
            throw .tooLarge(directory: root, limit: CatalogueFiles.totalLimit)
        }
        files.append(CatalogueFiles.File(path: path, bytes: bytes))
    }
}
