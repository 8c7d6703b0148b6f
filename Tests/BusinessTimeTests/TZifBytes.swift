/// Writes TZif files (RFC 9636, section 3), right ones and wrong ones.
struct TZifBytes {
    var version: Character? = "2"
    var transitions: [Int64] = []
    /// The type after each transition.
    var indices: [UInt8] = []
    /// Seconds east of UTC.
    var types: [Int32] = [0]
    var isDaylight: UInt8 = 0
    var nameIndex: UInt8 = 0
    var leapSeconds: [(at: Int64, correction: Int32)] = []
    var footer = ""
    /// What stands in the header instead of the true counts, by the place of the count.
    var wrongCounts: [Int: UInt32] = [:]

    /// The file: version 1 has one block, the later ones an empty short block before the long one.
    var bytes: [UInt8] {
        guard version != nil else { return header(of: self) + block(of: self, timeSize: 4) }
        let short = TZifBytes(version: version)
        return header(of: short) + block(of: short, timeSize: 4) + header(of: self) + block(of: self, timeSize: 8)
            + Array("\n\(footer)\n".utf8)
    }

    private func header(of file: TZifBytes) -> [UInt8] {
        var counts = [0, 0, file.leapSeconds.count, file.transitions.count, file.types.count, 4].map(UInt32.init)
        for (place, count) in file.wrongCounts { counts[place] = count }
        let version = file.version?.asciiValue ?? 0
        return Array("TZif".utf8) + [version] + [UInt8](repeating: 0, count: 15) + counts.flatMap { big($0) }
    }

    private func block(of file: TZifBytes, timeSize: Int) -> [UInt8] {
        var bytes: [UInt8] = []
        for at in file.transitions { bytes += time(at, timeSize) }
        bytes += file.indices
        for offset in file.types { bytes += big(UInt32(bitPattern: offset)) + [file.isDaylight, file.nameIndex] }
        bytes += Array("LMT\0".utf8)
        for leap in file.leapSeconds { bytes += time(leap.at, timeSize) + big(UInt32(bitPattern: leap.correction)) }
        return bytes
    }

    private func time(_ value: Int64, _ size: Int) -> [UInt8] {
        size == 8 ? big(UInt64(bitPattern: value)) : big(UInt32(truncatingIfNeeded: value))
    }

    private func big(_ value: some FixedWidthInteger) -> [UInt8] {
        withUnsafeBytes(of: value.bigEndian) { Array($0) }
    }
}
