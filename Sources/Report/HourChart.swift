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
