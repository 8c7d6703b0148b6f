/// Where the spool is, and the limits on what is taken from it and kept in it.
package struct SpoolSettings: Hashable, Sendable {
    /// The spool's root, which holds `inbox`, `processed` and `rejected`, all on one mount.
    package let directory: String
    /// How long a file that no notification told of must have been left alone before it is read.
    package var settleMilliseconds: Int64 = 2_000
    /// The largest file that is read, in bytes, and the most that a compressed one may inflate to; a larger one is
    /// rejected whole.
    ///
    /// It is held in memory once; one that inflates to more than its end says, up to three times for a moment.
    package var maxFileBytes = 64 << 20
    /// How much of the disk the spool should take at most, in bytes; more is told, and prunes `processed` early.
    package var maxSpoolBytes = 4 << 30
    /// How long files whose events are recorded are kept, by whole days.
    package var keepProcessedMilliseconds: Int64 = 7 * 86_400_000
    /// How long what was rejected is kept.
    package var keepRejectedMilliseconds: Int64 = 30 * 86_400_000

    package init(directory: String) {
        self.directory = directory
    }

    /// Stops the program if a value makes no sense; whoever reads them from people has refused it with words.
    func check() {
        precondition(settleMilliseconds >= 0, "a time to settle is not negative")
        precondition((0..<Int.max).contains(maxFileBytes), "a file's limit has room for one byte more")
        precondition(maxSpoolBytes > 0, "a spool has room for something")
        precondition(keepProcessedMilliseconds >= 0 && keepRejectedMilliseconds >= 0, "nothing is kept a negative time")
    }
}
