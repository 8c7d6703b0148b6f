import Foundation
import SLAEngine

/// The configuration as it stands in files: what a revision is made of, and what of it is kept in the ledger.
package struct CatalogueFiles: Hashable, Sendable {
    package struct File: Hashable, Sendable {
        /// Relative to the configuration directory: `agreements/gold.yaml`.
        package var path: String
        package var bytes: [UInt8]

        package init(path: String, bytes: [UInt8]) {
            self.path = path
            self.bytes = bytes
        }
    }

    /// In the order of their paths' bytes.
    package let files: [File]
    /// Paths that look like configuration and are not read; each gets a warning.
    package let passedOver: [String]

    /// Why files that a calendar names are not there, by path.
    let missing: [String: String]

    package init(_ files: [File], passedOver: [String] = []) {
        self.init(files, passedOver: passedOver, missing: [:])
    }

    init(_ files: [File], passedOver: [String], missing: [String: String]) {
        self.files = files.sorted { $0.path.utf8.lexicographicallyPrecedes($1.path.utf8) }
        self.passedOver = passedOver.sorted()
        self.missing = missing
    }

    package init(_ texts: [String: String]) {
        self.init(texts.map { File(path: $0.key, bytes: Array($0.value.utf8)) })
    }

    /// The same for the same paths and contents, in every run; 32 hexadecimal digits.
    package var hash: String {
        var hash = ContentHash()
        for file in files {
            // The lengths say where a path and a content end.
            hash.combine("\(file.path.utf8.count) \(file.bytes.count)\n".utf8)
            hash.combine(file.path.utf8)
            hash.combine(file.bytes)
        }
        return hash.hex
    }

    /// The whole text in one piece, for the ledger: a JSON object of paths and contents.
    ///
    /// Always the same for the same files.
    /// Made for files that were loaded: what is not UTF-8 would not come back as it was.
    package func encoded() throws -> [UInt8] {
        let texts = files.map { ($0.path, String(decoding: $0.bytes, as: UTF8.self)) }
        let encoder = JSONEncoder()
        encoder.outputFormatting = [.sortedKeys, .withoutEscapingSlashes]
        return Array(try encoder.encode(Dictionary(texts) { first, _ in first }))
    }

    /// Reads what `encoded()` wrote.
    package init(encoded bytes: [UInt8]) throws {
        self.init(try JSONDecoder().decode([String: String].self, from: Data(bytes)))
    }
}
