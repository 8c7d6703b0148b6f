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
