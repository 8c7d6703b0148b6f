import Foundation

/// Random numbers that a seed repeats (SplitMix64), so that a failure can be looked at again.
struct SeededRandom: RandomNumberGenerator {
    private var state: UInt64

    init(seed: UInt64) {
        state = seed
    }

    mutating func next() -> UInt64 {
        state &+= 0x9E37_79B9_7F4A_7C15
        var mixed = state
        mixed = (mixed ^ (mixed >> 30)) &* 0xBF58_476D_1CE4_E5B9
        mixed = (mixed ^ (mixed >> 27)) &* 0x94D0_49BB_1331_11EB
        return mixed ^ (mixed >> 31)
    }

    mutating func isOnce(in count: Int) -> Bool {
        Int.random(in: 0..<count, using: &self) == 0
    }
}

/// How much of what is random is tried.
enum Effort {
    /// `SLAD_LONG=1`: millions instead of thousands.
    static let isLong = ProcessInfo.processInfo.environment["SLAD_LONG"] == "1"

    /// `SLAD_SEED=…` repeats a run; without it every run is another one.
    static let seed =
        ProcessInfo.processInfo.environment["SLAD_SEED"].flatMap(UInt64.init) ?? UInt64.random(in: 1...999_999_999)
}
