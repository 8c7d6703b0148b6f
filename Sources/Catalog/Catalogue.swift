package import SLAEngine

/// A valid set of agreements: files that were read without an error.
package struct Catalogue: Hashable, Sendable {
    package let rules: Rules
    package let settings: DaemonSettings
    package let files: CatalogueFiles
    /// What a person should know although the catalogue is loaded; by file and place.
    package let warnings: [Finding]

    /// Reads all files; a pure function of their contents.
    ///
    /// - Throws: every finding, warnings too: all of the files that parse, one for a file that does not.
    package static func load(_ files: CatalogueFiles) throws(CatalogueRefused) -> Catalogue {
        var loading = CatalogueLoading()
        for path in files.passedOver { loading.passOver(path) }
        for file in files.files { loading.read(file) }
        loading.compareAgreements()
        let findings = loading.findings.sorted()
        guard findings.allSatisfy({ $0.severity == .warning }) else { throw CatalogueRefused(findings: findings) }
        return Catalogue(rules: loading.rules, settings: loading.settings.daemon, files: files, warnings: findings)
    }
}

/// Files that are no valid catalogue, and why.
package struct CatalogueRefused: Error, Hashable, Sendable, CustomStringConvertible {
    /// By file and place; at least one is an error.
    package let findings: [Finding]

    /// A line a finding.
    package var description: String {
        findings.map(\.text).joined(separator: "\n")
    }
}
