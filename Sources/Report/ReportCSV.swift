// For spreadsheets: the figures of goals and objectives, in this window and in those before.
extension ComplianceReport {
    /// The names of the columns, which are those of the keys of JSON.
    package static let csvHeader = FigureRow.CodingKeys.allCases.map(\.rawValue)

    /// All of it, the names of the columns first.
    package var csv: String {
        let now = goals + objectives
        let ofNow = Set(now.map { [$0.record.rawValue, $0.name, $0.from] })
        // Those of this window have more figures.
        let before = history.filter { !ofNow.contains([$0.record.rawValue, $0.name, $0.from]) }
        return ([ComplianceReport.csvHeader] + (now + before).map(\.csvCells)).map(CSVText.line).joined()
    }
}

extension FigureRow {
    fileprivate var csvCells: [String] { CodingKeys.allCases.map { cell($0) ?? "" } }

    private func cell(_ key: CodingKeys) -> String? {
        switch key {
        case .record: record.rawValue
        case .name: name
        case .agreement: agreement
        case .objective: objective
        case .metric: metric
        case .window: window
        case .from: from
        case .to: to
        case .goal: goal
        case .result: result?.rawValue
        case .denominator: denominator
        case .attainmentPercent, .attainmentBeforePercent, .coverageTicketsPercent, .coverageTimePercent,
            .medianSeconds, .p90Seconds, .medianTargetSeconds:
            decimal(key).map(number)
        default: integer(key).map(String.init)
        }
    }

    private func decimal(_ key: CodingKeys) -> Double? {
        switch key {
        case .attainmentPercent: attainmentPercent
        case .attainmentBeforePercent: attainmentBeforePercent
        case .coverageTicketsPercent: coverageTicketsPercent
        case .coverageTimePercent: coverageTimePercent
        case .medianSeconds: medianSeconds
        case .p90Seconds: p90Seconds
        case .medianTargetSeconds: medianTargetSeconds
        default: nil
        }
    }

    private func integer(_ key: CodingKeys) -> Int64? {
        switch key {
        case .met: met
        case .missed: missed
        case .open: open
        case .paused: paused
        case .running: running
        case .metBefore: metBefore
        case .missedBefore: missedBefore
        case .missesLeft: missesLeft
        case .toldMet: toldMet
        case .toldMissed: toldMissed
        case .ticketsMeasured: ticketsMeasured
        case .ticketsWithoutClock: ticketsWithoutClock
        case .ticketsOpeningNotSeen: ticketsOpeningNotSeen
        default: nil
        }
    }

    private func number(_ value: Double) -> String {
        value == value.rounded() ? String(Int64(value)) : String(value)
    }
}
