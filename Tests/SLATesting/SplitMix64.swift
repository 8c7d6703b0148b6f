import Foundation

/// A small random generator whose whole course is named by its seed (Steele, Lea, Flood: SplitMix, OOPSLA 2014).
package struct SplitMix64: RandomNumberGenerator, Sendable {
    private var state: UInt64

    package init(seed: UInt64) {
        state = seed
    }

    package mutating func next() -> UInt64 {
        state &+= 0x9E37_79B9_7F4A_7C15
        var mixed = state
        mixed = (mixed ^ (mixed >> 30)) &* 0xBF58_476D_1CE4_E5B9
        mixed = (mixed ^ (mixed >> 27)) &* 0x94D0_49BB_1331_11EB
        return mixed ^ (mixed >> 31)
    }

    /// True in about `percent` of a hundred calls.
    package mutating func chance(_ percent: Int) -> Bool {
        Int.random(in: 0..<100, using: &self) < percent
    }

    package mutating func pick<Element>(_ elements: [Element]) -> Element {
        precondition(!elements.isEmpty, "nothing to pick from")
        return elements[Int.random(in: elements.indices, using: &self)]
    }
}

/// The seeds of a property test: one a case, so that a failing case can be run alone.
package enum Seeds {
    /// `SLAD_SEED` runs that one case; without it the cases are the same in every run. `SLAD_LONG=1` runs ten times
    /// `count`.
    package static func cases(_ count: UInt64, of property: UInt64) -> [UInt64] {
        let environment = ProcessInfo.processInfo.environment
        if let text = environment["SLAD_SEED"], let seed = UInt64(text) { return [seed] }
        let all = environment["SLAD_LONG"] == "1" ? 10 * count : count
        return (0..<all).map { property &* 1_000_003 &+ $0 }
    }
}
