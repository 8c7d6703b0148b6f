import GRDB

/// The dictionary: words that recur, each with a number, so that rows are integers.
struct Words {
    /// Past this many, words that come from events are written out in full: values that never recur must not fill
    /// the memory.
    static let limit = 65_536
    /// Longer values are written out in full.
    static let maximumLength = 64

    private var numbers: [String: Int64] = [:]
    private var texts: [Int64: String] = [:]

    init(_ db: Database) throws {
        for row in try Row.fetchAll(db, sql: "SELECT number, text FROM word") {
            remember(row[0], row[1])
        }
    }

    func text(_ number: Int64) throws -> String {
        guard let text = texts[number] else { throw LedgerError("word \(number) is not in the ledger's dictionary") }
        return text
    }

    /// The number of a word of the rules or the event format; there are few of them.
    mutating func number(_ text: String, _ db: Database) throws -> Int64 {
        if let number = numbers[text] { return number }
        let number = Int64(numbers.count + 1)
        try db.cachedStatement(sql: "INSERT INTO word (number, text) VALUES (?, ?)").execute(arguments: [number, text])
        remember(number, text)
        return number
    }

    /// The number of a word that an event brought; nil where it is to be written out in full.
    mutating func numberIfShared(_ text: String, _ db: Database) throws -> Int64? {
        if let number = numbers[text] { return number }
        guard text.utf8.count <= Words.maximumLength, numbers.count < Words.limit else { return nil }
        return try number(text, db)
    }

    private mutating func remember(_ number: Int64, _ text: String) {
        numbers[text] = number
        texts[number] = text
    }
}
