// The sections of the page on times, hours, and what does not count.
extension ComplianceReport {
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
                "Each bar covers about twice the time of the one before it. The solid line is the median, the dashed "
                + "one that of the targets.",
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
        let teams = missesByTeam.prefix(ComplianceReport.pageLimit).map { row in
            (name: row.team ?? "no team", hours: row.hours)
        }
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
            for row in parties.prefix(ComplianceReport.pageLimit) {
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
        var table = PageTable([("Why cycles are not counted", false), ("Cycles", true)])
        for row in notCounted.prefix(ComplianceReport.pageLimit) {
            table.add(["\(row.reason)", "\(grouped(row.count))"])
        }
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
