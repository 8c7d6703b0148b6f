import BusinessTime

/// What a moment that is not written as RFC 3339 wants was most likely meant to be.
enum TimestampHint {
    /// The same moment, well written, where its text leaves no doubt.
    static func corrected(_ text: String) -> String? {
        var letters = Array(text)
        guard letters.count <= 40, letters.count > 10, letters.allSatisfy(\.isASCII) else { return nil }
        if letters[10] == " " || letters[10] == "t" { letters[10] = "T" }
        var time = String(letters).replacing(" ", with: "")
        for zone in ["UTC", "GMT", "z"] where time.hasSuffix(zone) { time = time.dropLast(zone.count) + "Z" }
        time = withColonInOffset(time)
        return [time, withSeconds(time)].first { (try? Timestamp(rfc3339: $0)) != nil && $0 != text }
    }

    /// The same with `Z`, where only the offset is missing, which may or may not be that of UTC.
    static func inUTC(_ text: String) -> String? {
        let candidate = text + "Z"
        return (try? Timestamp(rfc3339: candidate)) != nil ? candidate : corrected(candidate)
    }

    /// Seconds or milliseconds since 1970, as years after 2001 have them.
    static func moment(ofEpoch number: Int64) -> String? {
        switch number {
        case 1_000_000_000..<7_289_654_400: Timestamp(millisecondsSinceEpoch: number * 1_000).utcText
        case 1_000_000_000_000..<7_289_654_400_000: Timestamp(millisecondsSinceEpoch: number).utcText
        default: nil
        }
    }

    /// `+0100` and `+01` as `+01:00`.
    private static func withColonInOffset(_ time: String) -> String {
        guard let sign = time.lastIndex(where: { $0 == "+" || $0 == "-" }),
            time.distance(from: time.startIndex, to: sign) > 10
        else { return time }
        let digits = time[sign...].dropFirst()
        switch digits.count {
        case 2: return time + ":00"
        case 4 where !digits.contains(":"): return time.dropLast(2) + ":" + digits.suffix(2)
        default: return time
        }
    }

    /// `09:30Z` as `09:30:00Z`.
    private static func withSeconds(_ time: String) -> String {
        let minute = time.index(time.startIndex, offsetBy: 16, limitedBy: time.endIndex) ?? time.endIndex
        return time[..<minute] + ":00" + time[minute...]
    }
}
