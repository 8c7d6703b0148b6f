import Glibc

/// The spool: files that anybody may put into `inbox`, and where they go from there.
///
/// Notifications only wake; a scan of the whole directory decides. For one caller on one thread.
///
/// The states of a file, each with the step that ends it. A step is one system call, or one writing of a file under the
/// name `rejected/.writing` that is flushed and then renamed; the caller's `commit` is one transaction. Notes are in
/// memory.
///
/// | state                | in the inbox        | elsewhere                   | the step that ends it                |
/// |----------------------|---------------------|-----------------------------|--------------------------------------|
/// | unfinished           | `.NAME`, `NAME.tmp` |                             | its producer renames it              |
/// | arriving             | `NAME`              | a note: was created         | its writer closes it (or patience)   |
/// | settling             | `NAME`              |                             | nobody writes for the time to settle |
/// | ready                | `NAME`              | a note: was given out       | `read`: its bytes are in memory      |
/// | read                 | `NAME`              |                             | `commit`: its events are recorded    |
/// | committed            | `NAME`              |                             | `depart`: rename to `processed/DATE` |
/// | committed, bad lines | `NAME`              |                             | `reasons`: written                   |
/// | … reasons written    | `NAME`              | `rejected/NAME.reasons`     | `lines`: the bad lines written       |
/// | … lines written      | `NAME`              | `rejected/NAME`, `.reasons` | `depart`: rename to `processed/DATE` |
/// | refused whole        | `NAME`              |                             | `reasons`: written                   |
/// | … reasons written    | `NAME`              | `rejected/NAME.reasons`     | `depart`: rename to `rejected`       |
/// | left                 | `NAME`              | a note: until when          | its instant comes, or it changes     |
/// | not ours to read     | `NAME`              | a note: was told            | a person's                           |
/// | processed            |                     | `processed/DATE/NAME`       | `prune`: it was kept long enough     |
/// | rejected             |                     | `rejected/NAME`, `.reasons` | a person's, or `prune` as well       |
/// | pruned               |                     |                             |                                      |
///
/// What a crash leaves, and who repairs it. Notes are gone: an arriving file counts as settling, a ready one
/// settles, one that was left is read again, what was told is told again. The next scan does all that.
///
/// | crash before       | leaves                             | repaired by                                 |
/// |--------------------|------------------------------------|---------------------------------------------|
/// | `read`             | the file                           | the next scan reads it                      |
/// | `commit`           | the file, nothing recorded         | the next scan reads it                      |
/// | `reasons`          | the file, its good events recorded | the same: they are duplicates now           |
/// | `lines`            | besides, reasons without lines     | the same: the reasons are written over them |
/// | `depart`           | besides, lines and reasons         | the same: equal lines are not kept twice    |
/// | anything later     | the file where it belongs          | nobody need                                 |
/// | the end of `prune` | some files of a day, or none       | the next pruning                            |
///
/// In the middle of `reasons` or `lines` a crash leaves `rejected/.writing`; the next writing replaces it, or `prune`
/// removes it. A new day's directory may be left empty; it is used or pruned. After a loss of power the file system may
/// show any earlier one of these states, as it keeps the order of renames but not their instant: the same repairs hold.
///
/// A name that is taken in `processed` or `rejected` gets `.1`, `.2` and so on; `reject` and `rejectWhole` done again
/// come to the same name. Bad lines of `NAME.gz` are kept as `NAME`, since they are kept as text; the file itself goes
/// as it came.
///
/// A file that was replaced or written to after it was read is not moved away but read again. What a producer
/// exchanges between the last look and the rename is seen after the rename and put back; a crash just there is the one
/// gap, and it leaves the file in `processed`, from where a person can put it back.
///
/// Where the disk is full no step fails halfway: what was written of a file is removed, the file stays in the inbox and
/// is tried again every minute. Files in the inbox are never removed, whatever their age and number.
package final class Inbox {
    /// The name below the spool's root.
    static let directoryName = FileName("inbox")

    /// How long a file whose writer has not closed it is waited for after its last change.
    ///
    /// Longer than the pauses of a producer that is at work: a slow query between two pages, say. One that keeps a file
    /// open for ever, as loggers do, would else never be read.
    static let patienceMilliseconds: Int64 = 600_000

    /// That a file is not offered, although it could be read.
    struct Left {
        let identity: FileIdentity
        let sinceMilliseconds: Int64
        let untilMilliseconds: Int64?

        /// Whether the note still counts: not if the file is another, its instant has come, or the clock was set back
        /// to before it was left, so that its instant may be far too late.
        func holds(_ other: FileIdentity, _ nowMilliseconds: Int64) -> Bool {
            guard identity == other else { return false }
            guard let untilMilliseconds else { return true }
            return (sinceMilliseconds..<untilMilliseconds).contains(nowMilliseconds)
        }
    }

    private(set) var settings: SpoolSettings
    let inbox: Directory
    let processed: Directory
    let rejected: Directory
    /// The directory of the day, opened when first needed.
    var day: (date: String, directory: Directory)?
    private let names: DirectoryStream
    private let watch: DirectoryWatch
    private var hasLostDirectory = false

    /// Counts scans, so that the memories know what the last one met.
    var scanNumber = 0
    /// The wall clock at the last scan, in milliseconds since 1970.
    var scanMilliseconds: Int64 = 0
    /// Names that a notification told of; twice the kernel's own queue (fs.inotify.max_queued_events).
    ///
    /// When it is full all are forgotten, as after an overflow: the files are taken when they have settled, a little
    /// later.
    var reported = NameMemory<Void>(capacity: 32_768)
    /// Names that were created, and whose writers have not closed them yet.
    ///
    /// About 2 MB when full; a file that finds no room only has to settle.
    var arriving = NameMemory<Void>(capacity: 10_000)
    /// Files that are not offered until an instant, or until they change.
    ///
    /// About 2 MB when full.
    var left = NameMemory<Left>(capacity: 10_000)
    /// What was told already.
    ///
    /// Few, since each is an entry in the journal that outsiders can cause.
    var told = NameMemory<InboxNotice.Obstacle>(capacity: 1_000)
    /// How many files stay in the inbox for somebody to mend, each of which was told; no more than are remembered.
    package var stuckCount: Int { told.count }
    /// Whether it was told that there is more than can be told.
    var hasToldOfMore = false
    /// The pruning that is on its way, and what the last one found.
    var pruning = PruningState()

    /// Opens the spool and begins to watch the inbox.
    ///
    /// Directories missing below the spool's root are made.
    package init(_ settings: SpoolSettings) throws(InboxError) {
        settings.check()
        self.settings = settings
        let root = try Directory(path: settings.directory)
        inbox = try Directory("inbox", in: root)
        processed = try Directory("processed", in: root)
        rejected = try Directory("rejected", in: root)
        names = try DirectoryStream(inbox)
        watch = try DirectoryWatch(inbox, below: root)
    }

    /// Puts other limits in force, from the next scan and the next pruning on.
    package func apply(_ settings: SpoolSettings) {
        settings.check()
        precondition(settings.directory == self.settings.directory, "an open spool stays where it is")
        self.settings = settings
    }

    /// A descriptor that is readable when there are notifications; it stays the inbox's.
    package var notificationDescriptor: Int32 { watch.number }

    /// Reads the notifications that are waiting and remembers the names.
    ///
    /// - Returns: whether a scan should follow.
    package func drainNotifications() throws(InboxError) -> Bool {
        var wantsScan = false
        let isAtEnd = try watch.drain { news in wantsScan = take(news) || wantsScan }
        return wantsScan || !isAtEnd
    }

    /// Takes the news of one buffer; returns whether a scan should follow.
    package func take(_ news: Notifications) -> Bool {
        if news.hasLostDirectory { hasLostDirectory = true }
        var isComplete = !news.hasOverflowed
        for change in news.changes where NameClass(change.name) == .events {
            isComplete = note(change) && isComplete
        }
        if !isComplete { reported.forgetAll() }
        // The closing of any of these files may be among what was lost.
        if news.hasOverflowed { arriving.forgetAll() }
        return !isComplete || hasLostDirectory || news.changes.contains { NameClass($0.name) != .unfinished }
    }

    /// Notes what happened to an event file; returns false if there is no room for it.
    private func note(_ change: Notifications.Change) -> Bool {
        switch change.kind {
        case .created:
            reported.forget(change.name)
            arriving.remember((), of: change.name, scan: scanNumber)
            return true
        case .givenOut:
            arriving.forget(change.name)
            return reported.remember((), of: change.name, scan: scanNumber)
        }
    }

    /// Keeps a file in the inbox: it holds events whose time has not come, say.
    ///
    /// The file is not offered again until the instant (nil: never) or until it changes. This is known in memory only.
    ///
    /// - Returns: false if too many are left already; the file would be offered at once again, so reject it.
    package func leave(_ file: InboxFile, untilMilliseconds: Int64?) -> Bool {
        reported.forget(file.name)
        let note = Left(
            identity: file.identity, sinceMilliseconds: scanMilliseconds, untilMilliseconds: untilMilliseconds)
        return left.remember(note, of: file.name, scan: scanNumber)
    }

    /// As many files are kept as can be remembered: others that stay are offered again by the next scan.
    package var isFull: Bool { left.isFull }

    /// Calls the body with each name in the inbox.
    func forEachName(_ body: (FileName) throws(InboxError) -> Void) throws(InboxError) {
        let isRemoved = try inbox.isRemoved()
        if isRemoved || hasLostDirectory { throw InboxError(.list, inbox.shown(), code: ENOENT) }
        try names.forEachName(body)
    }
}
