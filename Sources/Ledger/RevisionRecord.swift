package import BusinessTime

/// A loaded catalogue as the ledger keeps it: the files as they were, and from when they judged.
package struct RevisionRecord: Hashable, Sendable {
    /// Counted from 1.
    package let number: Int
    package let loadedAt: Timestamp
    /// Of the files and their texts.
    package let hash: String
    /// The release of the zone data that was in force.
    package let zoneData: String
    /// The version of slad.
    package let program: String
    /// The files, in the encoding of `CatalogueFiles`.
    package let files: [UInt8]

    package init(
        number: Int, loadedAt: Timestamp, hash: String, zoneData: String, program: String, files: [UInt8]
    ) {
        self.number = number
        self.loadedAt = loadedAt
        self.hash = hash
        self.zoneData = zoneData
        self.program = program
        self.files = files
    }
}
