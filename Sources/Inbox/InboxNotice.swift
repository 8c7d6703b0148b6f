/// Something in the inbox that stays there and that a person should look at; told once.
package struct InboxNotice: Hashable, Sendable, CustomStringConvertible {
    /// Why the file stays.
    package enum Obstacle: Hashable, Sendable {
        case notAnEventFile
        case directory
        case symbolicLink
        /// A FIFO, a socket or a device.
        case special
        case hardLink
        /// The daemon's user may not read it.
        case notReadable(owner: UInt32)
        /// Opening or reading failed (an errno value); it is tried again later.
        case failing(code: Int32)
        /// It was read, and cannot be moved; it is tried again later.
        case notMoved(InboxError)
        /// So many files stay already that no more are told singly.
        case more(than: Int)

        /// Whether a person who was told of the other need not be told of this one.
        ///
        /// A full disk fails now in this step and now in that.
        func isKnown(from other: Obstacle?) -> Bool {
            if case .notMoved(let error) = self, case .notMoved(let known) = other { return error.code == known.code }
            return self == other
        }
    }

    package let name: FileName
    /// The path of the file as one word for a shell; of the inbox, for `more`.
    package let path: String
    package let obstacle: Obstacle

    /// One line: what, why, what to do.
    package var description: String {
        if case .notMoved = obstacle { return "not moved: \(name): \(reason)" }
        return "not read: \(name): \(reason)"
    }

    private var reason: String {
        switch obstacle {
        case .notAnEventFile:
            "not an event file, as its name ends in none of .json .ndjson .jsonl, with .gz or without; "
                + "rename it: \(path)"
        case .directory: "it is a directory; move the files in it up and remove it: \(path)"
        case .symbolicLink: "it is a symbolic link; put the file itself there: \(path)"
        case .special: "it is a FIFO, a socket or a device; remove it: \(path)"
        case .hardLink: "the file has another name elsewhere (a hard link); put a copy there: \(path)"
        case .notReadable(let owner): "it is closed by its owner (user \(owner)); run: chmod a+r \(path)"
        case .failing(let code): "\(errorText(code)); tried again every minute; if it stays so, remove it: \(path)"
        case .notMoved(let error):
            "\(error); it stays and is read again every minute, nothing of it counts twice: \(path)"
        case .more(let count): "more than \(count) files stay in the inbox, no others are named; look: ls -l \(path)"
        }
    }
}
