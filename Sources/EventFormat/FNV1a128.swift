/// The hash FNV-1a of 128 bits (https://www.rfc-editor.org/rfc/rfc9923, which has the constants).
///
/// It tells contents apart; it is no seal, and whoever wants to can make two texts with the same value.
struct FNV1a128 {
    // In halves, since the prime is 2^88 + 0x13b and thus needs no product of 128 bits by 128.
    private var high: UInt64 = 0x6c62_272e_07bb_0142
    private var low: UInt64 = 0x62b8_2175_6295_c58d

    mutating func add(_ byte: UInt8) {
        low ^= UInt64(byte)
        let product = low.multipliedFullWidth(by: 0x13b)
        high = high &* 0x13b &+ product.high &+ low << 24
        low = product.low
    }

    mutating func add(_ text: String) {
        var text = text
        text.withUTF8 { for byte in $0 { add(byte) } }
    }

    /// 32 digits, small letters.
    var hexadecimal: String { digits(of: high) + digits(of: low) }

    private func digits(of half: UInt64) -> String {
        let digits = String(half, radix: 16)
        return String(repeating: "0", count: 16 - digits.count) + digits
    }
}
