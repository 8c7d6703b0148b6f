import Glibc

/// What came of moving a file out of the inbox.
package enum Departure: Hashable, Sendable {
    /// It left. The path below the spool's root, harmless to show: of the file or, where only lines of it were bad, of
    /// these lines.
    case moved(to: String)
    /// It is not what was read any more and stays: the next scan offers it again.
    case changed
    /// It was not there any more.
    case gone
}

/// What came of one rename.
private enum Move {
    case moved
    case nameIsTaken
    /// There is no such file any more, or no such directory.
    case gone
    /// It was another file, and is in the inbox again.
    case exchanged
}

extension Inbox {
    /// Moves a file whose events are all recorded to `processed/DATE`.
    ///
    /// - Parameter date: the name of the day's directory, as `2026-11-22`.
    package func finish(_ file: InboxFile, date: String) throws(InboxError) -> Departure {
        if let obstacle = try departureObstacle(file) { return obstacle }
        guard let name = try depart(file, toDay: date) else { return .changed }
        return .moved(to: "processed/\(date)/\(name)")
    }

    /// Moves the file under its own name or, if that is taken, a numbered one; nil if nothing has left the inbox.
    private func depart(_ file: InboxFile, toDay date: String) throws(InboxError) -> FileName? {
        let name = numbered(file.name, 0)
        switch try depart(file, to: dayDirectory(date), as: name) {
        case .moved: return name
        case .exchanged: return nil
        case .nameIsTaken: break
        // The file, or the day's directory, which somebody has removed.
        case .gone: if try day?.directory.isRemoved() ?? true { day = nil } else { return nil }
        }
        let directory = try dayDirectory(date)
        let other = numbered(file.name, try freeNumber(for: file.name, in: directory))
        return try depart(file, to: directory, as: other) == .moved ? other : nil
    }

    /// Keeps the bad lines of a file, with the reasons, in `rejected`; then moves the file to `processed/DATE`.
    ///
    /// - Parameters:
    ///   - lines: the bad lines, as they were.
    ///   - reasons: for people; goes to `NAME.reasons`.
    ///   - date: the name of the day's directory, as `2026-11-22`.
    package func reject(
        _ file: InboxFile,
        lines: [UInt8],
        reasons: String,
        date: String
    ) throws(InboxError) -> Departure {
        if let obstacle = try departureObstacle(file) { return obstacle }
        // The lines are kept as they are read, so not under a name that says that they are compressed.
        let name = try nameInRejected(for: file.name.withoutCompression, lines)
        try rejected.write(Array(reasons.utf8), to: name.appending(reasonsEnding))
        try rejected.write(lines, to: name)
        let departure = try finish(file, date: date)
        guard case .moved = departure else { return departure }
        return .moved(to: "rejected/\(name)")
    }

    /// Moves a file of which nothing can be taken to `rejected`, with the reasons beside it.
    package func rejectWhole(_ file: InboxFile, reasons: String) throws(InboxError) -> Departure {
        if let obstacle = try departureObstacle(file) { return obstacle }
        let name = numbered(file.name, try freeNumber(for: file.name, in: rejected))
        try rejected.write(Array(reasons.utf8), to: name.appending(reasonsEnding))
        if try depart(file, to: rejected, as: name) == .moved { return .moved(to: "rejected/\(name)") }
        try rejected.remove(name.appending(reasonsEnding))
        return .changed
    }

    /// Leaves a file that could not be moved for a minute: the disk is full, say.
    ///
    /// It is read again then, and what was recorded of it are duplicates.
    ///
    /// - Returns: a notice, unless it was given before.
    package func postpone(_ file: InboxFile, _ error: InboxError) -> InboxNotice? {
        _ = leave(file, untilMilliseconds: scanMilliseconds + 60_000)
        return noticeOnce(file.name, .notMoved(error))
    }

    /// Why the file is not to be moved: it is another one by now, or none.
    private func departureObstacle(_ file: InboxFile) throws(InboxError) -> Departure? {
        guard let status = try inbox.status(of: file.name) else { return .gone }
        if status.identity == file.identity { return nil }
        reported.forget(file.name)
        return .changed
    }

    /// Moves the file, then looks whether it was the right one, as a producer may have exchanged it a moment ago.
    ///
    /// Where nothing has left the inbox, the next scan shows why.
    private func depart(
        _ file: InboxFile, to directory: Directory, as name: FileName
    ) throws(InboxError) -> Move {
        do throws(InboxError) {
            guard try inbox.move(file.name, to: directory, as: name) else { return .nameIsTaken }
        } catch {
            guard error.code == ENOENT else { throw error }
            return .gone
        }
        reported.forget(file.name)
        left.forget(file.name)
        arriving.forget(file.name)
        guard let moved = try directory.status(of: name) else { return .moved }
        if moved.identity.hasSameContent(as: file.identity) { return .moved }
        try putBack(name, from: directory, as: file.name)
        return .exchanged
    }

    /// Returns a file that was moved by mistake to the inbox, under another name if its own is taken again.
    func putBack(_ name: FileName, from directory: Directory, as oldName: FileName) throws(InboxError) {
        var newName = oldName
        var number = 0
        while try !directory.move(name, to: inbox, as: newName) {
            number += 1
            // The end of the name tells what the file is, so the number goes in front.
            newName = FileName(bytes: Array("\(number)-".utf8) + oldName.bytes.suffix(FileName.maxBytes - 20))
        }
    }

    /// The directory of a day, kept open until another day is asked for or a file finds it removed.
    private func dayDirectory(_ date: String) throws(InboxError) -> Directory {
        precondition(!date.isEmpty && date.utf8.allSatisfy(isDigitOrDash), "a day's directory is named by its date")
        if let day, day.date == date { return day.directory }
        let directory = try Directory(date, in: processed)
        day = (date, directory)
        return directory
    }

    /// The name for the bad lines of a file: the newest of its names if these very lines are there, as after a crash,
    /// else a free one.
    private func nameInRejected(for name: FileName, _ lines: [UInt8]) throws(InboxError) -> FileName {
        let number = try freeNumber(for: name, in: rejected)
        let newest = numbered(name, max(0, number - 1))
        return rejected.holds(lines, in: newest) ? newest : numbered(name, number)
    }

    private func freeNumber(for name: FileName, in directory: Directory) throws(InboxError) -> Int {
        try firstFree { number throws(InboxError) in try directory.status(of: numbered(name, number)) != nil }
    }
}

private let reasonsEnding = ".reasons"

private func isDigitOrDash(_ byte: UInt8) -> Bool {
    (UInt8(ascii: "0")...UInt8(ascii: "9")).contains(byte) || byte == UInt8(ascii: "-")
}

/// The name itself, or with `.1`, `.2` and so on; short enough for the reasons beside it.
private func numbered(_ name: FileName, _ number: Int) -> FileName {
    name.appending(number == 0 ? "" : ".\(number)", leaving: reasonsEnding.utf8.count)
}

/// A number that is free while the one before it, if any, is taken.
///
/// A producer may use one name a hundred thousand times a day, so the numbers are not tried one by one.
/// Complexity: O(log numbers) questions.
package func firstFree<Failure>(isTaken: (Int) throws(Failure) -> Bool) throws(Failure) -> Int {
    guard try isTaken(0) else { return 0 }
    var taken = 0
    var free = 1
    while try isTaken(free) { (taken, free) = (free, free * 2) }
    while free - taken > 1 {
        let middle = (taken + free) / 2
        if try isTaken(middle) { taken = middle } else { free = middle }
    }
    return free
}
