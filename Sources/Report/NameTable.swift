/// Names with numbers of the report's own: those of the ledger's numbers, and those that come as texts.
struct NameTable {
    private(set) var texts: [String] = []
    private var ofText: [String: Int] = [:]
    private var ofNumber: [Int64: Int] = [:]

    mutating func index(_ text: String) -> Int {
        if let index = ofText[text] { return index }
        ofText[text] = texts.count
        texts.append(text)
        return texts.count - 1
    }

    /// - Parameter text: what the number means; asked once a number.
    mutating func index(_ number: Int64, _ text: (Int64) throws -> String) rethrows -> Int {
        if let index = ofNumber[number] { return index }
        let index = index(try text(number))
        ofNumber[number] = index
        return index
    }
}
