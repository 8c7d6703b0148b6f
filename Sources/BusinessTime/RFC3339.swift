/// Why a text is not a timestamp that can be taken.
package enum TimestampError: Error, Hashable, Sendable {
    /// Not of the form `2026-11-22T09:30:00+01:00`; the offset (in bytes) is where it stops being one.
    case malformed(byteOffset: Int)
    /// There is no such date, hour, minute or offset.
    case outOfRange(String)
    /// No offset: the moment is not known.
    case offsetMissing
    /// Second 60; the line of milliseconds has no leap seconds.
    case leapSecond
}

extension Timestamp {
    /// Reads an RFC 3339 date-time with an offset. Finer than a millisecond is cut.
    ///
    /// The separators `T` and `Z` may be small letters (RFC 3339, section 5.6); `-00:00` is read as UTC.
    package init(rfc3339 text: String) throws(TimestampError) {
        var text = text
        let result = text.withUTF8 { Timestamp.result(rfc3339: UnsafeRawBufferPointer($0)) }
        self = try result.get()
    }

    /// Reads the bytes of one as they lie in a document.
    package init(rfc3339 bytes: UnsafeRawBufferPointer) throws(TimestampError) {
        if let milliseconds = PlainDateTime.milliseconds(bytes) {
            self.init(millisecondsSinceEpoch: milliseconds)
            return
        }
        var reader = DigitReader(bytes: bytes)
        self = try reader.timestamp()
    }

    private static func result(rfc3339 bytes: UnsafeRawBufferPointer) -> Result<Timestamp, TimestampError> {
        do throws(TimestampError) {
            return .success(try Timestamp(rfc3339: bytes))
        } catch {
            return .failure(error)
        }
    }

    /// The moment in UTC: `2026-11-22T09:30:00Z`, with `.250` only where there are milliseconds.
    package var utcText: String { text(offsetSeconds: 0) }

    /// The moment with an offset; an offset of zero is written `Z`.
    ///
    /// - Parameter offsetSeconds: seconds east of UTC; RFC 3339 prints whole minutes, the rest is cut.
    package func text(offsetSeconds: Int) -> String {
        let offsetMinutes = offsetSeconds / 60
        let local = millisecondsSinceEpoch + Int64(offsetMinutes) * 60_000
        let days = (local >= 0 ? local : local - 86_399_999) / 86_400_000
        let ofDay = local - days * 86_400_000
        let date = CivilDate(daysSinceEpoch: Int(days))
        let seconds = ofDay / 1_000
        return DigitWriter.string { text in
            text.write(date.year, digits: 4)
            text.write("-", date.month)
            text.write("-", date.day)
            text.write("T", Int(seconds / 3_600))
            text.write(":", Int(seconds / 60 % 60))
            text.write(":", Int(seconds % 60))
            if ofDay % 1_000 != 0 { text.write(".", Int(ofDay % 1_000), digits: 3) }
            text.write(offsetMinutes: offsetMinutes)
        }
    }
}

/// Writes the numbers of a date-time, filled up with zeros.
private struct DigitWriter {
    private let bytes: UnsafeMutableBufferPointer<UInt8>
    private var count = 0

    /// More than the longest number of a year and of an offset take.
    private static let capacity = 80

    private init(_ bytes: UnsafeMutableBufferPointer<UInt8>) {
        self.bytes = bytes
    }

    /// The text that `fill` writes, in the memory that it stays in.
    static func string(_ fill: (inout DigitWriter) -> Void) -> String {
        String(unsafeUninitializedCapacity: capacity) { bytes in
            var writer = DigitWriter(bytes)
            fill(&writer)
            return writer.count
        }
    }

    private mutating func write(_ sign: Unicode.Scalar) {
        bytes[count] = UInt8(ascii: sign)
        count += 1
    }

    mutating func write(_ sign: Unicode.Scalar, _ number: Int, digits: Int = 2) {
        write(sign)
        write(number, digits: digits)
    }

    mutating func write(_ number: Int, digits: Int) {
        if number < 0 { write("-") }
        let magnitude = number.magnitude
        var unit: UInt = 1
        for _ in 1..<digits { unit *= 10 }
        while magnitude / unit >= 10 { unit *= 10 }
        while unit > 0 {
            bytes[count] = UInt8(ascii: "0") + UInt8(magnitude / unit % 10)
            count += 1
            unit /= 10
        }
    }

    mutating func write(offsetMinutes: Int) {
        guard offsetMinutes != 0 else { return write("Z") }
        write(offsetMinutes < 0 ? "-" : "+", abs(offsetMinutes) / 60)
        write(":", abs(offsetMinutes) % 60)
    }
}

/// Walks over the bytes of a date-time; knows where it stands, so that an error can say it.
struct DigitReader {
    let bytes: UnsafeRawBufferPointer
    var position = 0

    mutating func timestamp() throws(TimestampError) -> Timestamp {
        let year = try number(digits: 4)
        try expect("-")
        let month = try number(digits: 2)
        try expect("-")
        let day = try number(digits: 2)
        try expect("T", or: "t")
        let milliseconds = try timeOfDay()
        let offset = try offsetMinutes()
        guard position == bytes.count else { throw .malformed(byteOffset: position) }
        guard let date = CivilDate(year: year, month: month, day: day) else { throw .outOfRange("date") }
        let local = Int64(date.daysSinceEpoch) * 86_400_000 + milliseconds
        return Timestamp(millisecondsSinceEpoch: local - Int64(offset) * 60_000)
    }

    private mutating func timeOfDay() throws(TimestampError) -> Int64 {
        let hour = try number(digits: 2)
        try expect(":")
        let minute = try number(digits: 2)
        try expect(":")
        let second = try number(digits: 2)
        guard hour <= 23 else { throw .outOfRange("hour") }
        guard minute <= 59 else { throw .outOfRange("minute") }
        guard second != 60 else { throw .leapSecond }
        guard second <= 59 else { throw .outOfRange("second") }
        return Int64((hour * 60 + minute) * 60 + second) * 1_000 + (try fractionMilliseconds())
    }

    private mutating func fractionMilliseconds() throws(TimestampError) -> Int64 {
        guard position < bytes.count, bytes[position] == UInt8(ascii: ".") else { return 0 }
        position += 1
        let first = position
        var value: Int64 = 0
        while position < bytes.count, let digit = digit(at: position) {
            if position - first < 3 { value = value * 10 + Int64(digit) }
            position += 1
        }
        guard position > first else { throw .malformed(byteOffset: position) }
        for _ in min(position - first, 3)..<3 { value *= 10 }
        return value
    }

    private mutating func offsetMinutes() throws(TimestampError) -> Int {
        guard position < bytes.count else { throw .offsetMissing }
        let sign = bytes[position]
        position += 1
        if sign == UInt8(ascii: "Z") || sign == UInt8(ascii: "z") { return 0 }
        guard sign == UInt8(ascii: "+") || sign == UInt8(ascii: "-") else {
            throw .malformed(byteOffset: position - 1)
        }
        let hours = try number(digits: 2)
        try expect(":")
        let minutes = try number(digits: 2)
        guard hours <= 23, minutes <= 59 else { throw .outOfRange("offset") }
        let offset = hours * 60 + minutes
        return sign == UInt8(ascii: "-") ? -offset : offset
    }

    private mutating func number(digits: Int) throws(TimestampError) -> Int {
        var value = 0
        for _ in 0..<digits {
            guard position < bytes.count, let digit = digit(at: position) else {
                throw .malformed(byteOffset: position)
            }
            value = value * 10 + digit
            position += 1
        }
        return value
    }

    private mutating func expect(_ sign: Unicode.Scalar, or other: Unicode.Scalar? = nil) throws(TimestampError) {
        guard position < bytes.count else { throw .malformed(byteOffset: position) }
        let found = Unicode.Scalar(bytes[position])
        guard found == sign || found == other else { throw .malformed(byteOffset: position) }
        position += 1
    }

    private func digit(at index: Int) -> Int? {
        let byte = bytes[index]
        return byte >= UInt8(ascii: "0") && byte <= UInt8(ascii: "9") ? Int(byte - UInt8(ascii: "0")) : nil
    }
}
