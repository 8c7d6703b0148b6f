package import BusinessTime

extension Timestamp {
    /// The day on which time lines play: Monday 2026-11-02, in UTC.
    package static let playDay = Timestamp(millisecondsSinceEpoch: 1_793_577_600_000)

    /// A moment of the play day, `09:30` or `09:30:15`, or of the N-th day after it, `+N/09:30` (`-N/` before).
    package init(play text: String) {
        let parts = text.split(separator: "/")
        let days = parts.count == 2 ? Int64(parts[0]) : 0
        let numbers = (parts.last ?? "").split(separator: ":").map { Int64($0) }
        guard let days, numbers.count == 2 || numbers.count == 3, let hour = numbers[0], let minute = numbers[1],
            let second = numbers.count == 3 ? numbers[2] : 0
        else { preconditionFailure("'\(text)' is no moment of a time line") }
        let ofDay: ElapsedTime = .seconds(hour * 3_600 + minute * 60 + second)
        self = Timestamp.playDay + .days(days) + ofDay
    }

    /// The moment `count` minutes after the play day's midnight.
    package static func minute(_ count: Int) -> Timestamp {
        playDay + .minutes(Int64(count))
    }

    /// Whole minutes since the play day's midnight.
    package var playMinute: Int {
        Int((self - Timestamp.playDay).milliseconds / 60_000)
    }

    /// As time lines write it: `09:30`, `+1/09:30`, seconds only where there are some.
    package var playText: String {
        let total = (self - Timestamp.playDay).milliseconds
        let days = (total >= 0 ? total : total - 86_399_999) / 86_400_000
        let seconds = (total - days * 86_400_000) / 1_000
        var text = days == 0 ? "" : "\(days < 0 ? "" : "+")\(days)/"
        text += "\(padded(seconds / 3_600)):\(padded(seconds / 60 % 60))"
        if seconds % 60 != 0 { text += ":\(padded(seconds % 60))" }
        if total % 1_000 != 0 { text += ".\(total % 1_000)ms" }
        return text
    }
}

private func padded(_ number: Int64) -> String {
    number < 10 ? "0\(number)" : String(number)
}
