/// A file in the inbox as a scan found it; only a scan makes one.
package struct InboxFile: Hashable, Sendable {
    package let name: FileName
    /// What the file was when it was found: it is read and moved only as this.
    package let identity: FileIdentity
}

/// What one look at the whole inbox found.
package struct InboxScan: Hashable, Sendable {
    /// The files to take, in the order of their names, byte by byte.
    package fileprivate(set) var files: [InboxFile] = []
    /// There may be more: scan again when these are done.
    package fileprivate(set) var hasMore = false
    /// When a file that is not ready may become so, in milliseconds since 1970; nil if only a notification can tell.
    ///
    /// If there may be more, the next scan knows better.
    package fileprivate(set) var nextLookMilliseconds: Int64?
    /// When the last of the files will be ready that only have to settle, in milliseconds since 1970; nil if there are
    /// none.
    ///
    /// At a start: what was moved in before it is ready then, at most the time to settle after it (twice that where the
    /// clock was just set back). Files that somebody is still writing do not count.
    package fileprivate(set) var settlingUntilMilliseconds: Int64?
    /// What stays in the inbox and was not told before.
    package fileprivate(set) var notices: [InboxNotice] = []
}

/// A scan on its way through the names.
private struct Scanning {
    let nowMilliseconds: Int64
    var first: FirstFiles
    var result = InboxScan()

    mutating func lookAgain(at instant: Int64?) {
        guard let instant else { return }
        result.nextLookMilliseconds = min(instant, result.nextLookMilliseconds ?? instant)
    }

    mutating func awaitSettling(until instant: Int64) {
        lookAgain(at: instant)
        result.settlingUntilMilliseconds = max(instant, result.settlingUntilMilliseconds ?? instant)
    }
}

/// Whether a file can be taken, and if not, when to look again (nil: when it changes).
private enum Readiness {
    case ready
    case settling(until: Int64)
    case notBefore(Int64?)
}

extension Inbox {
    /// Looks at the whole inbox, once, and names the first files that are ready.
    ///
    /// A file is ready when a notification told that it was moved in or closed after writing, or when it has not
    /// changed for the time to settle; but one whose creation was told and whose closing was not is arriving, and waits
    /// for that, whatever pauses its writer makes. All that is handed out here must be finished, rejected or left, else
    /// it is handed out again. Complexity: a directory entry a name; a look at each file that has a place among the
    /// first.
    package func ready(limit: Int, nowMilliseconds: Int64) throws(InboxError) -> InboxScan {
        scanNumber += 1
        scanMilliseconds = nowMilliseconds
        var scanning = Scanning(nowMilliseconds: nowMilliseconds, first: FirstFiles(limit: limit))
        try forEachName { name throws(InboxError) in try look(at: name, &scanning) }
        scanning.result.files = scanning.first.files
        scanning.result.hasMore = scanning.first.hasMore
        if !scanning.first.hasMore { forgetVanished() }
        return scanning.result
    }

    private func look(at name: FileName, _ scanning: inout Scanning) throws(InboxError) {
        let nameClass = NameClass(name)
        guard nameClass != .unfinished, !scanning.first.excludes(name) else { return }
        guard let status = try inbox.status(of: name) else { return }
        // Asked of files that nobody may read yet, too, so that the memory of them stays.
        let isArriving = status.obstacle == nil && arriving.value(of: name, scan: scanNumber) != nil
        let toldObstacle = told.value(of: name, scan: scanNumber)
        if let obstacle = obstacle(name, nameClass, status) {
            if obstacle != toldObstacle { tell(name, obstacle, status.identity, &scanning) }
            return
        }
        switch readiness(name, status.identity, isArriving: isArriving, scanning.nowMilliseconds) {
        case .ready: scanning.first.insert(InboxFile(name: name, identity: status.identity))
        case .settling(let instant): scanning.awaitSettling(until: instant)
        case .notBefore(let instant): scanning.lookAgain(at: instant)
        }
    }

    private func obstacle(_ name: FileName, _ nameClass: NameClass, _ status: FileStatus) -> InboxNotice.Obstacle? {
        if let obstacle = status.obstacle { return obstacle }
        if nameClass == .foreign { return .notAnEventFile }
        return inbox.isReadable(name) ? nil : .notReadable(owner: status.owner)
    }

    private func readiness(
        _ name: FileName, _ identity: FileIdentity, isArriving: Bool, _ nowMilliseconds: Int64
    ) -> Readiness {
        if let note = left.value(of: name, scan: scanNumber), note.holds(identity, nowMilliseconds) {
            return .notBefore(note.untilMilliseconds)
        }
        left.forget(name)
        if reported.value(of: name, scan: scanNumber) != nil { return .ready }
        // link(2), and the giving of a name to an O_TMPFILE, tell of the creation and of nothing after it.
        if isArriving && !identity.isNamedAfterWriting {
            return quietInstant(identity, nowMilliseconds, Inbox.patienceMilliseconds).map(Readiness.notBefore)
                ?? .ready
        }
        return settledInstant(identity, nowMilliseconds).map(Readiness.settling) ?? .ready
    }

    /// When the file will have settled; nil if it has.
    private func settledInstant(_ identity: FileIdentity, _ nowMilliseconds: Int64) -> Int64? {
        quietInstant(identity, nowMilliseconds, settings.settleMilliseconds)
    }

    /// When the file will not have changed for so long; nil if that is so.
    ///
    /// ctime decides alone: every write moves it and nobody can set it, while an mtime of next year would hold the file
    /// until then. A ctime further ahead than that long is from before the clock was set back.
    private func quietInstant(
        _ identity: FileIdentity, _ nowMilliseconds: Int64, _ quietMilliseconds: Int64
    ) -> Int64? {
        let changed = identity.changedMilliseconds
        let isQuiet = (nowMilliseconds - changed).magnitude >= quietMilliseconds.magnitude
        return isQuiet ? nil : changed + quietMilliseconds
    }

    /// Tells of a file that stays, if it has settled: a producer may be about to rename it, or to open it to us.
    private func tell(
        _ name: FileName,
        _ obstacle: InboxNotice.Obstacle,
        _ identity: FileIdentity,
        _ scanning: inout Scanning
    ) {
        if let instant = settledInstant(identity, scanning.nowMilliseconds) {
            scanning.lookAgain(at: instant)
        } else if let notice = noticeOnce(name, obstacle) {
            scanning.result.notices.append(notice)
        }
    }

    /// A notice, unless it was given before; when too many were given, one last notice says so.
    func noticeOnce(_ name: FileName, _ obstacle: InboxNotice.Obstacle) -> InboxNotice? {
        if obstacle.isKnown(from: told.value(of: name, scan: scanNumber)) { return nil }
        if told.remember(obstacle, of: name, scan: scanNumber) {
            return InboxNotice(name: name, path: inbox.shellWord(name), obstacle: obstacle)
        }
        guard !hasToldOfMore else { return nil }
        hasToldOfMore = true
        let path = FileName(inbox.path).shellWord
        return InboxNotice(name: name, path: path, obstacle: .more(than: told.capacity))
    }

    private func forgetVanished() {
        reported.forget(before: scanNumber)
        left.forget(before: scanNumber)
        arriving.forget(before: scanNumber)
        told.forget(before: scanNumber)
        if !told.isFull { hasToldOfMore = false }
    }
}
