/// Why bytes are no zone that can be used.
package enum ZoneError: Error, Hashable, Sendable {
    /// Not a TZif file: RFC 9636, section 3.
    case malformed(String)
    /// The file counts leap seconds (the zones below `right/`); civil time here has none.
    case leapSeconds
}

/// The content of a TZif file: RFC 9636, versions 1 to 4.
struct TZif {
    /// Seconds since 1970 UTC, ascending.
    private(set) var transitions: [Int64] = []
    /// The offset after each transition; the first one holds before all.
    private(set) var offsets: [Int] = []
    private(set) var footer = ""
    /// What people call each offset, by the time type that is listed last: `CET`.
    private(set) var names: [Int: String] = [:]

    /// Behind all that an event can name, so that no arithmetic on instants can overflow.
    private static let latest: Int64 = 98_000 * 366 * 86_400

    private struct Header {
        let version: UInt8
        let isUTCount: Int
        let isStandardCount: Int
        let leapCount: Int
        let timeCount: Int
        let typeCount: Int
        let characterCount: Int

        /// None of the counts is below 0 or beyond 32 bits, so this cannot overflow.
        func blockSize(timeSize: Int) -> Int {
            timeCount * timeSize + timeCount + typeCount * 6 + characterCount + leapCount * (timeSize + 4)
                + isStandardCount + isUTCount
        }
    }

    init(_ bytes: [UInt8]) throws(ZoneError) {
        var reader = ByteReader(bytes: bytes[...])
        let first = try TZif.header(&reader)
        if first.version >= UInt8(ascii: "2") {
            try reader.skip(first.blockSize(timeSize: 4))
            try readBlock(try TZif.header(&reader), timeSize: 8, &reader)
            footer = try reader.footer()
        } else {
            try readBlock(first, timeSize: 4, &reader)
        }
    }

    private static func header(_ reader: inout ByteReader) throws(ZoneError) -> Header {
        guard try reader.take(4) == Array("TZif".utf8)[...] else { throw .malformed("it does not begin with TZif") }
        let version = try reader.byte()
        guard version == 0 || version >= UInt8(ascii: "2") else { throw .malformed("nobody knows its version") }
        try reader.skip(15)
        let header = Header(
            version: version, isUTCount: try reader.count(), isStandardCount: try reader.count(),
            leapCount: try reader.count(), timeCount: try reader.count(), typeCount: try reader.count(),
            characterCount: try reader.count())
        guard header.typeCount > 0 else { throw .malformed("it has no time types") }
        return header
    }

    private mutating func readBlock(
        _ header: Header, timeSize: Int, _ reader: inout ByteReader
    ) throws(ZoneError) {
        guard header.leapCount == 0 else { throw .leapSeconds }
        for _ in 0..<header.timeCount { transitions.append(try reader.integer(timeSize)) }
        let indices = try reader.take(header.timeCount)
        var types: [Int] = []
        var places: [Int] = []
        for _ in 0..<header.typeCount {
            types.append(Int(try reader.integer(4)))
            let isDaylight = try reader.byte()
            places.append(Int(try reader.byte()))
            guard isDaylight <= 1, places[places.count - 1] < header.characterCount else {
                throw .malformed("a time type has no name")
            }
        }
        let characters = try reader.take(header.characterCount)
        try reader.skip(header.isStandardCount + header.isUTCount)
        guard zip(transitions, transitions.dropFirst()).allSatisfy(<) else {
            throw .malformed("its transitions are not in order")
        }
        guard transitions.allSatisfy({ $0 <= TZif.latest }) else {
            throw .malformed("a transition lies after the year 100,000")
        }
        guard types.allSatisfy({ abs($0) < 26 * 3_600 }) else { throw .malformed("an offset is beyond 26 hours") }
        offsets = [types[0]]
        for index in indices {
            guard Int(index) < types.count else { throw .malformed("a transition names no time type") }
            offsets.append(types[Int(index)])
        }
        for index in [0] + indices.map(Int.init) {
            names[types[index]] = TZif.name(at: places[index], characters)
        }
    }

    /// The text up to its NUL.
    private static func name(at place: Int, _ characters: ArraySlice<UInt8>) -> String {
        String(decoding: characters.dropFirst(place).prefix { $0 != 0 }, as: UTF8.self)
    }
}

/// Takes bytes from the front; the end comes as an error.
private struct ByteReader {
    var bytes: ArraySlice<UInt8>

    mutating func take(_ count: Int) throws(ZoneError) -> ArraySlice<UInt8> {
        guard count >= 0, count <= bytes.count else { throw .malformed("it ends too early") }
        defer { bytes = bytes.dropFirst(count) }
        return bytes.prefix(count)
    }

    mutating func skip(_ count: Int) throws(ZoneError) {
        _ = try take(count)
    }

    mutating func byte() throws(ZoneError) -> UInt8 {
        guard let byte = try take(1).first else { throw .malformed("it ends too early") }
        return byte
    }

    /// How many of something follow: 32 bits, never negative.
    mutating func count() throws(ZoneError) -> Int {
        Int(try integer(4) & 0xFFFF_FFFF)
    }

    /// A signed number, the highest byte first.
    mutating func integer(_ size: Int) throws(ZoneError) -> Int64 {
        var value: Int64 = 0
        for byte in try take(size) { value = value << 8 | Int64(byte) }
        let unused = 64 - 8 * size
        return (value << unused) >> unused
    }

    /// The TZ string between two line breaks.
    mutating func footer() throws(ZoneError) -> String {
        guard try byte() == UInt8(ascii: "\n"), let end = bytes.firstIndex(of: UInt8(ascii: "\n")) else {
            throw .malformed("its footer is cut off")
        }
        return String(decoding: bytes[..<end], as: UTF8.self)
    }
}
