import Foundation

extension CatalogueFiles {
    /// An agreement is a few kilobytes; what is larger than this was put here by mistake.
    static let fileLimit = 1 << 20
    /// The whole text of a revision is one row in the ledger.
    static let totalLimit = 16 << 20
    /// Ten thousand agreements, one a file.
    static let nameLimit = 10_000

    /// Reads `slad.yaml`, `agreements/*.yaml` and `calendars/*.yaml` (or `.yml`) below a directory.
    ///
    /// Hidden names and those that end in `~` are left alone. A missing `slad.yaml` or folder is none at all.
    package static func read(directory: String) throws(CatalogueReadError) -> CatalogueFiles {
        var reading = DirectoryReading(root: directory)
        try reading.readRoot()
        for folder in ["agreements", "calendars"] { try reading.readFolder(folder) }
        return CatalogueFiles(reading.files, passedOver: reading.passedOver)
    }
}

/// Collects the files below one directory, within the limits.
private struct DirectoryReading {
    let root: String
    var files: [CatalogueFiles.File] = []
    var passedOver: [String] = []
    private var total = 0

    init(root: String) {
        self.root = root
    }

    mutating func readRoot() throws(CatalogueReadError) {
        guard let names = try names(in: "") else { throw .noDirectory(root) }
        if names.contains("slad.yaml") { try read("slad.yaml") }
        passedOver += names.filter { $0 != "slad.yaml" && looksLikeConfiguration($0) }
    }

    mutating func readFolder(_ folder: String) throws(CatalogueReadError) {
        for name in try names(in: folder) ?? [] {
            let path = "\(folder)/\(name)"
            if name.hasSuffix(".yaml") || name.hasSuffix(".yml") {
                try read(path)
            } else if looksLikeConfiguration(name) {
                passedOver.append(path)
            }
        }
    }

    /// Names that somebody may have meant to be read.
    private func looksLikeConfiguration(_ name: String) -> Bool {
        [".yaml", ".yml", ".json"].contains { name.lowercased().hasSuffix($0) }
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
