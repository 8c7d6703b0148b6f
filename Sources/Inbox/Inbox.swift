import Glibc

/// The spool: files that anybody may put into `inbox`, and where they go from there.
///
/// Notifications only wake; a scan of the whole directory decides. For one caller on one thread.
///
/// The states of a file. A crash before a step leaves the state as it is, and one in the middle of writing leaves
/// `rejected/.writing` too, which the next writing replaces. After a crash the first scan repairs all: a file that is
/// in the inbox is read again; events of it that were recorded are duplicates then, which is harmless.
///
/// | state                | in the inbox       | elsewhere                   | the step that ends it                  |
/// |----------------------|--------------------|-----------------------------|----------------------------------------|
/// | unfinished           | `.NAME`, `NAME.tmp` |                            | its producer renames it                |
/// | arriving             | `NAME`             |                             | its writer closes it, or it settles    |
/// | ready                | `NAME`             |                             | `read`                                 |
/// | read                 | `NAME`             |                             | the caller commits its events          |
/// | committed            | `NAME`             |                             | `finish`: rename                       |
/// | committed, bad lines | `NAME`             |                             | `reject`: reasons written              |
/// | … reasons written    | `NAME`             | `rejected/NAME.reasons`     | `reject`: bad lines written            |
/// | … bad lines written  | `NAME`             | `rejected/NAME`, `.reasons` | `reject`: rename                       |
/// | refused whole        | `NAME`             |                             | `rejectWhole`: reasons written         |
/// | … reasons written    | `NAME`             | `rejected/NAME.reasons`     | `rejectWhole`: rename                  |
/// | left                 | `NAME`             | a note in memory            | its instant comes, or the file changes |
/// | not ours to read     | `NAME`             | a note: it was told         | a person's                             |
/// | processed            |                    | `processed/DATE/NAME`       | none                                   |
/// | rejected             |                    | `rejected/NAME`, `.reasons` | a person's                             |
///
/// Done again after a crash, `reject` and `rejectWhole` come to the same name: reasons without a file beside them are
/// written over, and equal bad lines are not kept twice. Otherwise a name that is taken gets `.1`, `.2` and so on.
///
/// A file that was replaced or written to after it was read is not moved away but read again. What a producer
/// exchanges between the last look and the rename is seen after the rename and put back; a crash just there is the one
/// gap, and it leaves the file in `processed`, from where a person can put it back.
package final class Inbox {
    struct Left {
        let identity: FileIdentity
        let untilMilliseconds: Int64?
    }

    let settings: SpoolSettings
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
    /// Files that are not offered until an instant, or until they change.
    ///
    /// About 2 MB when full.
    var left = NameMemory<Left>(capacity: 10_000)
    /// What was told already.
    ///
    /// Few, since each is an entry in the journal that outsiders can cause.
    var told = NameMemory<InboxNotice.Obstacle>(capacity: 1_000)
    /// Whether it was told that there is more than can be told.
    var hasToldOfMore = false

    /// Opens the spool and begins to watch the inbox.
    ///
    /// Directories missing below the spool's root are made.
    package init(_ settings: SpoolSettings) throws(InboxError) {
        self.settings = settings
        let root = try Directory(path: settings.directory)
        inbox = try Directory("inbox", in: root)
        processed = try Directory("processed", in: root)
        rejected = try Directory("rejected", in: root)
        try root.flush()
        names = try DirectoryStream(inbox)
        watch = try DirectoryWatch(inbox)
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
        for name in news.names where NameClass(name) == .events {
            isComplete = reported.remember((), of: name, scan: scanNumber) && isComplete
        }
        if !isComplete { reported.forgetAll() }
        return !isComplete || hasLostDirectory || news.names.contains { NameClass($0) != .unfinished }
    }

    /// Keeps a file in the inbox: it holds events whose time has not come, say.
    ///
    /// The file is not offered again until the instant (nil: never) or until it changes. This is known in memory only.
    ///
    /// - Returns: false if too many are left already; the file would be offered at once again, so reject it.
    package func leave(_ file: InboxFile, untilMilliseconds: Int64?) -> Bool {
        reported.forget(file.name)
        let note = Left(identity: file.identity, untilMilliseconds: untilMilliseconds)
        return left.remember(note, of: file.name, scan: scanNumber)
    }

    /// Makes the moves so far survive a loss of power; once a batch.
    ///
    /// Without it nothing is lost, only read twice.
    package func syncDirectories() throws(InboxError) {
        try rejected.flush()
        try processed.flush()
        try day?.directory.flush()
        try inbox.flush()
    }

    /// Calls the body with each name in the inbox.
    func forEachName(_ body: (FileName) throws(InboxError) -> Void) throws(InboxError) {
        let isRemoved = try inbox.isRemoved()
        if isRemoved || hasLostDirectory { throw InboxError(.list, inbox.shown(), code: ENOENT) }
        try names.forEachName(body)
    }
}
