/// What the files of the spool take of the disk, in bytes, each file with its holes left out.
package struct SpoolUsage: Hashable, Sendable {
    package var inboxBytes = 0
    package var rejectedBytes = 0
    package var processedBytes = 0

    package var totalBytes: Int { inboxBytes + rejectedBytes + processedBytes }

    /// For a notice: how much, of how much, and where.
    func text(of maxBytes: Int) -> String {
        "\(sizeText(totalBytes)) of \(sizeText(maxBytes)) (max_spool) are used: inbox \(sizeText(inboxBytes)), "
            + "processed \(sizeText(processedBytes)), rejected \(sizeText(rejectedBytes))"
    }
}

/// A size for people, with one decimal, rounded down: `3.2 GiB`.
func sizeText(_ bytes: Int) -> String {
    let units = ["KiB", "MiB", "GiB", "TiB", "PiB"]
    var (unit, tenths) = ("B", bytes)
    for larger in units where tenths >= (unit == "B" ? 1_024 : 10_240) {
        // Tenths from here on; no size of a disk is so large that ten of it overflow.
        tenths = unit == "B" ? tenths * 10 / 1_024 : tenths / 1_024
        unit = larger
    }
    return unit == "B" ? "\(bytes) B" : "\(tenths / 10).\(tenths % 10) \(unit)"
}
