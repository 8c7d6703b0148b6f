/// What an operator wrote, in quotes and harmless: one line, no control characters, at most 60 characters.
package func quoted(_ written: some StringProtocol) -> String {
    let limit = 60
    let visible = written.unicodeScalars.prefix(limit).map { scalar in
        isPrintable(scalar) ? String(scalar) : "\\u{\(String(scalar.value, radix: 16))}"
    }
    return "'" + visible.joined() + (written.unicodeScalars.count > limit ? "…'" : "'")
}

/// Whether a scalar shows as itself and changes nothing around it.
func isPrintable(_ scalar: Unicode.Scalar) -> Bool {
    switch scalar.properties.generalCategory {
    case .control, .format, .lineSeparator, .paragraphSeparator, .surrogate, .unassigned, .privateUse: false
    default: true
    }
}

/// `a, b or c`.
func alternatives(_ words: [String]) -> String {
    guard words.count > 1, let last = words.last else { return words.joined() }
    return words.dropLast().joined(separator: ", ") + " or " + last
}

/// What to say about a word that is not one of those known: the nearest, or all.
///
/// - Parameter listed: those to list, where they are not all that are known.
package func didYouMean(_ word: String, among known: [String], listed: [String]? = nil) -> String {
    if let nearest = nearestWord(to: word, among: known) { return "did you mean \(quoted(nearest))?" }
    return "known here: \((listed ?? known).joined(separator: ", "))"
}

/// The known word that was probably meant; nil where none is near.
///
/// A third of the letters may be wrong, missing, added or swapped; case, `-` and `_` do not count.
func nearestWord(to word: String, among known: [String]) -> String? {
    let written = letters(of: word)
    guard (1...40).contains(written.count) else { return nil }
    let ranked = known.map { (word: $0, distance: editDistance(written, letters(of: $0))) }
    guard let best = ranked.min(by: { $0.distance < $1.distance }) else { return nil }
    return best.distance <= max(1, written.count / 3) ? best.word : nil
}

private func letters(of word: String) -> [Character] {
    word.lowercased().map { $0 == "-" || $0 == " " ? "_" : $0 }
}

/// How many letters must be changed, added, removed or swapped with their neighbour (optimal string alignment).
///
/// - Complexity: O(*m* × *n*)
private func editDistance(_ left: [Character], _ right: [Character]) -> Int {
    var rows = [Array(0...right.count)]
    for i in 0..<left.count {
        var row = [i + 1]
        for j in 0..<right.count {
            let same = left[i] == right[j] ? 0 : 1
            var cost = min(rows[i][j + 1] + 1, row[j] + 1, rows[i][j] + same)
            if i > 0, j > 0, left[i] == right[j - 1], left[i - 1] == right[j] {
                cost = min(cost, rows[i - 1][j - 1] + 1)
            }
            row.append(cost)
        }
        rows.append(row)
    }
    return rows[left.count][right.count]
}
