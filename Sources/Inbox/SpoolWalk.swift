import Glibc

/// A walk over all files of the spool, a name at a time, so that its owner can stop at any and go on later.
///
/// First `inbox`, then `rejected`, then the days of `processed` from the oldest on. Two descriptors, and memory for the
/// names of the days, however many files there are; no link is followed, and no directory entered but these.
struct SpoolWalk {
    enum Place: Hashable {
        case inbox
        case rejected
        /// The name of the day's directory.
        case day(FileName)
    }

    enum Step {
        case file(FileName, FileStatus)
        /// A name that is no file, or not there any more; only that it took its time counts.
        case nothing
        case endOfDirectory
    }

    private(set) var place: Place
    private(set) var directory: Directory
    private var names: DirectoryStream
    /// The days still to come; nil before they are known.
    private var days: ArraySlice<FileName>?

    /// Begins at the inbox.
    init(inbox: Directory) throws(InboxError) {
        place = .inbox
        directory = inbox
        names = try DirectoryStream(inbox)
    }

    /// The next name in the directory.
    func next() throws(InboxError) -> Step {
        guard let name = try names.next() else { return .endOfDirectory }
        guard name != FileName("."), name != FileName(".."), let status = try directory.status(of: name),
            !status.isDirectory
        else { return .nothing }
        return .file(name, status)
    }

    /// Goes on to the next directory; false at the end of the walk.
    ///
    /// A directory for which it throws is passed over: ask again for the one behind it.
    mutating func enterNext(rejected: Directory, processed: Directory) throws(InboxError) -> Bool {
        if place == .inbox {
            try enter(rejected, .rejected)
            return true
        }
        if days == nil {
            days = []
            days = try dayNames(in: processed)
        }
        while let day = days?.popFirst() {
            // A link or a file of that name is somebody else's.
            guard let status = try processed.status(of: day), status.isDirectory else { continue }
            try enter(Directory(existing: day, in: processed), .day(day))
            return true
        }
        return false
    }

    /// Leaves out what is not processed; for a walk that has not begun.
    mutating func skipToProcessed(_ processed: Directory) throws(InboxError) {
        place = .rejected
        days = try dayNames(in: processed)
    }

    private mutating func enter(_ directory: Directory, _ place: Place) throws(InboxError) {
        self.place = place
        names = try DirectoryStream(directory)
        self.directory = directory
    }
}

/// The name of the day's directory at an instant, in UTC: `2026-11-22`.
///
/// - Parameter milliseconds: since 1970.
func dayName(_ milliseconds: Int64) -> FileName {
    var seconds = time_t(milliseconds / 1_000)
    var parts = tm()
    gmtime_r(&seconds, &parts)
    let numbers = [Int(parts.tm_year) + 1_900, Int(parts.tm_mon) + 1, Int(parts.tm_mday)]
    let texts = zip(numbers, [4, 2, 2]).map { number, width in
        String(repeating: "0", count: max(0, width - String(number).count)) + String(number)
    }
    return FileName(texts.joined(separator: "-"))
}

/// Whether a name in `processed` is a day's, and not somebody else's.
func isDayName(_ name: FileName) -> Bool {
    let bytes = name.bytes
    guard bytes.count == 10 else { return false }
    return bytes.enumerated().allSatisfy { index, byte in
        index == 4 || index == 7 ? byte == UInt8(ascii: "-") : (UInt8(ascii: "0")...UInt8(ascii: "9")).contains(byte)
    }
}

/// The names of all days, the oldest first.
private func dayNames(in processed: Directory) throws(InboxError) -> ArraySlice<FileName> {
    var names: [FileName] = []
    try DirectoryStream(processed).forEachName { name in
        if isDayName(name) { names.append(name) }
    }
    return names.sorted()[...]
}
