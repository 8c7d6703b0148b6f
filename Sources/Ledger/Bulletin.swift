package import BusinessTime
import Foundation
import GRDB

/// An entry for the journal that was decided in a transaction, word for word: of windows and feeds.
///
/// The bulletins past their mark are an outbox beside that of the announcements, with the same promises.
package struct Bulletin: Hashable, Sendable {
    package struct Field: Hashable, Sendable {
        package let name: String
        package let value: String

        package init(_ name: String, _ value: String) {
            self.name = name
            self.value = value
        }
    }

    /// The place in the outbox, counted from 1; 0 before it is recorded.
    package internal(set) var number: Int64 = 0
    /// Told exactly once.
    package let key: String
    /// The word of `SLA_KIND`.
    package let kind: String
    /// The instant at which it became true, or was known.
    package let at: Timestamp
    package let message: String
    package let fields: [Field]

    package init(key: String, kind: String, at: Timestamp, message: String, fields: [Field]) {
        self.key = key
        self.kind = kind
        self.at = at
        self.message = message
        self.fields = fields
    }
}

/// A bulletin as a row of the ledger.
enum BulletinRow {
    static func insert(_ bulletin: Bulletin, at recordedAt: Timestamp, _ db: Database) throws {
        var row = try RowWriter(
            """
            INSERT INTO bulletin (number, recorded_at, at, key, kind, message, fields) VALUES (?, ?, ?, ?, ?, ?, ?)
            """, db)
        row.append(bulletin.number)
        row.append(recordedAt.millisecondsSinceEpoch)
        row.append(bulletin.at.millisecondsSinceEpoch)
        row.append(bulletin.key)
        row.append(bulletin.kind)
        row.append(bulletin.message)
        row.append(Array(try JSONEncoder().encode(bulletin.fields.map { [$0.name, $0.value] })))
        try row.write()
    }

    static func past(_ mark: Int64, _ db: Database) throws -> [Bulletin] {
        let rows = try Row.fetchAll(
            db, sql: "SELECT * FROM bulletin WHERE number > ? ORDER BY number", arguments: [mark])
        return try rows.map { row in
            let fields = try JSONDecoder().decode([[String]].self, from: row["fields"] as Data)
            var bulletin = Bulletin(
                key: row["key"], kind: row["kind"], at: Timestamp(millisecondsSinceEpoch: row["at"]),
                message: row["message"], fields: try fields.map(field))
            bulletin.number = row["number"]
            return bulletin
        }
    }

    private static func field(_ parts: [String]) throws -> Bulletin.Field {
        guard parts.count == 2 else {
            throw LedgerError("a bulletin of the ledger is damaged; restore the ledger from a backup")
        }
        return Bulletin.Field(parts[0], parts[1])
    }
}
