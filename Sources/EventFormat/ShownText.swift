/// Text of a stranger between quotation marks, fit to be printed: cut after `limit` characters, and with nothing in it
/// that could start a line, move the cursor, turn the direction of writing or stay unseen.
func shown(_ text: TextView, limit: Int = 60) -> String {
    // A scalar has at most four bytes; what a cut left over at the end is dropped with the rest.
    let start = UnsafeRawBufferPointer(rebasing: text.bytes.prefix(4 * limit + 4))
    return shown(String(decoding: start, as: UTF8.self), limit: limit)
}

func shown(_ text: String, limit: Int = 60) -> String {
    var result = "\""
    for scalar in text.unicodeScalars.prefix(limit) { result += harmless(scalar) }
    if text.unicodeScalars.dropFirst(limit).first != nil { result += "…" }
    return result + "\""
}

private func harmless(_ scalar: Unicode.Scalar) -> String {
    switch scalar.properties.generalCategory {
    case .control, .format, .surrogate, .privateUse, .unassigned, .lineSeparator, .paragraphSeparator:
        "\\u{\(String(scalar.value, radix: 16, uppercase: true))}"
    default:
        scalar == "\"" || scalar == "\\" ? "\\\(scalar)" : String(scalar)
    }
}
