// The sections of the page; nil where there is nothing to say.
extension ComplianceReport {
    /// Longer lists end here.
    static let pageLimit = 15

    var goalSection: Markup? {
        guard !goals.isEmpty else { return nil }
        var table = PageTable([
            ("Goal", false), ("Window", false), ("Kept", true), ("", false), ("Met", true), ("Missed", true),
            ("Open", true), ("Tickets", true), ("Time", true), ("Result", false),
        ])
        for row in goals {
            let bar: Markup =
                row.attainmentPercent.map {
                    shareBar($0, goal: row.goalPercent, row.result?.isGood == false ? "missed" : "met")
                } ?? ""
            table.add([
                "\(row.name)<br/><span class=\"small\">\(row.goal ?? "")\(counting(row))</span>", "\(row.window)",
                "\(row.attainmentText)", bar, "\(grouped(row.met))", "\(grouped(row.missed))", "\(grouped(row.open))",
                "\(row.ticketsText)", "\(row.timeText)", result(row),
            ])
        }
        return section(
            "Goals",
            note: "Tickets and time are the two figures of coverage. The tick in a bar is the goal.", table.markup())
    }

    private func counting(_ row: FigureRow) -> String { row.denominator == "tickets" ? ", every ticket once" : "" }

    private func result(_ row: FigureRow) -> Markup {
        switch row.result?.isGood {
        case true?: "<span class=\"good\">\(row.resultText)</span>"
        case false?: "<span class=\"bad\">\(row.resultText)</span>"
        case nil: "<span class=\"small\">\(row.resultText)</span>"
        }
    }

    // MARK: - Over time

    /// The goals; where there is none, the objectives.
    var historySection: Markup? {
        let record: FigureRow.Record = history.contains { $0.record == .goal } ? .goal : .objective
        var names: [String] = []
        for row in history where row.record == record && !names.contains(row.name) { names.append(row.name) }
        let pictures = names.prefix(ComplianceReport.pageLimit).enumerated().compactMap { index, name -> Markup? in
            let rows = history.filter { $0.record == record && $0.name == name }
            // One point is no course; the table above has it.
            guard rows.count(where: \.hasVerdicts) > 1 else { return nil }
            return historyFigure("w\(index)", name, rows)
        }
        guard !pictures.isEmpty else { return nil }
        return section(
            "Over time",
            note: "The share kept in this window and in those before it. A ring is a window below its goal, the dashed "
                + "line. The scale does not begin at zero.", "\(pictures)")
    }

    private func historyFigure(_ id: String, _ name: String, _ rows: [FigureRow]) -> Markup {
        var table = PageTable([
            ("Window", false), ("Kept", true), ("Met", true), ("Missed", true), ("Tickets", true), ("Time", true),
        ])
        for row in rows {
            table.add([
                "\(row.window)", "\(row.attainmentText)", "\(grouped(row.met))", "\(grouped(row.missed))",
                "\(row.ticketsText)", "\(row.timeText)",
            ])
        }
        let promise = rows.last?.goal.map { "<span> \($0)</span>" as Markup } ?? ""
        return """
            <figure><figcaption>\(name)\(promise)</figcaption>
            \(AttainmentChart(rows: rows).markup(id))\(table.markup())</figure>

            """
    }

    // MARK: - Objectives and problems

    var objectiveSection: Markup? {
        let shown = objectives.filter { $0.metBefore + $0.missedBefore + $0.open + $0.paused > 0 }
        guard !shown.isEmpty else { return nil }
        var table = PageTable([
            ("Objective", false), ("Kept", true), ("", false), ("Met", true), ("Missed", true), ("Open", true),
            ("Paused", true), ("Median", true), ("90 %", true), ("Target", true), ("Tickets", true), ("Time", true),
        ])
        for row in shown {
            let bar: Markup =
                row.attainmentPercent.map {
                    shareBar($0, goal: row.goalPercent, $0 < row.goalPercent ?? 0 ? "missed" : "met")
                } ?? ""
            table.add([
                "\(row.name)", "\(row.attainmentText)", bar, "\(grouped(row.met))", "\(grouped(row.missed))",
                "\(grouped(row.open))", "\(grouped(row.paused))", span(row.medianSeconds), span(row.p90Seconds),
                span(row.medianTargetSeconds), "\(row.ticketsText)", "\(row.timeText)",
            ])
        }
        return section(
            "Objectives, the worst first",
            note:
                "By the share kept; objectives with fewer than five verdicts come after the others. Median and 90 % "
                + "are of the finished cycles, target is the median of their targets.", table.markup())
    }

    private func span(_ seconds: Double?) -> Markup { "\(seconds.map(spanText) ?? "-")" }

    var problemSection: Markup? {
        guard let most = problems.first?.missed else { return nil }
        var table = PageTable([
            ("Objective", false), (problemsBy?.capitalisedFirst ?? "Problem", false), ("", false), ("Missed", true),
            ("Of all", true), ("Together", true),
        ])
        for row in problems.prefix(ComplianceReport.pageLimit) {
            table.add([
                "\(row.agreement)/\(row.objective)", "\(row.value ?? "-")",
                shareBar(100 * Double(row.missed) / Double(max(1, most)), goal: nil, "missed"),
                "\(grouped(row.missed))", "\(cut(row.sharePercent)) %", "\(cut(row.togetherPercent)) %",
            ])
        }
        return section(
            "Most common problems, \(problemHeading)",
            note:
                "A problem is the misses of one objective whose tickets share a value. Together counts all rows above "
                + "too.", "\(table.markup())\(more(problems.count))")
    }

    func more(_ count: Int) -> Markup {
        let rest = count - ComplianceReport.pageLimit
        return rest > 0 ? "<p class=\"small\">and \(rest) more; slactl report --format json has all</p>\n" : ""
    }
}

extension String {
    fileprivate var capitalisedFirst: String { prefix(1).uppercased() + dropFirst() }
}
