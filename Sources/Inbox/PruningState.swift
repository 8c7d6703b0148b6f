/// A pruning on its way through the spool, and what the last one found.
struct PruningState {
    /// What a day's directory holds, as long as no name in it changes.
    struct Day {
        var modified: FileIdentity.Time
        var bytes = 0
    }

    /// More days than this are measured anew each time.
    private static let maxDays = 4_000

    /// nil between two prunings.
    var walk: SpoolWalk?
    /// Whether processed files go although their time has not come, as the spool is full.
    var isEarly = false
    /// What the walk has met and left so far.
    var usage = SpoolUsage()
    var level = SpoolLevel.fine

    /// The day that the walk is in, if it stays.
    private var day: Day?
    /// Whether the day is as the last walk left it, so that nobody need look at its files.
    private(set) var isDayKnown = false
    private var knownDays: [FileName: Day] = [:]
    private var nextDays: [FileName: Day] = [:]

    /// The first thing that went wrong in this walk, and in the last one.
    private var trouble: InboxError?
    private var toldTrouble: InboxError?

    mutating func begin(_ walk: SpoolWalk, isEarly: Bool) {
        self.walk = walk
        self.isEarly = isEarly
        if !isEarly { usage = SpoolUsage() }
    }

    mutating func note(_ error: InboxError) {
        if trouble == nil { trouble = error }
    }

    /// Adds up a file that stays.
    mutating func count(_ bytes: Int, at place: SpoolWalk.Place) {
        switch place {
        case .inbox: usage.inboxBytes += bytes
        case .rejected: usage.rejectedBytes += bytes
        case .day:
            usage.processedBytes += bytes
            day?.bytes += bytes
        }
    }

    /// Begins a day that stays; its files need not be looked at if `isDayKnown` then.
    mutating func begin(day name: FileName, modified: FileIdentity.Time) {
        let known = knownDays[name].flatMap { $0.modified == modified ? $0 : nil }
        isDayKnown = known != nil
        day = known ?? Day(modified: modified)
        if let known { usage.processedBytes += known.bytes }
    }

    /// Ends the directory at this place.
    mutating func end(_ place: SpoolWalk.Place) {
        if case .day(let name) = place, let day, nextDays.count < PruningState.maxDays { nextDays[name] = day }
        day = nil
        isDayKnown = false
    }

    /// Ends the walk.
    ///
    /// - Returns: what went wrong and did not at the last time.
    mutating func end() -> InboxError? {
        if !isEarly { (knownDays, nextDays) = (nextDays, [:]) }
        (walk, day, isDayKnown, isEarly) = (nil, nil, false, false)
        defer { (toldTrouble, trouble) = (trouble, nil) }
        return trouble == toldTrouble ? nil : trouble
    }
}
