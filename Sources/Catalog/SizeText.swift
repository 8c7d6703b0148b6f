/// Reads sizes of files and directories, whose unit must be written: `64MiB`, `4GiB`, `500MB`.
package enum SizeText {
    /// Reads a size, in bytes; zero is a size.
    package static func bytes(_ text: String) throws(TextFault) -> Int {
        let digits = text.prefix { $0.isASCII && $0.isNumber }
        // Nine digits in the largest unit are far below what Int holds.
        guard (1...9).contains(digits.count), let count = Int(digits) else { throw unreadable(text) }
        let symbol = text.dropFirst(digits.count)
        guard !symbol.isEmpty else { throw bareNumber(text, count) }
        guard let unit = units.first(where: { $0.symbol == symbol }) else { throw unreadable(text) }
        return count * unit.bytes
    }

    /// The size in the largest unit of 1,024s that shows it exactly: `64MiB`.
    static func text(_ bytes: Int) -> String {
        let unit = binaryUnits.last { bytes >= $0.bytes && bytes.isMultiple(of: $0.bytes) }
        return unit.map { "\(bytes / $0.bytes)\($0.symbol)" } ?? "\(bytes)B"
    }

    private typealias Unit = (symbol: String, bytes: Int)

    private static let binaryUnits: [Unit] = [("B", 1), ("KiB", 1 << 10), ("MiB", 1 << 20), ("GiB", 1 << 30)]
    private static let units = binaryUnits + [("kB", 1_000), ("MB", 1_000_000), ("GB", 1_000_000_000)]

    private static func bareNumber(_ text: String, _ count: Int) -> TextFault {
        TextFault(
            what: "\(quoted(text)) is a size without a unit", hint: "write \(count)MiB, or another unit: \(known)")
    }

    private static func unreadable(_ text: String) -> TextFault {
        TextFault(
            what: "\(quoted(text)) is not a size",
            hint: respelled(text).map { "write \($0)" } ?? "write a whole number with \(known), such as 64MiB"
        )
    }

    private static let known = "B, KiB, MiB, GiB, kB, MB or GB"

    /// What was meant by `64 mib`, `4G`, `4 gb`; nil where it cannot be guessed.
    private static func respelled(_ text: String) -> String? {
        let small = text.lowercased().filter { $0 != " " }
        let digits = small.prefix { $0.isASCII && $0.isNumber }
        let letters = small.dropFirst(digits.count)
        guard (1...9).contains(digits.count),
            let unit = units.first(where: { unit in
                let symbol = unit.symbol.lowercased()
                // One letter alone, as dd(1) and systemd have it, counts in 1,024s.
                return letters == symbol || (symbol.hasSuffix("ib") && letters == symbol.prefix(1))
            })
        else { return nil }
        return "\(digits)\(unit.symbol)"
    }
}
