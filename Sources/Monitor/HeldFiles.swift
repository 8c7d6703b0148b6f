/// The files of the inbox that are held for events whose time has not come, so that each is told once.
struct HeldFiles {
    /// Those that were told, also before this start.
    private var told: Set<String>
    private var seen: Set<String> = []

    init(told: Set<String> = []) {
        self.told = told
    }

    var count: Int { told.count }

    /// Notes that a file is held.
    ///
    /// - Returns: whether that is news.
    mutating func hold(_ name: String) -> Bool {
        seen.insert(name)
        return told.insert(name).inserted
    }

    /// Notes that a file is held no more.
    ///
    /// - Returns: whether it was.
    mutating func release(_ name: String) -> Bool {
        seen.remove(name)
        return told.remove(name) != nil
    }

    /// Those that were told before this start and have not been met since: somebody took them away.
    var vanished: Set<String> { told.subtracting(seen) }
}
