import BusinessTime
import Inbox
import SLAEngine

/// The line that a person wants to see in `systemctl status`.
struct StatusLine: Hashable {
    var census = Census()
    var nextDeadline: Timestamp?
    var lastEvent: Timestamp?
    /// What is wrong with the configuration, if anything is.
    var complaint: String?
    /// Announcements wait because the journal does not take them.
    var isOutboxWaiting = false
    /// Clocks are not looked at yet: the census knows only what was so before.
    var isSettling = false
    var spoolLevel = SpoolLevel.fine

    static let settling = "started just now; clocks are looked at as soon as the files in the inbox have settled"

    var text: String {
        var parts = [
            "\(census.tickets) open \(census.tickets == 1 ? "ticket" : "tickets")",
            "\(census.running) running, \(census.paused) paused, \(census.breached) breached clocks",
            "next deadline \(nextDeadline?.utcText ?? "none")",
            "last event \(lastEvent?.utcText ?? "none")",
        ]
        if isSettling { parts.insert(StatusLine.settling, at: 0) }
        if isOutboxWaiting { parts.insert("the journal takes no entries, they wait", at: 0) }
        switch spoolLevel {
        case .fine: break
        case .filling: parts.insert("the spool is filling", at: 0)
        case .full: parts.insert("the spool is full", at: 0)
        }
        if let complaint { parts.insert(complaint, at: 0) }
        return parts.joined(separator: "; ")
    }
}
