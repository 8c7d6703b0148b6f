import GRDB

/// What is counted beside the events, as it stands in the ledger.
package enum LedgerCounter: String, Sendable, CaseIterable {
    /// Events that were refused.
    case rejectedEvents = "count/rejected_events"
    /// Events with a status in no category.
    case unknownStatuses = "count/unknown_statuses"
}

// What the ledger remembers of how far the telling has come, by name.
extension Ledger {
    /// Marks the outbox as told up to and including a number. Not synced: a lost mark is made good by reading the
    /// journal back.
    package func markTold(through number: Int64) throws {
        try setUnsyncedMark("told_through", number)
    }

    /// Marks that the journal has long had everything up to and including a number on its disk. Not synced either.
    package func markKept(through number: Int64) throws {
        try setUnsyncedMark("kept_through", number)
    }

    /// The same of the bulletins' outbox.
    package func markTold(bulletinsThrough number: Int64) throws {
        try setUnsyncedMark(Ledger.bulletinsTold, number)
    }

    /// The same of the bulletins' outbox.
    package func markKept(bulletinsThrough number: Int64) throws {
        try setUnsyncedMark(Ledger.bulletinsKept, number)
    }

    private func setUnsyncedMark(_ name: String, _ number: Int64) throws {
        try unsynced { db in try Ledger.setMark(name, number, db) }
    }

    private func unsynced(_ body: (Database) throws -> Void) throws {
        try queue.inDatabase { db in
            try db.execute(sql: "PRAGMA synchronous = NORMAL")
            let done = Result { try body(db) }
            try db.execute(sql: "PRAGMA synchronous = FULL")
            try done.get()
        }
    }

    /// The number up to which the outbox was told.
    package func toldThrough() throws -> Int64 {
        try queue.read { db in try Ledger.mark("told_through", db) }
    }

    /// The boot id under which the ledger was last used, if it was.
    package func lastBootID() throws -> String? {
        try queue.read { db in try String.fetchOne(db, sql: "SELECT value FROM mark WHERE name = 'boot_id'") }
    }

    package func setLastBootID(_ bootID: String) throws {
        try queue.write { db in try Ledger.setMark("boot_id", bootID, db) }
    }

    /// The files of the inbox that were told as held; kept so that no restart tells them again.
    package func heldFiles() throws -> Set<String> {
        try queue.read { db in
            try String.fetchSet(
                db, sql: "SELECT substr(name, ?) FROM mark WHERE name GLOB ?",
                arguments: [Ledger.heldPrefix.count + 1, Ledger.heldPrefix + "*"])
        }
    }

    /// Notes that a file was told as held, or that it is held no more. Not synced: at worst it is told again.
    package func setHeld(_ file: String, _ isHeld: Bool) throws {
        guard isHeld else { return try unsynced { db in try Ledger.removeMark(Ledger.heldPrefix + file, db) } }
        try setUnsyncedMark(Ledger.heldPrefix + file, 1)
    }

    /// Counts something on. Not synced: at worst a few are counted once more or not at all.
    package func count(_ counter: LedgerCounter, by count: Int) throws {
        guard count > 0 else { return }
        try unsynced { db in
            let before = try Ledger.mark(counter.rawValue, db)
            try Ledger.setMark(counter.rawValue, before + Int64(count), db)
        }
    }

    package func count(of counter: LedgerCounter) throws -> Int64 {
        try queue.read { db in try Ledger.mark(counter.rawValue, db) }
    }

    private static let heldPrefix = "held/"

    static func mark(_ name: String, _ db: Database) throws -> Int64 {
        try Int64.fetchOne(db, sql: "SELECT value FROM mark WHERE name = ?", arguments: [name]) ?? 0
    }

    static func setMark(_ name: String, _ value: any DatabaseValueConvertible, _ db: Database) throws {
        try db.execute(
            sql: "INSERT INTO mark (name, value) VALUES (?, ?) ON CONFLICT (name) DO UPDATE SET value = excluded.value",
            arguments: [name, value])
    }

    static func removeMark(_ name: String, _ db: Database) throws {
        try db.execute(sql: "DELETE FROM mark WHERE name = ?", arguments: [name])
    }
}
