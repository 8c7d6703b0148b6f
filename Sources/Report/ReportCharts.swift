import Compliance

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

/// Draws how long something took as bars, on a scale that doubles from bar to bar.
struct TimeChart {
    let distribution: ComplianceReport.Distribution
    /// From the first bar to the last that has anything.
    private let shown: Range<Int>

    private static let (width, height) = (540.0, 230.0)
    private static let (left, right, top, bottom) = (40.0, 532.0, 38.0, 200.0)

    init(_ distribution: ComplianceReport.Distribution) {
        self.distribution = distribution
        let bins = distribution.bins
        let used = bins.indices.filter { bins[$0].met + bins[$0].missed > 0 }
        var shown = (used.first ?? 0)..<(used.last ?? 0) + 1
        // The target is in the picture too.
        if let target = distribution.medianTargetSeconds {
            let place = bins.firstIndex { ($0.upToSeconds).map { target <= Double($0) } ?? true } ?? shown.lowerBound
            shown = min(shown.lowerBound, place)..<max(shown.upperBound, place + 1)
        }
        self.shown = shown
    }

    /// The bins that are shown.
    var bins: [(name: String, bin: ComplianceReport.Distribution.Bin)] {
        shown.map { index in
            let bin = distribution.bins[index]
            guard let end = bin.upToSeconds else {
                return ("over \(start(index).map(spanText) ?? "")", bin)
            }
            return ("to \(spanText(Double(end)))", bin)
        }
    }

    private func start(_ index: Int) -> Double? {
        index > 0 ? distribution.bins[index - 1].upToSeconds.map(Double.init) : nil
    }

    func markup(_ id: String) -> Markup {
        let most = max(1, bins.map { $0.bin.met + $0.bin.missed }.max() ?? 1)
        var drawing = Drawing(
            id, width: TimeChart.width, height: TimeChart.height,
            title: "\(timeName(ofMetric: distribution.metric)): how long it took", summary: summary)
        let scale = (TimeChart.bottom - TimeChart.top) / Double(most)
        for index in shown { bar(index, scale, &drawing) }
        drawing.line(TimeChart.left, TimeChart.bottom, TimeChart.right, TimeChart.bottom, "axis")
        drawing.text(grouped(most), TimeChart.left - 6, TimeChart.top + 4, .end)
        drawing.text("0", TimeChart.left - 6, TimeChart.bottom + 4, .end)
        for index in shown where distribution.bins[index].upToSeconds != nil {
            guard (shown.upperBound - index).isMultiple(of: barWidth < 36 ? 2 : 1) else { continue }
            let name = spanText(Double(distribution.bins[index].upToSeconds ?? 0))
            drawing.text(name, x(index) + barWidth, TimeChart.bottom + 16, .middle)
        }
        mark(&drawing)
        return drawing.markup
    }

    private func bar(_ index: Int, _ scale: Double, _ drawing: inout Drawing) {
        let bin = distribution.bins[index]
        let (met, missed) = (Double(bin.met) * scale, Double(bin.missed) * scale)
        let note = "\(bins[index - shown.lowerBound].name): \(grouped(bin.met)) met, \(grouped(bin.missed)) missed"
        if bin.met > 0 {
            drawing.rectangle(x(index) + 1, TimeChart.bottom - met, barWidth - 2, met, "met", note: note)
        }
        if bin.missed > 0 {
            drawing.rectangle(
                x(index) + 1, TimeChart.bottom - met - missed, barWidth - 2, missed, "missed", note: note)
        }
    }

    /// The median, and that of the targets.
    ///
    /// The lesser one has its name below, on the left of its line, so that neither line crosses a name.
    private func mark(_ drawing: inout Drawing) {
        let median = distribution.medianSeconds.map { ($0, "median \(spanText($0))", "median", "label") }
        let target = distribution.medianTargetSeconds.map { ($0, "target \(spanText($0))", "goal", "strong") }
        let marks = [median, target].compactMap(\.self).sorted { $0.0 < $1.0 }
        for (place, mark) in marks.enumerated() {
            let x = x(ofSeconds: mark.0)
            let isLast = place == marks.count - 1
            let line = TimeChart.top - (isLast ? 22 : 8)
            let isRight = isLast ? x < TimeChart.right - 110 : x < TimeChart.left + 110
            drawing.line(x, line - 9, x, TimeChart.bottom, mark.2)
            drawing.text(mark.1, x + (isRight ? 5 : -5), line, isRight ? .start : .end, mark.3)
        }
    }

    private var barWidth: Double { (TimeChart.right - TimeChart.left) / Double(max(1, shown.count)) }

    private func x(_ index: Int) -> Double { TimeChart.left + Double(index - shown.lowerBound) * barWidth }

    /// Within a bar the scale is even.
    private func x(ofSeconds seconds: Double) -> Double {
        for index in shown {
            let start = start(index) ?? 0
            let end = distribution.bins[index].upToSeconds.map(Double.init) ?? max(start * 2, seconds)
            if seconds <= end { return x(index) + max(0, seconds - start) / max(1, end - start) * barWidth }
        }
        return TimeChart.right
    }

    private var summary: String {
        var parts = ["\(grouped(distribution.count)) finished cycles"]
        if let median = distribution.medianSeconds { parts.append("half of them within \(spanText(median))") }
        if let most = distribution.p90Seconds { parts.append("90 % within \(spanText(most))") }
        if let target = distribution.medianTargetSeconds {
            parts.append("the median of the targets is \(spanText(target))")
        }
        return parts.joined(separator: ", ") + "."
    }
}

/// Draws counts by hour of the day, a row each, the more the darker.
struct HourChart {
    let rows: [(name: String, hours: [Int64])]
    let title: String

    private static let left = 132.0
    private static let (cellWidth, cellHeight) = (30.0, 22.0)

    func markup(_ id: String) -> Markup {
        let most = rows.flatMap(\.hours).max() ?? 0
        let height = 24 + Double(rows.count) * HourChart.cellHeight
        var drawing = Drawing(id, width: 912, height: height, title: title, summary: summary(most))
        for hour in 0..<24 where hour.isMultiple(of: 2) {
            drawing.text(hour < 10 ? "0\(hour)" : "\(hour)", x(hour), 14)
        }
        drawing.text("all", 908, 14, .end)
        for (place, row) in rows.enumerated() {
            let y = 20 + Double(place) * HourChart.cellHeight
            drawing.text(short(row.name), 0, y + 15)
            for hour in 0..<24 { cell(row.hours[hour], hour, y, most, row.name, &drawing) }
            drawing.text(grouped(row.hours.reduce(0, +)), 908, y + 15, .end, "strong")
        }
        return drawing.markup
    }

    private func x(_ hour: Int) -> Double { HourChart.left + Double(hour) * HourChart.cellWidth }

    private func cell(_ count: Int64, _ hour: Int, _ y: Double, _ most: Int64, _ name: String, _ drawing: inout Drawing)
    {
        let level = count == 0 ? 0 : Int((count * 5 + most - 1) / most)
        drawing.rectangle(
            x(hour), y, HourChart.cellWidth - 2, HourChart.cellHeight - 2, "h\(level)",
            note: "\(name), \(hour):00 to \(hour + 1):00: \(grouped(count))")
        guard count > 0 else { return }
        drawing.text(
            grouped(count), x(hour) + HourChart.cellWidth / 2 - 1, y + 14, .middle, level >= 4 ? "deep" : "cell")
    }

    private func short(_ name: String) -> String { name.count > 20 ? name.prefix(19) + "…" : name }

    private func summary(_ most: Int64) -> String {
        guard let row = rows.first(where: { $0.hours.contains(most) }), most > 0,
            let hour = row.hours.firstIndex(of: most)
        else { return "Nothing was missed." }
        return "The most, \(grouped(most)), were missed by \(row.name) between \(hour):00 and \(hour + 1):00."
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
