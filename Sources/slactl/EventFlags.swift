import ArgumentParser
import BusinessTime
import Foundation

/// One event, as options; the words are those of slad-events(5).
struct EventFlags: ParsableArguments {
    @Option(help: ArgumentHelp("The ticket. This and --type make an event of the options.", valueName: "text"))
    var ticket: String?

    @Option(help: ArgumentHelp("What happened: created, replied, changed, resolved, ...", valueName: "word"))
    var type: String?

    @Option(help: ArgumentHelp("When: RFC 3339 with an offset, or now (default).", valueName: "time"))
    var at = "now"

    @Option(help: ArgumentHelp("Who: customer, agent or system.", valueName: "word"))
    var by: String?

    @Option(help: ArgumentHelp("An attribute that changes; may be repeated.", valueName: "key=value"))
    var set: [String] = []

    @Option(help: ArgumentHelp("An attribute that is removed; may be repeated.", valueName: "key"))
    var unset: [String] = []

    @Flag(name: .customLong("public"), help: "The customer can see it.")
    var isPublic = false

    @Flag(name: .customLong("internal"), help: "The customer cannot see it.")
    var isInternal = false

    @Option(help: ArgumentHelp("The event's own id: sent twice it counts once.", valueName: "text"))
    var id: String?

    // A number may be negative, which looks like an option.
    @Option(
        parsing: .unconditional, help: ArgumentHelp("Its place among the events of one instant.", valueName: "number"))
    var seq: String?

    @Option(help: ArgumentHelp("The id of the earlier event that this one replaces.", valueName: "id"))
    var corrects: String?

    @Option(name: .customLong("opened-at"), help: ArgumentHelp("When the ticket was opened.", valueName: "time"))
    var openedAt: String?

    @Option(help: ArgumentHelp("The feed's name.", valueName: "text"))
    var source: String?

    @Option(help: ArgumentHelp("Why, for people.", valueName: "text"))
    var reason: String?

    func validate() throws {
        let others: [String?] = [by, id, seq, corrects, openedAt, source, reason]
        let isUsed = ticket != nil || others.contains { $0 != nil } || isPublic || isInternal || at != "now"
        guard isUsed || type != nil || !set.isEmpty || !unset.isEmpty else { return }
        guard ticket != nil, type != nil else { throw ValidationError("An event needs --ticket and --type.") }
        guard type != "replied" || by != nil else {
            throw ValidationError("--type replied needs --by: customer, agent or system.")
        }
        guard !(isPublic && isInternal) else { throw ValidationError("--public and --internal exclude each other.") }
        for text in set where text.firstIndex(of: "=") ?? text.startIndex == text.startIndex {
            throw ValidationError("--set '\(text)': write key=value, such as --set priority=P1.")
        }
        let keys = set.map(EventFlags.key) + unset
        guard Set(keys).count == keys.count else { throw ValidationError("An attribute is set or unset twice.") }
    }

    /// nil if the options are none.
    func event(now: Timestamp, offsetSeconds: Int) -> EventText? {
        guard let ticket, let type else { return nil }
        let moment = at == "now" ? now.text(offsetSeconds: offsetSeconds) : at
        var event = EventText(ticket: ticket, at: moment, type: type)
        event.by = by
        event.isPublic = isPublic ? "true" : isInternal ? "false" : nil
        event.set = set.map { (EventFlags.key($0), String($0.dropFirst(EventFlags.key($0).count + 1))) }
        event.set += unset.map { ($0, nil) }
        event.id = id
        event.seq = seq
        event.corrects = corrects
        event.openedAt = openedAt
        event.source = source
        event.reason = reason
        return event
    }

    private static func key(_ text: String) -> String {
        String(text.prefix { $0 != "=" })
    }
}
