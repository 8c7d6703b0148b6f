import GRDB

/// The tables of the ledger.
///
/// What is written at a random place per event is the limit of speed, so events, announcements and verdicts are only
/// ever appended, by number and without a secondary index. Each names the one before it of the same ticket, so that a
/// ticket's history is a chain that ends in its place. Times are milliseconds since 1970 UTC. An event's type and
/// source are words by number, or bytes where the dictionary is full.
enum Schema {
    /// Grows with each change of the tables; written to `PRAGMA user_version`.
    static let version = 5

    static func prepare(_ db: Database) throws {
        let found = try Int.fetchOne(db, sql: "PRAGMA user_version") ?? 0
        guard found <= version else {
            throw LedgerError(
                "the ledger was written by a newer slad (version \(found) of its tables, this one knows "
                    + "\(version)); install that version again, or start with an empty state directory")
        }
        guard found < version else { return }
        if found == 0 { try db.execute(sql: tables) }
        if found < 2 { try db.execute(sql: grace) }
        if found < 3 { try db.execute(sql: verdicts) }
        if found < 4 { try db.execute(sql: compliance) }
        if found >= 3 { try db.execute(sql: unmeasured) }
        try db.execute(sql: "PRAGMA user_version = \(version)")
    }

    /// For one who only reads: the tables must be those that this version writes.
    ///
    /// - Throws: `LedgerError`.
    static func demandCurrent(_ db: Database) throws {
        let found = try Int.fetchOne(db, sql: "PRAGMA user_version") ?? 0
        guard found != version else { return }
        throw LedgerError(
            "the ledger has version \(found) of its tables, and this slactl reads version \(version); "
                + (found < version ? "start slad once, which renews them" : "use the slactl of that slad"))
    }

    /// Version 2. The tables of the first version are not rewritten, so that every ledger comes by the same way.
    private static let grace = "ALTER TABLE announcement ADD COLUMN grace INTEGER NOT NULL DEFAULT 0"

    /// Version 3. What finished before is recorded by the next start, which therefore has to look at every ticket: none
    /// counts as finished, and no checkpoint spares the way.
    ///
    /// A row of `verdict` that another one `supersedes` stands no more. Outcomes are those of `Verdict.Outcome`; `at`
    /// says to which window a verdict belongs. Customer and team are those at the cycle's end; the attributes of a
    /// ticket are those when it was last finished.
    private static let verdicts = """
        CREATE TABLE verdict (
            number INTEGER PRIMARY KEY, ticket INTEGER NOT NULL, previous INTEGER, supersedes INTEGER,
            recorded_at INTEGER NOT NULL, outcome INTEGER NOT NULL, at INTEGER NOT NULL,
            agreement INTEGER NOT NULL, objective INTEGER NOT NULL, agreement_kind INTEGER NOT NULL,
            metric INTEGER NOT NULL, customer, team, started_at INTEGER NOT NULL, stopped_at INTEGER NOT NULL,
            deadline INTEGER, target INTEGER NOT NULL, target_text NOT NULL, run INTEGER NOT NULL,
            counted INTEGER NOT NULL, paused INTEGER NOT NULL, overrun INTEGER, revision INTEGER NOT NULL,
            effective_from INTEGER, reason, cycle TEXT NOT NULL);
        ALTER TABLE ticket ADD COLUMN last_verdict INTEGER;
        ALTER TABLE ticket ADD COLUMN attributes BLOB;
        ALTER TABLE checkpoint ADD COLUMN verdict INTEGER NOT NULL DEFAULT 0;
        ALTER TABLE checkpoint_ticket ADD COLUMN last_verdict INTEGER;
        UPDATE ticket SET last_event = NULL, last_announcement = NULL;
        DELETE FROM checkpoint;
        DELETE FROM checkpoint_ticket;
        """

    /// Version 4. All of it is only ever appended, but for the end of a silence.
    ///
    /// A `bulletin` is an entry for the journal as it will be told, with a place in an outbox of its own; its key is
    /// its alert id. A `told_window` is what it said of a goal, for the next decision and for reports; one that is
    /// told in a summary alone has no bulletin of its own. Interval ends and scopes that are NULL are open.
    private static let compliance = """
        CREATE TABLE bulletin (
            number INTEGER PRIMARY KEY, recorded_at INTEGER NOT NULL, at INTEGER NOT NULL, key TEXT NOT NULL UNIQUE,
            kind TEXT NOT NULL, message TEXT NOT NULL, fields BLOB NOT NULL);
        CREATE TABLE told_window (
            number INTEGER PRIMARY KEY, recorded_at INTEGER NOT NULL, at INTEGER NOT NULL, key TEXT NOT NULL UNIQUE,
            goal TEXT NOT NULL, name TEXT NOT NULL, is_rolling INTEGER NOT NULL, window_from INTEGER NOT NULL,
            window_to INTEGER NOT NULL, matter TEXT NOT NULL, count INTEGER NOT NULL, share INTEGER NOT NULL,
            met INTEGER NOT NULL, missed INTEGER NOT NULL, open INTEGER NOT NULL, all_met INTEGER NOT NULL,
            all_missed INTEGER NOT NULL, all_open INTEGER NOT NULL, measured INTEGER NOT NULL,
            without_clock INTEGER NOT NULL, opening_not_seen INTEGER NOT NULL, alive INTEGER, watched INTEGER,
            denominator TEXT NOT NULL, summarised INTEGER NOT NULL, refers_to TEXT);
        CREATE TABLE exclusion (
            number INTEGER PRIMARY KEY, recorded_at INTEGER NOT NULL, author TEXT NOT NULL, reason TEXT NOT NULL,
            ticket TEXT, agreement TEXT, objective TEXT, attributes BLOB NOT NULL, from_at INTEGER, to_at INTEGER);
        CREATE TABLE exclusion_withdrawal (
            exclusion INTEGER PRIMARY KEY, recorded_at INTEGER NOT NULL, author TEXT NOT NULL, reason TEXT NOT NULL);
        CREATE TABLE feed_silence (
            number INTEGER PRIMARY KEY, feed TEXT NOT NULL, from_at INTEGER NOT NULL, to_at INTEGER);
        """

    /// Version 5. A verdict can say that nothing measured a cycle. For want of those rows the next start looks at every
    /// ticket once more, as that of version 3 does.
    private static let unmeasured = """
        UPDATE ticket SET last_event = NULL;
        DELETE FROM checkpoint;
        DELETE FROM checkpoint_ticket;
        """

    private static let tables = """
        CREATE TABLE mark (name TEXT PRIMARY KEY, value) WITHOUT ROWID;
        CREATE TABLE revision (
            number INTEGER PRIMARY KEY, loaded_at INTEGER NOT NULL, hash TEXT NOT NULL, zone_data TEXT NOT NULL,
            program TEXT NOT NULL, files BLOB NOT NULL);
        CREATE TABLE word (number INTEGER PRIMARY KEY, text TEXT NOT NULL UNIQUE);
        CREATE TABLE ticket (
            number INTEGER PRIMARY KEY, name TEXT NOT NULL UNIQUE, last_event INTEGER, last_announcement INTEGER);
        CREATE TABLE event (
            number INTEGER PRIMARY KEY, ticket INTEGER NOT NULL, previous INTEGER, recorded_at INTEGER NOT NULL,
            at INTEGER NOT NULL, type INTEGER NOT NULL, actor INTEGER NOT NULL, public INTEGER NOT NULL,
            seq INTEGER, source INTEGER, opened_at INTEGER, id TEXT NOT NULL, corrects TEXT, reason TEXT,
            changes BLOB);
        CREATE TABLE announcement (
            number INTEGER PRIMARY KEY, ticket INTEGER NOT NULL, previous INTEGER, recorded_at INTEGER NOT NULL,
            turn INTEGER NOT NULL, kind INTEGER NOT NULL, agreement INTEGER NOT NULL, objective INTEGER NOT NULL,
            threshold INTEGER NOT NULL, count INTEGER NOT NULL, correction INTEGER NOT NULL,
            at INTEGER NOT NULL, true_at INTEGER NOT NULL, agreement_kind INTEGER NOT NULL, metric INTEGER NOT NULL,
            started_at INTEGER NOT NULL, deadline INTEGER, deadline_offset INTEGER NOT NULL,
            true_at_offset INTEGER NOT NULL, target INTEGER NOT NULL, target_text INTEGER NOT NULL,
            elapsed INTEGER NOT NULL,
            overrun INTEGER, overrun_elapsed INTEGER, revision INTEGER NOT NULL, summarised INTEGER NOT NULL,
            plan INTEGER, cycle TEXT NOT NULL, customer TEXT, team TEXT, reason TEXT, refers_to TEXT);
        CREATE TABLE checkpoint (
            one INTEGER PRIMARY KEY CHECK (one = 1), event INTEGER NOT NULL, announcement INTEGER NOT NULL,
            revision INTEGER NOT NULL, zone_data TEXT NOT NULL, program TEXT NOT NULL);
        CREATE TABLE checkpoint_ticket (ticket INTEGER PRIMARY KEY, last_event INTEGER, last_announcement INTEGER);
        """
}
