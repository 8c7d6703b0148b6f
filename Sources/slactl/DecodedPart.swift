import BusinessTime
import EventFormat
import SLAEngine

/// The events of a part of a file, and what of it is none.
struct DecodedPart: Sendable {
    private(set) var events: [ReplayInput.Event] = []
    private(set) var findings: [EventFinding] = []
    private(set) var firstAt: Timestamp?
    private(set) var lastAt: Timestamp?

    /// - Parameters:
    ///   - index: that of the file.
    ///   - limit: so many findings are explained.
    init(_ part: EventFile, ofFile index: Int, explaining limit: Int) {
        var part = part
        var decoder = EventDecoder()
        while let line = part.next(with: &decoder, explaining: findings.count < limit) {
            switch line {
            case .event(let event, let place):
                events.append(ReplayInput.Event(event, file: index, place))
                firstAt = min(firstAt ?? event.at, event.at)
                lastAt = max(lastAt ?? event.at, event.at)
            case .finding(let finding): findings.append(finding)
            }
        }
    }
}
