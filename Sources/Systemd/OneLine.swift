/// The text with a space for every line break and control character, so that it can forge no second line.
///
/// journalctl(1) also hides a message with control characters behind the words "blob data".
func oneLine(_ text: String) -> String {
    guard !text.utf8.allSatisfy({ 0x20 <= $0 && $0 < 0x7F }) else { return text }
    var line = String.UnicodeScalarView()
    line.append(contentsOf: text.unicodeScalars.map { breaksLine($0) ? " " : $0 })
    return String(line)
}

private func breaksLine(_ scalar: Unicode.Scalar) -> Bool {
    switch scalar.properties.generalCategory {
    case .control, .lineSeparator, .paragraphSeparator: true
    default: false
    }
}

/// The longest beginning of the text that ends between two characters and has at most `bytes` bytes in UTF-8.
func beginning(of text: String, bytes: Int) -> String {
    guard text.utf8.count > bytes else { return text }
    var kept = ""
    var size = 0
    for character in text {
        size += character.utf8.count
        guard size <= bytes else { break }
        kept.append(character)
    }
    return kept
}
