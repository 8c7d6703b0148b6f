/// A hash that is the same in every run and on every machine: FNV-1a of 128 bits.
///
/// It names contents (a revision, an event without an id); it does not protect against someone who makes two contents
/// of one hash on purpose. Constants: draft-eastlake-fnv, section 5.
package struct ContentHash: Hashable, Sendable {
    private var state = UInt128(0x6c62_272e_07bb_0142) << 64 | UInt128(0x62b8_2175_6295_c58d)
    private static let prime = UInt128(1) << 88 | UInt128(0x13b)

    package init() {}

    /// Adds bytes; what is added in two parts has the hash of the two joined.
    ///
    /// - Complexity: O(*n*)
    package mutating func combine(_ bytes: some Sequence<UInt8>) {
        for byte in bytes {
            state ^= UInt128(byte)
            state &*= ContentHash.prime
        }
    }

    /// 32 hexadecimal digits.
    package var hex: String {
        let digits = String(state, radix: 16)
        return String(repeating: "0", count: 32 - digits.count) + digits
    }
}
