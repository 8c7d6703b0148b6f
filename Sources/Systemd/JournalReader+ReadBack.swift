// What was told is read back here: which announcements the journal has, and whether it has them all by now.
extension JournalReader {
    /// The values that a field has among the entries that the matches let through.
    ///
    /// - Parameter since: microseconds since 1970, of the wall clock that journald saw. Where the clock may have been
    ///   set back in between, `present` is the safer question.
    package func values(
        of field: String,
        amongEntriesMatching matches: [JournalMatch],
        since: UInt64? = nil
    ) throws(JournalError) -> Set<String> {
        try select(JournalQuery(matches, since: since))
        var values: Set<String> = []
        while try step() != nil {
            if let value = try value(of: field) { values.insert(value) }
        }
        return values
    }

    /// Those of the candidates that the field has in some entry that the matches let through, at whatever time.
    ///
    /// One look-up in the journal's index for each candidate, however many other entries there are.
    package func present(
        _ candidates: some Sequence<String>,
        of field: String,
        amongEntriesMatching matches: [JournalMatch]
    ) throws(JournalError) -> Set<String> {
        var present: Set<String> = []
        for candidate in candidates {
            try select(JournalQuery(matches + [JournalMatch(field, candidate)]))
            if try step() != nil { present.insert(candidate) }
        }
        return present
    }

    /// Waits until the journal has an entry that the matches let through: whether it came in time.
    ///
    /// The barrier: datagrams keep their order, so whatever this process sent before that entry is readable then.
    /// A journal that cannot be read at all is one that it does not come back from: false.
    package func waitFor(
        entryMatching matches: [JournalMatch],
        timeoutMicroseconds: UInt64
    ) throws(JournalError) -> Bool {
        let start = monotonicMicroseconds()
        while true {
            // From the start each time: files come and go while it waits.
            try select(JournalQuery(matches))
            if try step() != nil { return true }
            let gone = monotonicMicroseconds() - start
            guard gone < timeoutMicroseconds else { return false }
            _ = try wait(microseconds: timeoutMicroseconds - gone)
        }
    }
}
