import CSystemd
import Glibc

/// Reads the journal forward.
///
/// One thread uses it, the one that made it (sd-journal(3)); hence it is not `Sendable`. An entry that is damaged or
/// that this user may not see is not there: ask `JournalAccess.problem()` when too little came.
package final class JournalReader {
    /// Where the journal lies.
    package enum Source: Hashable, Sendable {
        /// This machine's: the system's and all users', as far as this user may read.
        case machine
        /// The journal files of one directory.
        case directory(String)
    }

    private let handle: OpaquePointer
    private var query = JournalQuery([])

    /// Stands before the first entry, without a match.
    package init(_ source: Source = .machine) throws(JournalError) {
        handle = try Self.open(source)
        // By default values over 64 KiB are cut (sd_journal_set_data_threshold(3)); a rule's plan may be longer.
        sd_journal_set_data_threshold(handle, 0)
    }

    deinit { sd_journal_close(handle) }

    /// Goes before the first entry that the query wants; `next` then gives one after the other.
    package func select(_ query: JournalQuery) throws(JournalError) {
        self.query = query
        sd_journal_flush_matches(handle)
        for match in query.matches where !match.orAbsent { try add(match) }
        try check(seekStart(), "seek in the journal")
    }

    /// The next entry that the query wants, or nil when there is none now; after a `wait` there may be.
    /// - Parameter names: the fields to read; nil reads all of them, which takes longer.
    package func next(reading names: [String]? = nil) throws(JournalError) -> JournalRecord? {
        guard let realtime = try step() else { return nil }
        return JournalRecord(
            fields: try fields(named: names),
            realtimeMicroseconds: realtime,
            cursor: try cursor()
        )
    }

    /// Waits until the journal changes, at most so long: whether it did.
    ///
    /// The first call answers true at once. It watches the directories that are there at the first call; journald makes
    /// its own before any service starts.
    package func wait(microseconds: UInt64) throws(JournalError) -> Bool {
        try check(sd_journal_wait(handle, microseconds), "wait for the journal") != Int32(SD_JOURNAL_NOP)
    }

    /// Goes to the next entry that the query wants; nil at the end, else when the entry was received.
    func step() throws(JournalError) -> UInt64? {
        while try check(sd_journal_next(handle), "read the journal") > 0 {
            var realtime: UInt64 = 0
            try check(sd_journal_get_realtime_usec(handle, &realtime), "read an entry's time")
            // A clock that was set puts later entries at earlier times: go on behind one that lies outside.
            guard realtime >= query.since ?? 0, realtime <= query.until ?? .max else { continue }
            if try isLetThrough() { return realtime }
        }
        return nil
    }

    /// Whether the entry it stands at fulfils the matches that the journal's index knows nothing of.
    private func isLetThrough() throws(JournalError) -> Bool {
        for match in query.matches where match.orAbsent {
            if let value = try value(of: match.field), !match.alternatives.contains(value) { return false }
        }
        return true
    }

    /// A field of the entry it stands at; nil if the entry has none such.
    func value(of field: String) throws(JournalError) -> String? {
        var data: UnsafeRawPointer?
        var length = 0
        let result = sd_journal_get_data(handle, field, &data, &length)
        // Missing, damaged, or packed in a way this libsystemd cannot read: to journalctl(1) it is not there either.
        guard ![-ENOENT, -EBADMSG, -E2BIG, -ENOBUFS, -EPROTONOSUPPORT].contains(result) else { return nil }
        try check(result, "read the field \(field) of an entry")
        return assignment(data, length)?.value
    }
}

extension JournalReader {
    private static func open(_ source: Source) throws(JournalError) -> OpaquePointer {
        var handle: OpaquePointer?
        let attempt: String
        let result: Int32
        switch source {
        case .machine:
            attempt = "open the journal"
            result = sd_journal_open(&handle, Int32(SD_JOURNAL_LOCAL_ONLY))
        case .directory(let path):
            attempt = "open the journal in \(path)"
            result = sd_journal_open_directory(&handle, path, 0)
        }
        try check(result, attempt)
        guard let handle else { throw JournalError(attempt, number: ENOMEM) }
        return handle
    }

    private func add(_ match: JournalMatch) throws(JournalError) {
        for value in match.alternatives {
            let bytes = Array((match.field + "=" + value).utf8)
            try check(sd_journal_add_match(handle, bytes, bytes.count), "look for the field '\(oneLine(match.field))'")
        }
    }

    private func seekStart() -> Int32 {
        guard let since = query.since else { return sd_journal_seek_head(handle) }
        return sd_journal_seek_realtime_usec(handle, since)
    }

    private func fields(named names: [String]?) throws(JournalError) -> [String: String] {
        guard let names else { return try allFields() }
        var fields: [String: String] = [:]
        for name in names { fields[name] = try value(of: name) }
        return fields
    }

    private func allFields() throws(JournalError) -> [String: String] {
        var fields: [String: String] = [:]
        var data: UnsafeRawPointer?
        var length = 0
        sd_journal_restart_data(handle)
        while try check(sd_journal_enumerate_available_data(handle, &data, &length), "read an entry's fields") > 0 {
            guard let field = assignment(data, length), fields[field.name] == nil else { continue }
            fields[field.name] = field.value
        }
        return fields
    }

    private func cursor() throws(JournalError) -> String {
        var cursor: UnsafeMutablePointer<CChar>?
        try check(sd_journal_get_cursor(handle, &cursor), "read an entry's cursor")
        guard let cursor else { return "" }
        defer { free(cursor) }
        return String(cString: cursor)
    }
}

/// Splits `NAME=value` at its first equals sign.
private func assignment(_ data: UnsafeRawPointer?, _ length: Int) -> (name: String, value: String)? {
    let bytes = UnsafeRawBufferPointer(start: data, count: length)
    guard let equals = bytes.firstIndex(of: UInt8(ascii: "=")) else { return nil }
    return (
        String(decoding: bytes[..<equals], as: UTF8.self), String(decoding: bytes[(equals + 1)...], as: UTF8.self)
    )
}
