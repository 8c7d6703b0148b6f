import Foundation

/// What the C library's `zdump` says of zones: an implementation that shares nothing with ours.
enum ZoneDump {
    struct Change: Hashable {
        /// Seconds since 1970 UTC.
        var at: Int64
        var before: Int
        var after: Int
    }

    static let path = ["/usr/bin/zdump", "/usr/sbin/zdump"].first { FileManager.default.isExecutableFile(atPath: $0) }

    /// The changes of offset in `[from, to)`, given as years, by zone; a zone without any is left out.
    static func changes(of zones: [String], from: Int, to: Int) throws -> [String: [Change]] {
        var changes: [String: [Change]] = [:]
        var before: (zone: String, at: Int64, offset: Int)?
        for line in try output(["-v", "-c", "\(from),\(to)"] + zones).split(separator: UInt8(ascii: "\n")) {
            guard let now = parsed(line) else { continue }
            if let last = before, last.zone == now.zone, now.at == last.at + 1, now.offset != last.offset {
                changes[now.zone, default: []].append(Change(at: now.at, before: last.offset, after: now.offset))
            }
            before = now
        }
        return changes
    }

    /// `Europe/Berlin  Sun Mar 29 01:00:00 2026 UT = Sun Mar 29 03:00:00 2026 CEST isdst=1 gmtoff=7200`
    private static func parsed(_ line: ArraySlice<UInt8>) -> (zone: String, at: Int64, offset: Int)? {
        let words = line.split(separator: UInt8(ascii: " ")).map { String(decoding: $0, as: UTF8.self) }
        guard words.count == 16, let month = months[words[2]], let day = Int(words[3]), let year = Int(words[5]),
            let offset = Int(words[15].dropFirst("gmtoff=".count))
        else { return nil }
        let time = words[4].split(separator: ":").compactMap { Int($0) }
        let seconds = (time[0] * 60 + time[1]) * 60 + time[2]
        return (words[0], Int64(daysSince1970(year, month, day) * 86_400 + seconds), offset)
    }

    /// Counted year by year from the lengths of months, unlike the code that is tested.
    private static func daysSince1970(_ year: Int, _ month: Int, _ day: Int) -> Int {
        let leaps = leapYears(before: year) - leapYears(before: 1_970)
        let isLeap = leapYears(before: year + 1) > leapYears(before: year)
        let lengths = [31, isLeap ? 29 : 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31]
        return (year - 1_970) * 365 + leaps + lengths[..<(month - 1)].reduce(0, +) + day - 1
    }

    private static func leapYears(before year: Int) -> Int {
        (year - 1) / 4 - (year - 1) / 100 + (year - 1) / 400
    }

    private static let months = Dictionary(
        uniqueKeysWithValues: zip(
            ["Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"], 1...12))

    private static func output(_ arguments: [String]) throws -> [UInt8] {
        let process = Process()
        let output = Pipe()
        process.executableURL = URL(fileURLWithPath: path ?? "")
        process.arguments = arguments
        process.standardOutput = output
        try process.run()
        let data = try output.fileHandleForReading.readToEnd() ?? Data()
        process.waitUntilExit()
        return Array(data)
    }
}
