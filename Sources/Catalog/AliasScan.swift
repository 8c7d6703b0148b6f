/// Looks for the one thing that the parser must not be given: it compares the keys of a mapping, and a key that is a
/// list of aliases of lists of aliases takes for ever to compare.
///
/// It looks at bytes, not at YAML, and sees more such keys than there are; they are refused in any case later on.
struct AliasScan {
    /// With up to this many aliases the values behind them multiply by less than twenty.
    private static let harmless = 8
    private var aliases = 0
    private var hasOtherKeys = false

    var isRisky: Bool { hasOtherKeys && aliases > AliasScan.harmless }

    init(_ bytes: ArraySlice<UInt8>) {
        var previous = UInt8(ascii: "\n")
        var lastVisible = previous
        var insideAlias = false
        for byte in bytes {
            switch byte {
            case UInt8(ascii: "*"):
                aliases += 1
                insideAlias = true
            case UInt8(ascii: ":"):
                if insideAlias || "]}".utf8.contains(lastVisible) { hasOtherKeys = true }
                insideAlias = false
            case UInt8(ascii: "?"):
                if " \t\r\n[{,-".utf8.contains(previous) { hasOtherKeys = true }
            case UInt8(ascii: "\n"), UInt8(ascii: ","), UInt8(ascii: "["), UInt8(ascii: "{"):
                insideAlias = false
            default: break
            }
            if byte != UInt8(ascii: " "), byte != UInt8(ascii: "\t") { lastVisible = byte }
            previous = byte
        }
    }
}
