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
}

/// Whether a file can be taken, and if not, when to look again (nil: when it changes).
private enum Readiness {
    case ready
    case notBefore(Int64?)
}

extension Inbox {
    /// Looks at the whole inbox, once, and names the first files that are ready.
    ///
    /// A file is ready when a notification told that it was moved in or closed after writing, or when it has not
    /// changed for the time to settle. All that is handed out here must be finished, rejected or left, else it is
    /// handed out again. Complexity: a directory entry a name; a look at each file that has a place among the first.
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
        if let obstacle = obstacle(name, nameClass, status) {
            tell(name, obstacle, status.identity, &scanning)
            return
        }
        switch readiness(name, status.identity, scanning.nowMilliseconds) {
        case .ready: scanning.first.insert(InboxFile(name: name, identity: status.identity))
        case .notBefore(let instant): scanning.lookAgain(at: instant)
        }
    }

    private func obstacle(_ name: FileName, _ nameClass: NameClass, _ status: FileStatus) -> InboxNotice.Obstacle? {
        if let obstacle = status.obstacle { return obstacle }
        if nameClass == .foreign { return .notAnEventFile }
        return inbox.isReadable(name) ? nil : .notReadable(owner: status.owner)
    }

    private func readiness(_ name: FileName, _ identity: FileIdentity, _ nowMilliseconds: Int64) -> Readiness {
        if let note = left.value(of: name, scan: scanNumber), note.identity == identity {
            guard let until = note.untilMilliseconds, until <= nowMilliseconds else {
                return .notBefore(note.untilMilliseconds)
            }
        }
        left.forget(name)
        if reported.value(of: name, scan: scanNumber) != nil { return .ready }
        return settledInstant(identity, nowMilliseconds).map(Readiness.notBefore) ?? .ready
    }

    /// When the file will have settled; nil if it has.
    ///
    /// ctime decides alone: every write moves it and nobody can set it, while an mtime of next year would hold the file
    /// until then. A ctime further ahead than the time to settle is from before the clock was set back.
    private func settledInstant(_ identity: FileIdentity, _ nowMilliseconds: Int64) -> Int64? {
        let changed = identity.changedMilliseconds
        let hasSettled = (nowMilliseconds - changed).magnitude >= settings.settleMilliseconds.magnitude
        return hasSettled ? nil : changed + settings.settleMilliseconds
    }

    /// Tells of a file that stays, if it has settled: a producer may be about to rename it, or to open it to us.
    private func tell(
        _ name: FileName,
        _ obstacle: InboxNotice.Obstacle,
        _ identity: FileIdentity,
        _ scanning: inout Scanning
    ) {
        if told.value(of: name, scan: scanNumber) == obstacle { return }
        if let instant = settledInstant(identity, scanning.nowMilliseconds) {
            scanning.lookAgain(at: instant)
        } else if let notice = noticeOnce(name, obstacle) {
            scanning.result.notices.append(notice)
        }
    }

    /// A notice, unless it was given before; when too many were given, one last notice says so.
    func noticeOnce(_ name: FileName, _ obstacle: InboxNotice.Obstacle) -> InboxNotice? {
        if told.value(of: name, scan: scanNumber) == obstacle { return nil }
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
        told.forget(before: scanNumber)
        if !told.isFull { hasToldOfMore = false }
    }
}
