/// A hash that is the same in every run and on every machine: FNV-1a of 128 bits (RFC 9923 has the constants).
///
/// It names contents (a revision, an event without an id); it is no seal, and whoever wants to can make two contents of
/// one hash.
package struct ContentHash: Hashable, Sendable {
    // In halves, since the prime is 2^88 + 0x13b and thus needs no product of 128 bits by 128.
    private var high: UInt64 = 0x6c62_272e_07bb_0142
    private var low: UInt64 = 0x62b8_2175_6295_c58d

    package init() {}

    package mutating func combine(_ byte: UInt8) {
        low ^= UInt64(byte)
        let product = low.multipliedFullWidth(by: 0x13b)
        high = high &* 0x13b &+ product.high &+ low << 24
        low = product.low
    }

    /// Adds bytes; what is added in two parts has the hash of the two joined. O(n).
    package mutating func combine(_ bytes: some Sequence<UInt8>) {
        for byte in bytes { combine(byte) }
    }

    /// Adds the UTF-8 of a text.
    package mutating func combine(_ text: String) {
        var text = text
        text.withUTF8 { for byte in $0 { combine(byte) } }
    }

    /// 32 hexadecimal digits, small letters.
    package var hex: String { digits(of: high) + digits(of: low) }

    private func digits(of half: UInt64) -> String {
        let digits = String(half, radix: 16)
        return String(repeating: "0", count: 16 - digits.count) + digits
    }
}
