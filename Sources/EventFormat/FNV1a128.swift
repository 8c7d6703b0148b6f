/// The hash FNV-1a of 128 bits (https://www.rfc-editor.org/rfc/rfc9923, which has the constants).
///
/// It tells contents apart; it is no seal, and whoever wants to can make two texts with the same value.
struct FNV1a128 {
    private(set) var value: UInt128 = 0x6c62_272e_07bb_0142_62b8_2175_6295_c58d

    private static let prime: UInt128 = 1 << 88 + 0x13b

    mutating func add(_ byte: UInt8) {
        value = (value ^ UInt128(byte)) &* FNV1a128.prime
    }

    mutating func add(_ bytes: some Sequence<UInt8>) {
        for byte in bytes { add(byte) }
    }

    /// 32 digits, small letters.
    var hexadecimal: String {
        let digits = String(value, radix: 16)
        return String(repeating: "0", count: 32 - digits.count) + digits
    }
}
