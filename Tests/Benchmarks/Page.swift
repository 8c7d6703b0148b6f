import Foundation

/// One figure of the page.
struct Figure: Encodable {
    var name: String
    var unit: String
    var median: Double
    /// Half of all samples lie between.
    var low: Double
    var high: Double
    /// What it should be, and whether it is; nil for a figure without a goal.
    var goal: String?
    var isReached: Bool?

    /// So many pieces of work in a sample, told as millions a second.
    static func rate(_ name: String, _ samples: Samples, count: Int) -> Figure {
        let rate = { (seconds: Double) in Double(count) / seconds / 1e6 }
        return Figure(
            name: name, unit: "million/s", median: rate(samples.median), low: rate(samples.quartiles.high),
            high: rate(samples.quartiles.low))
    }

    func atLeast(_ least: Double) -> Figure { with("at least \(least)", median >= least) }
    func below(_ most: Double) -> Figure { with("below \(most)", median < most) }
    func atMost(_ most: Double) -> Figure { with("at most \(most)", median <= most) }

    private func with(_ goal: String, _ isReached: Bool) -> Figure {
        var figure = self
        figure.goal = goal
        figure.isReached = isReached
        return figure
    }
}

/// All figures of one run.
struct Page: Encodable {
    var machine: String
    var figures: [Figure]

    /// A line a figure: median, the spread in brackets, goal.
    var text: String {
        let width = figures.map(\.name.count).max() ?? 0
        let lines = figures.map { figure in
            let name = figure.name.padding(toLength: width, withPad: " ", startingAt: 0)
            let value = String(format: "%9.3f  [%.3f .. %.3f] %@", figure.median, figure.low, figure.high, figure.unit)
            let goal = figure.goal.map { "   goal: \($0)\(figure.isReached == true ? "" : "  MISSED")" } ?? ""
            return "\(name) \(value)\(goal)"
        }
        return "\(machine)\n\n" + lines.joined(separator: "\n") + "\n"
    }

    var json: String {
        let encoder = JSONEncoder()
        encoder.outputFormatting = [.prettyPrinted, .sortedKeys, .withoutEscapingSlashes]
        return (try? encoder.encode(self)).map { String(decoding: $0, as: UTF8.self) + "\n" } ?? ""
    }

    /// Processor, cores, kernel.
    static var thisMachine: String {
        let lines = (try? String(contentsOfFile: "/proc/cpuinfo", encoding: .utf8))?.split(separator: "\n") ?? []
        let model = lines.first { $0.hasPrefix("model name") }?.split(separator: ":").last ?? "unknown processor"
        let info = ProcessInfo.processInfo
        let name = model.trimmingCharacters(in: .whitespaces)
        return "\(name), \(info.processorCount) cores, \(info.operatingSystemVersionString)"
    }
}
