import BusinessTime
import Compliance
import Foundation
import GRDB
import SLAEngine

/// An exclusion as rows of the ledger: one for it, and one for its withdrawal.
enum ExclusionRow {
    /// - Throws: `LedgerError` where the scope asks more than that attributes have one of some values.
    static func insert(_ exclusion: Exclusion, number: Int64, _ words: inout Words, _ db: Database) throws {
        var attributes = ChangesEncoder()
        for (key, value) in try pairs(exclusion.scope.attributes) {
            try attributes.append(key, &words, db)
            try attributes.append(value, &words, db)
        }
        var row = try RowWriter(
            """
            INSERT INTO exclusion (number, recorded_at, author, reason, ticket, agreement, objective, attributes,
                from_at, to_at) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
            """, db)
        row.append(number)
        row.append(exclusion.recordedAt.millisecondsSinceEpoch)
        row.append(exclusion.author)
        row.append(exclusion.reason)
        row.append(exclusion.scope.ticket)
        row.append(exclusion.scope.agreement)
        row.append(exclusion.scope.objective)
        row.append(attributes.bytes)
        row.append(exclusion.from?.millisecondsSinceEpoch)
        row.append(exclusion.to?.millisecondsSinceEpoch)
        try row.write()
    }

    static func withdraw(_ number: Int64, _ withdrawal: Exclusion.Withdrawal, _ db: Database) throws {
        var row = try RowWriter(
            "INSERT INTO exclusion_withdrawal (exclusion, recorded_at, author, reason) VALUES (?, ?, ?, ?)", db)
        row.append(number)
        row.append(withdrawal.at.millisecondsSinceEpoch)
        row.append(withdrawal.author)
        row.append(withdrawal.reason)
        try row.write()
    }

    /// All, in the order of recording.
    static func all(_ words: Words, _ db: Database) throws -> [Exclusion] {
        let sql = """
            SELECT exclusion.*, w.recorded_at AS withdrawn_at, w.author AS withdrawn_by, w.reason AS withdrawn_for
            FROM exclusion LEFT JOIN exclusion_withdrawal w ON w.exclusion = exclusion.number
            ORDER BY exclusion.number
            """
        return try Row.fetchAll(db, sql: sql).map { try exclusion($0, words) }
    }

    private static func exclusion(_ row: Row, _ words: Words) throws -> Exclusion {
        var decoder = ChangesDecoder(Array(row["attributes"] as Data))
        let scope = Exclusion.Scope(
            ticket: row["ticket"], agreement: row["agreement"], objective: row["objective"],
            attributes: condition(try decoder.changes(words)))
        return Exclusion(
            id: String(row["number"] as Int64), author: row["author"], reason: row["reason"],
            recordedAt: Timestamp(millisecondsSinceEpoch: row["recorded_at"]), scope: scope,
            from: moment(row["from_at"]), to: moment(row["to_at"]),
            withdrawal: moment(row["withdrawn_at"]).map {
                Exclusion.Withdrawal(author: row["withdrawn_by"], reason: row["withdrawn_for"], at: $0)
            })
    }

    /// The values that are asked for, attribute by attribute.
    private static func pairs(_ condition: Condition) throws -> [(String, String)] {
        switch condition {
        case .all(let parts): return try parts.flatMap(pairs)
        case .attribute(let key, let values): return values.map { (key, $0) }
        default: throw LedgerError("an exclusion can ask for the values of attributes alone")
        }
    }

    private static func condition(_ pairs: [AttributeChange]) -> Condition {
        var keys: [String] = []
        for pair in pairs where !keys.contains(pair.key) { keys.append(pair.key) }
        return .all(
            keys.map { key in .attribute(key, isOneOf: pairs.filter { $0.key == key }.compactMap(\.value)) })
    }

    private static func moment(_ milliseconds: Int64?) -> Timestamp? {
        milliseconds.map(Timestamp.init(millisecondsSinceEpoch:))
    }
}
