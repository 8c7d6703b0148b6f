import Compliance
import SLAEngine

// The most common problems.
extension ReportGathering {
    /// The attribute by which problems are told apart: what was asked for, else the first of the usual ones that at
    /// least half of the misses have, else the first that any has.
    ///
    /// - Returns: nil where none has any.
    var problemKey: Int? {
        guard question.problemKey == nil else { return 0 }
        var known = [Int64](repeating: 0, count: problemKeys.count)
        for (key, count) in problems where key.value >= 0 { known[key.attribute] += count }
        return known.firstIndex { $0 > 0 && $0 * 2 >= misses } ?? known.firstIndex { $0 > 0 }
    }

    /// All that count in the window.
    private var misses: Int64 {
        problems.reduce(0) { $0 + ($1.key.attribute == 0 ? $1.value : 0) }
    }

    func problemRows() -> [ComplianceReport.Problem] {
        let attribute = problemKey
        // Where no attribute says anything, all have the value of none.
        let found = problems.filter { $0.key.attribute == attribute ?? 0 }.sorted { left, right in
            left.value == right.value ? isBefore(left.key, right.key) : left.value > right.value
        }
        var sum: Int64 = 0
        return found.map { key, count in
            sum += count
            let name = lines[key.line].name
            return ComplianceReport.Problem(
                agreement: name.agreement, objective: name.objective,
                value: key.value < 0 ? nil : names.texts[key.value], missed: count,
                sharePercent: Proportion(count, of: misses).percent ?? 0,
                togetherPercent: Proportion(sum, of: misses).percent ?? 0)
        }
    }

    private func isBefore(_ left: ProblemKey, _ right: ProblemKey) -> Bool {
        let (one, other) = (lines[left.line].name, lines[right.line].name)
        let (value, otherValue) = (text(left.value), text(right.value))
        return (one.agreement, one.objective, value) < (other.agreement, other.objective, otherValue)
    }

    private func text(_ value: Int) -> String { value < 0 ? "" : names.texts[value] }
}

extension Exclusion.Scope {
    /// `ticket T-1, agreement gold, customer: acme`; for people.
    var text: String {
        var parts: [String] = []
        if let ticket { parts.append("ticket \(ticket)") }
        if let agreement { parts.append("agreement \(agreement)") }
        if let objective { parts.append("objective \(objective)") }
        if attributes != .always { parts.append(attributes.text) }
        return parts.isEmpty ? "everything" : parts.joined(separator: ", ")
    }
}

extension Condition {
    /// As far as it is about attributes.
    fileprivate var text: String {
        switch self {
        case .attribute(let key, let values): "\(key): \(values.joined(separator: " or "))"
        case .attributeIsNot(let key, let values): "\(key) is not \(values.joined(separator: " or "))"
        case .present(let key): "\(key) is present"
        case .absent(let key): "\(key) is absent"
        case .all(let parts): parts.map(\.text).joined(separator: ", ")
        case .any(let parts): parts.map(\.text).joined(separator: " or ")
        case .not(let part): "not (\(part.text))"
        case .event, .by, .isPublic, .category: "of certain events"
        }
    }
}
