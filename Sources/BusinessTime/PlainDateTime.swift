/// The date-times that programs write, read without asking at each byte where it is: `2026-11-22T09:30:00`, with
/// milliseconds or without, and `Z` or `+01:00`.
///
/// Every other one is left to the reader that takes all forms and names faults.
enum PlainDateTime {
    /// Milliseconds since 1970; nil where it is of another form, or not good.
    static func milliseconds(_ bytes: UnsafeRawBufferPointer) -> Int64? {
        guard bytes.count >= 20 else { return nil }
        guard bytes[4] == dash, bytes[7] == dash, bytes[10] == UInt8(ascii: "T"), bytes[13] == colon,
            bytes[16] == colon
        else { return nil }
        var digits = Digits(bytes: bytes)
        let year = digits.pair(at: 0) * 100 + digits.pair(at: 2)
        let (month, day) = (digits.pair(at: 5), digits.pair(at: 8))
        let (hour, minute, second) = (digits.pair(at: 11), digits.pair(at: 14), digits.pair(at: 17))
        let hasThousandths = bytes[19] == UInt8(ascii: ".") && bytes.count >= 24
        let thousandths = hasThousandths ? digits.digit(at: 20) * 100 + digits.pair(at: 21) : 0
        guard let offsetMinutes = digits.offsetMinutes(at: hasThousandths ? 23 : 19) else { return nil }
        guard digits.areGood, hour <= 23, minute <= 59, second <= 59,
            let date = CivilDate(year: year, month: month, day: day)
        else { return nil }
        let seconds = (hour * 60 + minute) * 60 + second
        let local = Int64(date.daysSinceEpoch) * 86_400_000 + Int64(seconds * 1_000 + thousandths)
        return local - Int64(offsetMinutes) * 60_000
    }

    private static var dash: UInt8 { UInt8(ascii: "-") }
    private static var colon: UInt8 { UInt8(ascii: ":") }

    /// Reads digits at known places, and remembers whether all of them were some.
    private struct Digits {
        let bytes: UnsafeRawBufferPointer
        var areGood = true

        mutating func pair(at index: Int) -> Int {
            digit(at: index) * 10 + digit(at: index + 1)
        }

        /// What ends the date-time; nil where it is none of the two forms.
        mutating func offsetMinutes(at index: Int) -> Int? {
            if bytes.count == index + 1, bytes[index] == UInt8(ascii: "Z") { return 0 }
            guard bytes.count == index + 6, bytes[index + 3] == PlainDateTime.colon else { return nil }
            let (hours, minutes) = (pair(at: index + 1), pair(at: index + 4))
            guard hours <= 23, minutes <= 59 else { return nil }
            switch bytes[index] {
            case UInt8(ascii: "+"): return hours * 60 + minutes
            case PlainDateTime.dash: return -(hours * 60 + minutes)
            default: return nil
            }
        }

        mutating func digit(at index: Int) -> Int {
            let digit = bytes[index] &- UInt8(ascii: "0")
            if digit > 9 { areGood = false }
            return Int(digit)
        }
    }
}
