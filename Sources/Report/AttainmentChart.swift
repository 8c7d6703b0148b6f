/// Draws the share that was kept, window by window, against the goal.
struct AttainmentChart {
    /// In order of time.
    let rows: [FigureRow]

    private static let (width, height) = (540.0, 230.0)
    private static let (left, right, top, bottom) = (40.0, 532.0, 12.0, 202.0)

    func markup(_ id: String) -> Markup {
        let points = rows.enumerated().compactMap { index, row in
            row.attainmentPercent.map { (index: index, row: row, percent: $0) }
        }
        let goal = rows.compactMap(\.goalPercent).last
        let (low, step) = scale(points.map(\.percent) + [goal ?? 100])
        var drawing = Drawing(
            id, width: AttainmentChart.width, height: AttainmentChart.height,
            title: "Share kept by \(rows.last?.name ?? "") over time",
            summary: summary(points.map(\.percent), goal))
        let y = { (percent: Double) in
            AttainmentChart.bottom - (percent - low) / (100 - low) * (AttainmentChart.bottom - AttainmentChart.top)
        }
        for percent in stride(from: low, through: 100, by: step) {
            drawing.line(AttainmentChart.left, y(percent), AttainmentChart.right, y(percent), "grid")
            drawing.text("\(Int(percent)) %", AttainmentChart.left - 6, y(percent) + 4, .end)
        }
        if let goal { drawing.line(AttainmentChart.left, y(goal), AttainmentChart.right, y(goal), "goal") }
        drawing.path(points.map { (x($0.index), y($0.percent)) }, "way")
        for point in points {
            let isKept = point.row.result?.isGood ?? (point.percent >= goal ?? 0)
            drawing.point(
                x(point.index), y(point.percent), isKept ? "kept" : "below",
                note:
                    "\(point.row.window): \(point.row.attainmentText) of \(grouped(point.row.met + point.row.missed)), "
                    + "tickets covered \(point.row.ticketsText), time \(point.row.timeText)")
        }
        for index in rows.indices where isLabelled(index) {
            drawing.text(rows[index].window, x(index), AttainmentChart.height - 8, anchor(index))
        }
        return drawing.markup
    }

    private func x(_ index: Int) -> Double {
        guard rows.count > 1 else { return (AttainmentChart.left + AttainmentChart.right) / 2 }
        let width = AttainmentChart.right - AttainmentChart.left - 12
        return AttainmentChart.left + 6 + width * Double(index) / Double(rows.count - 1)
    }

    /// The axis ends at 100 and begins, in round steps, below all that is shown: so small losses are seen.
    private func scale(_ percents: [Double]) -> (low: Double, step: Double) {
        let range = 100 - max(0, (percents.min() ?? 0) - 1)
        let step = range <= 5 ? 1.0 : range <= 10 ? 2 : range <= 25 ? 5 : range <= 50 ? 10 : 20
        return (100 - (range / step).rounded(.up) * step, step)
    }

    /// As many as have room.
    private func isLabelled(_ index: Int) -> Bool {
        let last = rows.count - 1
        let step = max(1, (rows.count + 5) / 6)
        return (last - index).isMultiple(of: step)
    }

    private func anchor(_ index: Int) -> Drawing.Anchor {
        index == rows.count - 1 && rows.count > 1 ? .end : .middle
    }

    private func summary(_ percents: [Double], _ goal: Double?) -> String {
        guard let least = percents.min(), let most = percents.max(), let last = percents.last else {
            return "No window has a verdict."
        }
        let text = "Between \(cut(least)) % and \(cut(most)) %, at last \(cut(last)) %"
        return goal.map { "\(text); the goal is \(cut($0)) %." } ?? "\(text)."
    }
}

/// A share as a bar in a cell of a table, with the goal as a tick.
func shareBar(_ percent: Double, goal: Double?, _ style: String = "met") -> Markup {
    let tick: Markup =
        goal.map { "<rect x=\"\($0 * 1.2 - 0.75)\" y=\"0\" width=\"1.5\" height=\"12\" class=\"tick\"/>" } ?? ""
    return """
        <svg viewBox="0 0 120 12" width="120" height="12" aria-hidden="true"><rect x="0" y="3" width="120" height="6" \
        class="track"/><rect x="0" y="3" width="\(percent * 1.2)" height="6" class="\(style)"/>\(tick)</svg>
        """
}
