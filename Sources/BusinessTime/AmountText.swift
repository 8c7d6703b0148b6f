extension ElapsedTime {
    /// The amount in seconds with up to three decimals and no trailing zeros, for machines: `5400`, `0.25`.
    package var secondsText: String { BusinessTime.secondsText(milliseconds) }

    /// The amount as a person writes it: `1h30m`, `45s`, `0.25s`, `0s`.
    package var text: String { unitsText(milliseconds) }
}

extension OpenTime {
    /// The amount in seconds with up to three decimals and no trailing zeros, for machines: `5400`, `0.25`.
    package var secondsText: String { BusinessTime.secondsText(milliseconds) }

    /// The amount as a person writes it, without saying which calendar's time it is: `1h30m`.
    package var text: String { unitsText(milliseconds) }

    /// The amount as a person writes it, in units of business time: `1bh30bm`.
    package var businessText: String { unitsText(milliseconds, prefix: "b") }
}

private func secondsText(_ milliseconds: Int64) -> String {
    let sign = milliseconds < 0 ? "-" : ""
    let (seconds, rest) = milliseconds.magnitude.quotientAndRemainder(dividingBy: 1_000)
    guard rest != 0 else { return sign + String(seconds) }
    var decimals = String(rest + 1_000).dropFirst()
    while decimals.last == "0" { decimals.removeLast() }
    return "\(sign)\(seconds).\(decimals)"
}

private func unitsText(_ milliseconds: Int64, prefix: String = "") -> String {
    let sign = milliseconds < 0 ? "-" : ""
    let magnitude = Int64(clamping: milliseconds.magnitude)
    let hours = magnitude / 3_600_000
    let minutes = magnitude / 60_000 % 60
    let secondsPart = magnitude % 60_000
    var text = ""
    if hours > 0 { text += "\(hours)\(prefix)h" }
    if minutes > 0 { text += "\(minutes)\(prefix)m" }
    if secondsPart > 0 || text.isEmpty { text += "\(secondsText(secondsPart))\(prefix)s" }
    return sign + text
}
