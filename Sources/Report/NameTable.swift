/// Names with numbers of the report's own: those of the ledger's numbers, and those that come as texts.
struct NameTable {
    /// Numbers below this are looked up without hashing: most words of a ledger have them.
    private static let near: Int64 = 65_536

    private(set) var texts: [String] = []
    private var ofText: [String: Int] = [:]
    /// Below zero for a number that was not met.
    private var ofNear: [Int32] = []
    private var ofFar: [Int64: Int] = [:]

    mutating func index(_ text: String) -> Int {
        if let index = ofText[text] { return index }
        ofText[text] = texts.count
        texts.append(text)
        return texts.count - 1
    }

    /// - Parameter text: what the number means; asked once a number.
    mutating func index(_ number: Int64, _ text: (Int64) throws -> String) rethrows -> Int {
        if let index = known(number) { return index }
        let index = index(try text(number))
        guard (0..<NameTable.near).contains(number), let short = Int32(exactly: index) else {
            ofFar[number] = index
            return index
        }
        while ofNear.count <= number { ofNear.append(-1) }
        ofNear[Int(number)] = short
        return index
    }

    private func known(_ number: Int64) -> Int? {
        guard number >= 0, number < Int64(ofNear.count), ofNear[Int(number)] >= 0 else { return ofFar[number] }
        return Int(ofNear[Int(number)])
    }
}
