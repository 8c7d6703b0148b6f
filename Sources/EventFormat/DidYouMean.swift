/// The word of `known` that a person most likely meant: at most two letters away, and never most of the word.
///
/// Capitals count as small letters. Costs the product of the lengths for each word whose length is near.
func nearest<Words: Sequence<String>>(to word: String, among known: Words) -> String? {
    // Longer than any of our words could be; bounds the work for what a stranger sends.
    guard word.utf8.count <= 32 else { return nil }
    let written = Array(word.lowercased().utf8)
    var best: (word: String, distance: Int)?
    for candidate in known {
        let letters = Array(candidate.utf8)
        let distance = editDistance(written, letters)
        guard distance <= 2, distance * 2 <= letters.count, distance < best?.distance ?? .max else { continue }
        best = (candidate, distance)
    }
    return best?.word
}

/// How many letters must be put in, left out or replaced (Levenshtein).
func editDistance(_ left: [UInt8], _ right: [UInt8]) -> Int {
    var row = Array(0...right.count)
    for (i, letter) in left.enumerated() {
        var diagonal = row[0]
        row[0] = i + 1
        for j in 0..<right.count {
            let replaced = diagonal + (letter == right[j] ? 0 : 1)
            diagonal = row[j + 1]
            row[j + 1] = min(replaced, row[j] + 1, diagonal + 1)
        }
    }
    return row[right.count]
}
