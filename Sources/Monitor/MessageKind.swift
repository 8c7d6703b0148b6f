package import Systemd

/// Every kind of entry that slad writes: its word in `SLA_KIND`, its message id and its priority.
///
/// The ids are fixed for ever: people build filters on them, and `systemd/slad.catalog` explains each.
package enum MessageKind: String, CaseIterable, Sendable {
    case warning, breach, withdrawn, corrected, ladder, met
    case finishedLate = "finished-late"
    case answered
    case digest, summary, rejected, held, spool, started, reloaded, refused
    case lastGood = "last-good"
    case clockStep = "clock-step"
    case alive
    case window, lost, burn
    case missesLeft = "misses-left"
    case below, back
    case windowCorrected = "window-corrected"
    case feed
    case feedReturned = "feed-returned"

    package var id: MessageID {
        switch self {
        case .warning: MessageID(constant: "1634af67d9304ac48a9403804c0b5961")
        case .breach: MessageID(constant: "0bdc95960fb54041ac9eeb7704579194")
        case .withdrawn: MessageID(constant: "6de4e915f8b04caabecb07053abc8a2c")
        case .corrected: MessageID(constant: "5f8b58df1203465e9b6d254cdfe6276f")
        case .ladder: MessageID(constant: "4c4dcd2884e7439cb36f4ef70251b782")
        case .met: MessageID(constant: "03ea748b77e045008498d2176358b81f")
        case .finishedLate: MessageID(constant: "24023502d45648de9fecca02caaeffa2")
        case .answered: MessageID(constant: "83f0c912e2154e798f84c267b1031d31")
        case .digest: MessageID(constant: "e2553896bb494c49b8beb9072f53d551")
        case .summary: MessageID(constant: "1ead513eb41f44d796c0924a4a7fc052")
        case .rejected: MessageID(constant: "2255057da9884445a72eeffff21c1108")
        case .held: MessageID(constant: "a54b939047854cdaab113a183245139d")
        case .spool: MessageID(constant: "32133f98edab432986c6e70f6f2236e6")
        case .started: MessageID(constant: "57039b5843d44e3b9b43cb792251bb51")
        case .reloaded: MessageID(constant: "41969d3b56e44fbfb513382b40eb5524")
        case .refused: MessageID(constant: "b7fb5ffbd063496b86711ff3c7e34ff8")
        case .lastGood: MessageID(constant: "4e00733eabfa49f2bc2d6b9a872b33b6")
        case .clockStep: MessageID(constant: "c1d2dffb08914cbd80ffa1f18f2dc5e6")
        case .alive: MessageID(constant: "d10f96537321406eb783c1700d6deef2")
        case .window: MessageID(constant: "8b3ab66d49764291976534f54977cff9")
        case .lost: MessageID(constant: "04bf4c4bdc2d4a09af8b7d92cf763b4b")
        case .burn: MessageID(constant: "c18f993121e34afdb7bb36ea8f17d1f1")
        case .missesLeft: MessageID(constant: "cdb400b5c88844d3973c1a64df7efc1e")
        case .below: MessageID(constant: "9efaa2f60b4e41b1ac89e8decaecf3d5")
        case .back: MessageID(constant: "35e364af80ff4c408831bb9ce3f32d51")
        case .windowCorrected: MessageID(constant: "afa8e67030714be187afa1b99040652b")
        case .feed: MessageID(constant: "f160f7f84c5240f198d317534f52122e")
        case .feedReturned: MessageID(constant: "72442b9026e34578802cdc7f6a4ee33f")
        }
    }

    package var priority: JournalPriority {
        switch self {
        case .digest, .lost: .critical
        case .breach, .ladder, .refused, .lastGood: .error
        case .warning, .withdrawn, .corrected, .answered, .rejected, .held, .spool, .clockStep: .warning
        case .burn, .missesLeft, .below, .windowCorrected, .feed: .warning
        case .finishedLate, .summary, .window, .back, .feedReturned: .notice
        case .met, .started, .reloaded, .alive: .info
        }
    }
}
