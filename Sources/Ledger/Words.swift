import GRDB
import Glibc

/// The dictionary: words that recur, each with a number, so that rows are integers.
struct Words {
    /// Past this many, words that come from events are written out in full: values that never recur must not fill
    /// the memory.
    static let limit = 65_536
    /// Longer values are written out in full.
    static let maximumLength = 64

    /// Two texts that Swift takes for equal may differ in their bytes (an accented letter, or a letter and its accent);
    /// they are two words.
    private struct Word: Hashable {
        let text: String

        static func == (left: Word, right: Word) -> Bool {
            var (left, right) = (left.text, right.text)
            return left.withUTF8 { left in right.withUTF8 { right in Word.same(left, right) } }
        }

        private static func same(_ left: UnsafeBufferPointer<UInt8>, _ right: UnsafeBufferPointer<UInt8>) -> Bool {
            guard left.count == right.count, let start = left.baseAddress, let other = right.baseAddress else {
                return left.count == right.count
            }
            return memcmp(start, other, left.count) == 0
        }

        func hash(into hasher: inout Hasher) {
            var text = text
            text.withUTF8 { hasher.combine(bytes: UnsafeRawBufferPointer($0)) }
        }
    }

    private var numbers: [Word: Int64] = [:]
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

    /// The number of a word of the rules; there are few of them.
    mutating func number(_ text: String, _ db: Database) throws -> Int64 {
        if let number = numbers[Word(text: text)] { return number }
        let number = Int64(numbers.count + 1)
        try db.cachedStatement(sql: "INSERT INTO word (number, text) VALUES (?, ?)").execute(arguments: [number, text])
        remember(number, text)
        return number
    }

    /// The number of a word that an event brought; nil where it is to be written out in full.
    mutating func numberIfShared(_ text: String, _ db: Database) throws -> Int64? {
        if let number = numbers[Word(text: text)] { return number }
        // SQLite would end the word at a NUL, and two words could become one.
        guard text.utf8.count <= Words.maximumLength, numbers.count < Words.limit, !text.utf8.contains(0) else {
            return nil
        }
        return try number(text, db)
    }

    private mutating func remember(_ number: Int64, _ text: String) {
        numbers[Word(text: text)] = number
        texts[number] = text
    }
}
