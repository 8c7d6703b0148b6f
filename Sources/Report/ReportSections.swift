// The sections of the page; nil where there is nothing to say.
extension ComplianceReport {
    /// Longer lists end here.
    private static let limit = 15

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
        let pictures = names.prefix(ComplianceReport.limit).enumerated().compactMap { index, name -> Markup? in
            let rows = history.filter { $0.record == record && $0.name == name && $0.hasVerdicts }
            // One point is no course; the table above has it.
            guard rows.count > 1 else { return nil }
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
                "By the share kept; objectives with fewer than five verdicts come after the others. Median and 90 % are "
                + "of the finished cycles, target is the median of their targets.", table.markup())
    }

    private func span(_ seconds: Double?) -> Markup { "\(seconds.map(spanText) ?? "-")" }

    var problemSection: Markup? {
        guard let most = problems.first?.missed else { return nil }
        var table = PageTable([
            ("Objective", false), (problemsBy?.capitalisedFirst ?? "Problem", false), ("", false), ("Missed", true),
            ("Of all", true), ("Together", true),
        ])
        for row in problems.prefix(ComplianceReport.limit) {
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

    private func more(_ count: Int) -> Markup {
        let rest = count - ComplianceReport.limit
        return rest > 0 ? "<p class=\"small\">and \(rest) more; slactl report --format json has all</p>\n" : ""
    }

    // MARK: - Times

    var timeSection: Markup? {
        guard !distributions.isEmpty else { return nil }
        let pictures = distributions.enumerated().map { index, distribution -> Markup in
            let chart = TimeChart(distribution)
            var table = PageTable([("Time", false), ("Met", true), ("Missed", true)])
            for row in chart.bins {
                table.add(["\(row.name)", "\(grouped(row.bin.met))", "\(grouped(row.bin.missed))"])
            }
            let cycles = count(distribution.count, "finished cycle", "finished cycles")
            return """
                <figure><figcaption>\(timeName(ofMetric: distribution.metric))<span> \(cycles)</span></figcaption>
                <div>\(chart.markup("t\(index)"))\(ComplianceReport.key)</div>\(table.markup())</figure>

                """
        }
        return section(
            "How long it took",
            note:
                "Each bar covers about twice the time of the one before it. The solid line is the median, the dashed one that "
                + "of the targets.",
            "\(pictures)")
    }

    private static let key: Markup = """
        <ul class="key"><li><svg viewBox="0 0 10 10" width="10" height="10" aria-hidden="true"><rect x="0" y="0" \
        width="10" height="10" class="met"/></svg>met</li><li><svg viewBox="0 0 10 10" width="10" height="10" \
        aria-hidden="true"><rect x="0" y="0" width="10" height="10" class="missed"/></svg>missed</li></ul>
        """

    // MARK: - Hours

    var hourSection: Markup? {
        guard totals.figures.missed > 0 else { return nil }
        let days = ["Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday"]
        let weekdays = HourChart(
            rows: Array(zip(days, missesByWeekday)), title: "Misses by weekday and hour")
        var pictures = [hourFigure("By weekday", weekdays.markup("h0"))]
        let teams = missesByTeam.prefix(ComplianceReport.limit).map { (name: $0.team ?? "no team", hours: $0.hours) }
        if missesByTeam.contains(where: { $0.team != nil }) {
            let chart = HourChart(rows: teams, title: "Misses by team and hour")
            pictures.append(hourFigure("By team", chart.markup("h1")))
        }
        return section(
            "When promises were broken",
            note: "By the hour of the breach, in the zone of the objective; the last column counts all hours.",
            "\(pictures)")
    }

    private func hourFigure(_ name: String, _ picture: Markup) -> Markup {
        "<figure class=\"wide\"><figcaption>\(name)</figcaption>\n\(picture)</figure>\n"
    }

    var partySection: Markup? {
        let tables = [("Team", teams), ("Customer", customers)].compactMap { noun, parties -> Markup? in
            let parties = parties.filter { $0.missed > 0 }
            guard !parties.isEmpty else { return nil }
            var table = PageTable([(noun, false), ("Missed", true), ("Of verdicts", true)])
            for row in parties.prefix(ComplianceReport.limit) {
                table.add(["\(row.name)", "\(grouped(row.missed))", "\(grouped(row.met + row.missed))"])
            }
            return "<div>\(table.markup())\(more(parties.count))</div>"
        }
        guard !tables.isEmpty else { return nil }
        return section("Whose tickets were missed", "<div class=\"pair\">\(tables)</div>\n")
    }

    // MARK: - What does not count

    var exclusionSection: Markup? {
        guard !exclusions.isEmpty else { return nil }
        var table = PageTable([
            ("Exclusion", false), ("By", false), ("Scope", false), ("Interval", false), ("Met", true), ("Missed", true),
            ("Reason", false),
        ])
        for row in exclusions {
            let ends = [row.from, row.to].map { $0.map(ComplianceReport.minuteText) ?? "…" }
            table.add([
                "\(row.id)", "\(row.author)", "\(row.scope)", "\(ends[0]) to \(ends[1])", "\(grouped(row.met))",
                "\(grouped(row.missed))", "\(row.reason)",
            ])
        }
        let figures = totals.figures
        return section(
            "Exclusions",
            note:
                "Kept: \(figures.attainmentBeforeText) of \(grouped(figures.metBefore + figures.missedBefore)) before, "
                + "\(figures.attainmentText) of \(grouped(figures.met + figures.missed)) after.",
            "\(table.markup())\(excludedTable)")
    }

    /// The objectives whose figures exclusions change.
    private var excludedTable: Markup {
        let changed = objectives.filter(\.isExcluded)
        guard !changed.isEmpty else { return "" }
        var table = PageTable([
            ("Objective", false), ("Before", true), ("Met", true), ("Missed", true), ("After", true), ("Met", true),
            ("Missed", true), ("Tickets", true), ("Time", true),
        ])
        for row in changed {
            table.add([
                "\(row.name)", "\(row.attainmentBeforeText)", "\(grouped(row.metBefore))",
                "\(grouped(row.missedBefore))", "\(row.attainmentText)", "\(grouped(row.met))",
                "\(grouped(row.missed))", "\(row.ticketsText)", "\(row.timeText)",
            ])
        }
        return table.markup(caption: "Before and after")
    }

    var cancelledSection: Markup? {
        guard !notCounted.isEmpty else { return nil }
        var table = PageTable([("Why cycles were cancelled", false), ("Cycles", true)])
        for row in notCounted.prefix(ComplianceReport.limit) { table.add(["\(row.reason)", "\(grouped(row.count))"]) }
        return section("Not counted", "\(table.markup())\(more(notCounted.count))")
    }

    var reviewSection: Markup? {
        guard !reviews.isEmpty else { return nil }
        var table = PageTable([("Agreement", false), ("Owner", false), ("Reviewed", false), ("Due", false)])
        for row in reviews {
            let due = row.dueOn ?? "never reviewed"
            table.add([
                "\(row.agreement)", "\(row.owner ?? "-")", "\(row.reviewedOn ?? "-")",
                row.isDue ? "<span class=\"bad\">\(due)</span>" : "\(due)",
            ])
        }
        return section("Agreements to review", note: "Those that are due, and will be within a month.", table.markup())
    }
}

extension String {
    fileprivate var capitalisedFirst: String { prefix(1).uppercased() + dropFirst() }
}
