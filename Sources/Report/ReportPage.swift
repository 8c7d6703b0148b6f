// For a browser and a printer: one file that loads nothing.
extension ComplianceReport {
    /// The whole page; the same report gives the same bytes.
    package var html: String {
        let page: Markup = """
            <!DOCTYPE html>
            <html lang="en">
            <head>
            <meta charset="utf-8"/>
            <meta http-equiv="Content-Security-Policy" content="default-src 'none'; style-src '\(ReportStyle.hash)'; \
            base-uri 'none'; form-action 'none'"/>
            <meta name="viewport" content="width=device-width, initial-scale=1"/>
            <meta name="color-scheme" content="light dark"/>
            <title>Service report, \(windowTitle)</title>
            <style>\(ReportStyle.sheet)</style>
            </head>
            <body>
            \(pageHeader)<main>
            \(isEmpty ? emptyPage : pageSections)</main>
            \(pageFooter)</body>
            </html>

            """
        return page.text
    }

    private var emptyPage: [Markup] { ["<p>\(emptyText)</p>\n"] + [reviewSection].compactMap(\.self) }

    private var pageSections: [Markup] {
        [
            goalSection, historySection, objectiveSection, problemSection, timeSection, hourSection, partySection,
            exclusionSection, cancelledSection, reviewSection,
        ].compactMap(\.self)
    }

    /// `July 2012`, `Q4 2026`, `Week 47 of 2026`, `2026-11-22`, `2026`.
    var windowTitle: String {
        let title = ReportPeriod(window)?.title ?? window
        return title.prefix(1).uppercased() + title.dropFirst()
    }

    private var pageHeader: Markup {
        let only = filter.text.map { "<p>Only \($0); what is said of goals is of these alone.</p>\n" as Markup } ?? ""
        let running: Markup = isOver ? "" : " The window runs still."
        return """
            <header>
            <p class="over">Service report</p>
            <h1>\(windowTitle)</h1>
            <p>\(datesText), \(zone). As of \(ComplianceReport.minuteText(asOf)).\(running)</p>
            \(only)\(isEmpty ? "" : tiles)</header>

            """
    }

    private var tiles: Markup {
        let figures = totals.figures
        let judged = totals.goalsReached + totals.goalsMissed
        let gaps = [
            (figures.ticketsWithoutClock, "without a clock"), (figures.ticketsOpeningNotSeen, "opening not seen"),
        ].filter { $0.0 > 0 }.map { "\(grouped($0.0)) \($0.1)" }.joined(separator: ", ")
        let tiles = [
            tile(
                "Kept", figures.attainmentText,
                "\(grouped(figures.met)) of \(count(figures.met + figures.missed, "verdict", "verdicts"))"),
            tile(
                "Goals", judged == 0 ? "-" : "\(totals.goalsReached) of \(judged)",
                judged == 0 ? "none has a verdict" : isOver ? "reached" : "reached or on course"),
            tile("Missed", grouped(figures.missed), "\(grouped(figures.open)) open, \(grouped(figures.paused)) paused"),
            tile("Coverage of tickets", figures.ticketsText, gaps.isEmpty ? "all with a clock" : gaps),
            tile(
                "Coverage of time", figures.coverageTimePercent.map { "\(cut($0)) %" } ?? "-",
                figures.coverageTimePercent == nil ? figures.noTimeText : "every feed was alive"),
        ]
        return "<dl class=\"tiles\">\n\(tiles)</dl>\n"
    }

    private func tile(_ name: String, _ figure: String, _ note: String) -> Markup {
        "<div><dt>\(name)</dt><dd class=\"big\">\(figure)</dd><dd class=\"more\">\(note)</dd></div>\n"
    }

    private var pageFooter: Markup {
        """
        <footer>
        <p>A cycle belongs to the window of its verdict: the stop of one that was met, the deadline of one that was \
        missed. What is cancelled or excluded does not count. Percentages are cut, never rounded up, so that nothing \
        below a goal looks like the goal.</p>
        <p>Coverage says how far the figures can be trusted: of the tickets, the share that had a clock and a seen \
        opening; of the time, the share in which every declared feed was alive.</p>
        <p>Times are open time of each objective&#39;s calendar, without pauses. Medians and 90&#160;% are exact to \
        one part in 128.</p>
        <p>Made by slactl report.</p>
        </footer>

        """
    }
}

extension ReportStyle {
    /// The sheet as it stands in a page.
    fileprivate static var sheet: Markup { Markup(trusted: text) }
}

/// A section with a heading.
func section(_ heading: String, note: String? = nil, _ content: Markup) -> Markup {
    let note: Markup = note.map { "<p class=\"note\">\($0)</p>\n" } ?? ""
    return "<section>\n<h2>\(heading)</h2>\n\(note)\(content)</section>\n"
}

/// A table; the first column names the row.
struct PageTable {
    /// A column, and whether it has numbers, which stand to the right.
    let columns: [(name: String, isNumber: Bool)]
    private var rows: [Markup] = []

    init(_ columns: [(name: String, isNumber: Bool)]) {
        self.columns = columns
    }

    mutating func add(_ cells: [Markup]) {
        let parts = cells.enumerated().map { index, cell -> Markup in
            if index == 0 { return "<th scope=\"row\">\(cell)</th>" }
            return columns[index].isNumber ? "<td class=\"n\">\(cell)</td>" : "<td>\(cell)</td>"
        }
        rows.append("<tr>\(parts)</tr>\n")
    }

    /// - Parameter caption: what the rows are, where a heading does not say it.
    func markup(caption: String? = nil) -> Markup {
        let head = columns.map { column -> Markup in
            column.isNumber
                ? "<th scope=\"col\" class=\"n\">\(column.name)</th>" : "<th scope=\"col\">\(column.name)</th>"
        }
        let caption: Markup = caption.map { "<caption>\($0)</caption>\n" } ?? ""
        return """
            <div class="scroll"><table>
            \(caption)<thead><tr>\(head)</tr></thead>
            <tbody>
            \(rows)</tbody>
            </table></div>

            """
    }
}
