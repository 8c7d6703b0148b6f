import Compliance

// For people, on a terminal.
extension ComplianceReport {
    /// Longer lists end here; the other formats have all.
    private static let limit = 10

    /// Sections one below the other; those that have nothing are left out.
    ///
    /// - Parameter paint: for goals that were missed or reached.
    package func text(_ paint: Paint = .none) -> String {
        var heading = "Report of \(window) (\(datesText), \(zone)), as of \(ComplianceReport.minuteText(asOf))\n"
        if let text = filter.text { heading += "Only \(Table.harmless(text)); goals are of these alone.\n" }
        guard !isEmpty else { return heading + emptyText + "\n" + reviewText }
        let sections = [
            heading + [headline, goalsText, coverageText].joined(separator: "\n") + "\n", goalText(paint),
            objectiveText, problemText, partyText("TEAM", teams), partyText("CUSTOMER", customers), exclusionText,
            cancelledText, reviewText,
        ]
        return sections.filter { !$0.isEmpty }.joined(separator: "\n")
    }

    private func goalText(_ paint: Paint) -> String {
        guard !goals.isEmpty else { return "" }
        var table = NumberTable(
            columns: ["GOAL", "WINDOW", "PROMISE", "KEPT", "MET", "MISSED", "OPEN", "TICKETS", "TIME", "RESULT"],
            numbers: [3, 4, 5, 6, 7, 8])
        for row in goals {
            table.add([
                row.name, row.window, row.goal ?? "-", row.attainmentText, grouped(row.met), grouped(row.missed),
                grouped(row.open), row.ticketsText, row.timeText, row.resultText,
            ])
        }
        let tones = goals.map { row in row.result?.isGood.map { $0 ? Paint.Tone.good : .bad } }
        return "Goals, and the coverage of tickets and of time\n" + table.table.text(paint, tones)
    }

    private var objectiveText: String {
        guard !objectives.isEmpty else { return "" }
        var table = NumberTable(
            columns: [
                "OBJECTIVE", "KEPT", "MET", "MISSED", "OPEN", "PAUSED", "MEDIAN", "90 %", "TARGET", "TICKETS", "TIME",
            ], numbers: Array(1...10))
        let shown = objectives.filter { $0.metBefore + $0.missedBefore + $0.open + $0.paused > 0 }
        for row in shown {
            table.add([
                row.name, row.attainmentText, grouped(row.met), grouped(row.missed), grouped(row.open),
                grouped(row.paused), row.medianSeconds.map(spanText) ?? "-", row.p90Seconds.map(spanText) ?? "-",
                row.medianTargetSeconds.map(spanText) ?? "-", row.ticketsText, row.timeText,
            ])
        }
        let idle = objectives.count - shown.count
        let rest = idle > 0 ? "\(count(Int64(idle), "objective", "objectives")) had nothing in this window.\n" : ""
        return "Objectives, the worst first\n" + table.table.text + rest
    }

    private var problemText: String {
        guard !problems.isEmpty else { return "" }
        var table = NumberTable(
            columns: ["OBJECTIVE", problemsBy?.uppercased() ?? "PROBLEM", "MISSED", "OF ALL", "TOGETHER"],
            numbers: [2, 3, 4])
        for row in problems.prefix(ComplianceReport.limit) {
            table.add([
                "\(row.agreement)/\(row.objective)", row.value ?? "-", grouped(row.missed),
                "\(cut(row.sharePercent)) %", "\(cut(row.togetherPercent)) %",
            ])
        }
        return "Most common problems, \(Table.harmless(problemHeading))\n" + table.table.text + more(problems.count)
    }

    private func partyText(_ noun: String, _ parties: [Party]) -> String {
        let parties = parties.filter { $0.missed > 0 }
        guard !parties.isEmpty else { return "" }
        var table = NumberTable(columns: [noun, "MISSED", "OF VERDICTS"], numbers: [1, 2])
        for row in parties.prefix(ComplianceReport.limit) {
            table.add([row.name, grouped(row.missed), grouped(row.met + row.missed)])
        }
        return "Misses by \(noun.lowercased())\n" + table.table.text + more(parties.count)
    }

    private var exclusionText: String {
        guard !exclusions.isEmpty else { return "" }
        var table = NumberTable(columns: ["EXCLUSION", "BY", "SCOPE", "MET", "MISSED", "REASON"], numbers: [3, 4])
        for row in exclusions {
            table.add([row.id, row.author, row.scope, grouped(row.met), grouped(row.missed), row.reason])
        }
        let (before, after) = (totals.figures.attainmentBeforeText, totals.figures.attainmentText)
        return "Exclusions: \(before) before, \(after) after\n" + table.table.text
    }

    private var cancelledText: String {
        guard !notCounted.isEmpty else { return "" }
        var table = NumberTable(columns: ["REASON", "CYCLES"], numbers: [1])
        for row in notCounted.prefix(ComplianceReport.limit) { table.add([row.reason, grouped(row.count)]) }
        return "Not counted\n" + table.table.text + more(notCounted.count)
    }

    private var reviewText: String {
        guard !reviews.isEmpty else { return "" }
        var table = Table(columns: ["AGREEMENT", "OWNER", "REVIEWED", "DUE"])
        for row in reviews {
            let due = row.dueOn.map { row.isDue ? "\($0), due" : $0 } ?? "never reviewed"
            table.add([row.agreement, row.owner ?? "-", row.reviewedOn ?? "-", due])
        }
        return "Agreements to review\n" + table.text
    }

    private func more(_ count: Int) -> String {
        let rest = count - ComplianceReport.limit
        return rest > 0 ? "and \(rest) more; --format json has all\n" : ""
    }
}

/// Rows of which some columns are numbers, and stand to the right.
private struct NumberTable {
    private let columns: [String]
    private let numbers: [Int]
    private var rows: [[String]] = []

    init(columns: [String], numbers: [Int]) {
        self.columns = columns
        self.numbers = numbers
    }

    mutating func add(_ row: [String]) { rows.append(row) }

    var table: Table {
        var all = [columns] + rows
        for column in numbers {
            let width = all.map { $0[column].count }.max() ?? 0
            for row in all.indices {
                all[row][column] = String(repeating: " ", count: width - all[row][column].count) + all[row][column]
            }
        }
        var table = Table(columns: all[0])
        for row in all.dropFirst() { table.add(row) }
        return table
    }
}
