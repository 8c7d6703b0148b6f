/// Where the spool is, and the limits on what is taken from it.
package struct SpoolSettings: Hashable, Sendable {
    /// The spool's root, which holds `inbox`, `processed` and `rejected`, all on one mount.
    package let directory: String
    /// How long a file that no notification told of must have been left alone before it is read.
    package let settleMilliseconds: Int64
    /// The largest file that is read, in bytes; a larger one is rejected whole.
    ///
    /// It is held in memory once.
    package let maxFileBytes: Int

    package init(directory: String, settleMilliseconds: Int64 = 2_000, maxFileBytes: Int = 64 << 20) {
        precondition(settleMilliseconds >= 0, "a time to settle is not negative")
        precondition((0..<Int.max).contains(maxFileBytes), "a file's limit has room for one byte more")
        self.directory = directory
        self.settleMilliseconds = settleMilliseconds
        self.maxFileBytes = maxFileBytes
    }
}
