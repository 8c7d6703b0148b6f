import Compliance
import Control

/// Who asked for a change, and waits for the answer.
enum Asker {
    case client(Int32)
    case caller(CheckedContinuation<ControlAnswer, Never>)
}

/// A change that is recorded, while the figures without it and with it are counted.
struct CountedChange {
    let exclusion: Exclusion
    /// Who did what, and why.
    let what: String
    let asker: Asker
}
