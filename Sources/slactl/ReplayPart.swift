import BusinessTime
import SLAEngine
import Scenario

/// What came of some tickets, apart from the others.
struct ReplayPart: Sendable {
    /// In the order of tickets.
    private(set) var clocks = TextLines()
    /// How many clocks have each state.
    private(set) var states: [String: Int] = [:]
    private(set) var ticketCount = 0
    /// In the order of tickets; those of one ticket in the order of time.
    private(set) var alerts = TextLines()
    /// When each alert is told.
    private(set) var instants: [Timestamp] = []
    /// How many alerts are of each kind.
    private(set) var kinds: [String: Int] = [:]

    mutating func addClocks(of ticket: ReplayedTicket, at until: Timestamp, with maker: any ReplayLineMaker) {
        ticketCount += 1
        for line in ticket.lines {
            states[line.state, default: 0] += 1
            maker.write(line, of: ticket.name, at: until, to: &clocks)
        }
    }

    mutating func addAlerts(of ticket: ReplayedTicket, with maker: any ReplayLineMaker) {
        for alert in ticket.alerts.sorted(by: ReplayedAlert.inOrder) {
            kinds[alert.kind.rawValue, default: 0] += 1
            instants.append(alert.at)
            maker.write(alert, to: &alerts)
        }
    }
}
