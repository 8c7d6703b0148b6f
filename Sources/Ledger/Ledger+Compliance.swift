package import BusinessTime
package import Compliance
import GRDB

// What the ledger knows of windows, exclusions and feeds.
extension Ledger {
    /// What was told of windows, in the order of telling.
    package func toldWindows() throws -> [ToldWindow] {
        try queue.read { db in
            try Row.fetchAll(db, sql: "SELECT * FROM told_window ORDER BY number").map(ToldWindow.init)
        }
    }

    /// All exclusions that were ever recorded, the withdrawn ones too, in the order of recording.
    package func exclusions() throws -> [Exclusion] {
        try queue.read { db in try ExclusionRow.all(words, db) }
    }

    /// When feeds were silent, by their names, in order; one that is silent now has a silence without an end.
    package func feedSilences() throws -> [String: [FeedWatch.Silence]] {
        try queue.read { db in
            var silences: [String: [FeedWatch.Silence]] = [:]
            for row in try Row.fetchAll(db, sql: "SELECT * FROM feed_silence ORDER BY number") {
                let to = (row["to_at"] as Int64?).map(Timestamp.init(millisecondsSinceEpoch:))
                let silence = FeedWatch.Silence(from: Timestamp(millisecondsSinceEpoch: row["from_at"]), to: to)
                silences[row["feed"], default: []].append(silence)
            }
            return silences
        }
    }

    /// When each feed was heard of last, or began to be watched.
    package func feedsLastHeard() throws -> [String: Timestamp] { try instants(Ledger.feedPrefix) }

    /// From when on each feed was watched.
    package func feedsWatchedSince() throws -> [String: Timestamp] { try instants(Ledger.watchedPrefix) }

    /// Marks that are instants, by what their names have behind the prefix.
    private func instants(_ prefix: String) throws -> [String: Timestamp] {
        try queue.read { db in
            let rows = try Row.fetchAll(
                db, sql: "SELECT substr(name, ?), value FROM mark WHERE name GLOB ?",
                arguments: [prefix.count + 1, prefix + "*"])
            return rows.reduce(into: [:]) { $0[$1[0]] = Timestamp(millisecondsSinceEpoch: $1[1]) }
        }
    }

    /// The bulletins that are not marked as told; looking back, also those told too lately to be kept for sure.
    package func bulletins(lookingBack: Bool = false) throws -> [Bulletin] {
        try queue.read { db in
            let name = lookingBack ? Ledger.bulletinsKept : Ledger.bulletinsTold
            return try BulletinRow.past(try Ledger.mark(name, db), db)
        }
    }

    /// How many bulletins are not marked as told.
    package func bulletinCount() throws -> Int {
        try queue.read { db in
            try Int.fetchOne(
                db, sql: "SELECT count(*) FROM bulletin WHERE number > ?",
                arguments: [try Ledger.mark(Ledger.bulletinsTold, db)]) ?? 0
        }
    }

    /// The number up to which the bulletins were told.
    package func bulletinsToldThrough() throws -> Int64 {
        try queue.read { db in try Ledger.mark(Ledger.bulletinsTold, db) }
    }

    static let bulletinsTold = "bulletins_told_through"
    static let bulletinsKept = "bulletins_kept_through"
    static let feedPrefix = "feed/"
    static let watchedPrefix = "watched/"
}

extension LedgerWriter {
    /// Records bulletins behind those that there are; one whose key was used is passed over, as it is told once.
    ///
    /// - Returns: the others with their numbers.
    package func append(_ bulletins: [Bulletin], at recordedAt: Timestamp) throws -> [Bulletin] {
        guard !bulletins.isEmpty else { return [] }
        var next = try nextNumber("bulletin")
        return try bulletins.compactMap { bulletin in
            guard try !isKnown(bulletin.key, in: "bulletin") else { return nil }
            var bulletin = bulletin
            bulletin.number = next
            try BulletinRow.insert(bulletin, at: recordedAt, db)
            next += 1
            return bulletin
        }
    }

    /// Records what is told of windows; one whose key was used is passed over, as it is told once.
    ///
    /// - Returns: the keys of the others.
    package func append(_ windows: [ToldWindow]) throws -> Set<String> {
        guard !windows.isEmpty else { return [] }
        var next = try nextNumber("told_window")
        var taken: Set<String> = []
        for window in windows where try !isKnown(window.key, in: "told_window") {
            try window.insert(number: next, db)
            next += 1
            taken.insert(window.key)
        }
        return taken
    }

    private func isKnown(_ key: String, in table: String) throws -> Bool {
        let statement = try db.cachedStatement(sql: "SELECT 1 FROM \(table) WHERE key = ?")
        return try Int.fetchOne(statement, arguments: [key]) != nil
    }

    /// Records an exclusion; it gets its id here.
    ///
    /// - Throws: `LedgerError` where the scope asks more than that attributes have one of some values.
    package func append(_ exclusion: Exclusion) throws -> Exclusion {
        let number = try nextNumber("exclusion")
        try ExclusionRow.insert(exclusion, number: number, &ledger.words, db)
        return Exclusion(
            id: String(number), author: exclusion.author, reason: exclusion.reason, recordedAt: exclusion.recordedAt,
            scope: exclusion.scope, from: exclusion.from, to: exclusion.to)
    }

    /// Records that an exclusion stands no more.
    ///
    /// - Throws: also where there is none of that id, or it is withdrawn already; look first.
    package func withdraw(_ id: String, _ withdrawal: Exclusion.Withdrawal) throws {
        guard let number = Int64(id), number > 0, try number < nextNumber("exclusion") else {
            throw LedgerError("there is no exclusion '\(id)'")
        }
        try ExclusionRow.withdraw(number, withdrawal, db)
    }

    /// Records that a feed is silent since an instant.
    package func beginSilence(of feed: String, from: Timestamp) throws {
        try db.execute(
            sql: "INSERT INTO feed_silence (feed, from_at) VALUES (?, ?)",
            arguments: [feed, from.millisecondsSinceEpoch])
    }

    /// Records that a feed that was silent has returned.
    package func endSilence(of feed: String, at: Timestamp) throws {
        try db.execute(
            sql: "UPDATE feed_silence SET to_at = ? WHERE feed = ? AND to_at IS NULL",
            arguments: [at.millisecondsSinceEpoch, feed])
    }

    /// Notes which feeds are declared from now on, and no others.
    ///
    /// One that is taken out is silent, untold, until it is declared again; it is watched anew from then on.
    package func declareFeeds(_ declared: Set<String>, at now: Timestamp) throws {
        let heard = try String.fetchSet(
            db, sql: "SELECT substr(name, ?) FROM mark WHERE name GLOB ?",
            arguments: [Ledger.feedPrefix.count + 1, Ledger.feedPrefix + "*"])
        for feed in heard.subtracting(declared) {
            try Ledger.removeMark(Ledger.feedPrefix + feed, db)
            if try !isSilent(feed) { try beginSilence(of: feed, from: now) }
        }
        for feed in declared.subtracting(heard) {
            try endSilence(of: feed, at: now)
            try noteHeard(feed, at: now)
            try noteWatched(feed, since: now)
        }
    }

    private func isSilent(_ feed: String) throws -> Bool {
        try Int.fetchOne(db, sql: "SELECT 1 FROM feed_silence WHERE feed = ? AND to_at IS NULL", arguments: [feed])
            != nil
    }

    /// Notes when a feed was heard of last.
    package func noteHeard(_ feed: String, at: Timestamp) throws {
        try Ledger.setMark(Ledger.feedPrefix + feed, at.millisecondsSinceEpoch, db)
    }

    /// Notes from when on a feed is watched, where that is not known yet.
    package func noteWatched(_ feed: String, since: Timestamp) throws {
        try db.execute(
            sql: "INSERT OR IGNORE INTO mark (name, value) VALUES (?, ?)",
            arguments: [Ledger.watchedPrefix + feed, since.millisecondsSinceEpoch])
    }

    private func nextNumber(_ table: String) throws -> Int64 {
        (try Int64.fetchOne(db, sql: "SELECT max(number) FROM \(table)") ?? 0) + 1
    }
}
