/// What came of one slice of pruning.
package struct Pruning: Hashable, Sendable {
    /// How many files were removed in this slice, and what that freed, in bytes.
    package fileprivate(set) var removedFiles = 0
    package fileprivate(set) var freedBytes = 0
    /// There is more to do: call again soon. If not, the next call begins anew; once an hour or so is enough.
    package fileprivate(set) var hasMore = false
    /// What the spool takes of the disk; nil before the end of a walk.
    package fileprivate(set) var usage: SpoolUsage?
    /// What was not told before.
    package fileprivate(set) var notices: [SpoolNotice] = []
}

// Removing what is old, and measuring what is there: one walk does both.
extension Inbox {
    /// How full the spool was when it was last measured.
    package var level: SpoolLevel { pruning.level }

    /// Looks at the next names of the spool, and removes those files whose time has come.
    ///
    /// In `processed` these are the files of days that ended longer ago than they are kept, then the day's directory;
    /// in `rejected` files that have not changed for as long as they are kept. When the spool is full it removes
    /// processed files early, the oldest day first and in no order within it, until less than 80 % is used. Nothing
    /// else is ever removed: no file of the inbox, no directory that somebody made, nothing behind a link. What cannot
    /// be removed is told, once, and passed over. Two descriptors stay open between the slices of a walk.
    ///
    /// - Parameter limit: how many names, at most, are looked at: the time that the call may take.
    package func prune(nowMilliseconds: Int64, limit: Int) -> Pruning {
        var result = Pruning()
        for _ in 0..<limit {
            if pruning.walk == nil { beginWalk() }
            if !takeStep(nowMilliseconds, &result) {
                endWalk(&result)
                return result
            }
        }
        result.hasMore = true
        return result
    }

    private func beginWalk() {
        do throws(InboxError) {
            pruning.begin(try SpoolWalk(inbox: inbox), isEarly: false)
        } catch {
            pruning.note(error)
        }
    }

    /// Takes one step; returns false at the end of the walk.
    private func takeStep(_ nowMilliseconds: Int64, _ result: inout Pruning) -> Bool {
        guard let walk = pruning.walk else { return false }
        if pruning.isEarly
            && SpoolLevel.isRelieved(usedBytes: pruning.usage.totalBytes, maxBytes: settings.maxSpoolBytes)
        {
            return false
        }
        switch nextStep(of: walk) {
        case .nothing: return true
        case .file(let name, let status):
            take(name, status, walk, nowMilliseconds, &result)
            return true
        case .endOfDirectory:
            leaveDirectory(walk, nowMilliseconds)
            return enterNext(walk, nowMilliseconds)
        }
    }

    private func nextStep(of walk: SpoolWalk) -> SpoolWalk.Step {
        if pruning.isDayKnown { return .endOfDirectory }
        do throws(InboxError) {
            return try walk.next()
        } catch {
            pruning.note(error)
            return .endOfDirectory
        }
    }

    private func take(
        _ name: FileName, _ status: FileStatus, _ walk: SpoolWalk, _ nowMilliseconds: Int64, _ result: inout Pruning
    ) {
        if isOld(status, walk.place, nowMilliseconds) {
            do throws(InboxError) {
                try walk.directory.remove(name)
                result.removedFiles += 1
                result.freedBytes += status.usedBytes
                if pruning.isEarly { pruning.usage.processedBytes -= status.usedBytes }
                return
            } catch {
                pruning.note(error)
            }
        }
        if !pruning.isEarly { pruning.count(status.usedBytes, at: walk.place) }
    }

    private func isOld(_ status: FileStatus, _ place: SpoolWalk.Place, _ nowMilliseconds: Int64) -> Bool {
        switch place {
        case .inbox: false
        case .rejected:
            status.isRegular
                && nowMilliseconds - status.identity.changedMilliseconds > settings.keepRejectedMilliseconds
        case .day(let day): goes(day, nowMilliseconds)
        }
    }

    /// Whether a day's files go: it ended longer ago than they are kept, or the spool is full.
    private func goes(_ day: FileName, _ nowMilliseconds: Int64) -> Bool {
        pruning.isEarly || day < dayName(nowMilliseconds - settings.keepProcessedMilliseconds)
    }

    private func leaveDirectory(_ walk: SpoolWalk, _ nowMilliseconds: Int64) {
        pruning.end(walk.place)
        guard case .day(let day) = walk.place, goes(day, nowMilliseconds) else { return }
        do throws(InboxError) {
            try processed.removeDirectory(day)
        } catch {
            pruning.note(error)
        }
    }

    private func enterNext(_ walk: SpoolWalk, _ nowMilliseconds: Int64) -> Bool {
        var walk = walk
        defer { pruning.walk = walk }
        while true {
            do throws(InboxError) {
                guard try walk.enterNext(rejected: rejected, processed: processed) else { return false }
                guard case .day(let day) = walk.place, !goes(day, nowMilliseconds) else { return true }
                pruning.begin(day: day, modified: try walk.directory.modified())
                return true
            } catch {
                pruning.note(error)
            }
        }
    }

    /// Judges what the walk has measured; if the spool is full another walk follows, through what is processed.
    private func endWalk(_ result: inout Pruning) {
        let wasEarly = pruning.isEarly
        let hasMeasured = pruning.walk != nil
        if let error = pruning.end() { result.notices.append(.failing(error)) }
        guard hasMeasured else { return }
        result.usage = pruning.usage
        let level = pruning.level.next(usedBytes: pruning.usage.totalBytes, maxBytes: settings.maxSpoolBytes)
        if level != pruning.level {
            let path = FileName(settings.directory).shellWord
            result.notices.append(.level(level, pruning.usage, maxBytes: settings.maxSpoolBytes, path: path))
        }
        pruning.level = level
        if level == .full && !wasEarly { result.hasMore = beginEarly() }
    }

    /// Begins to remove processed files before their time; returns whether there are any.
    private func beginEarly() -> Bool {
        do throws(InboxError) {
            var walk = try SpoolWalk(inbox: inbox)
            try walk.skipToProcessed(processed)
            pruning.begin(walk, isEarly: true)
            if enterNext(walk, 0) { return true }
        } catch {
            pruning.note(error)
        }
        _ = pruning.end()
        return false
    }
}
