/// The first files of a directory in name order, however many there are: memory for `limit` of them.
struct FirstFiles {
    let limit: Int
    /// In name order.
    private(set) var files: [InboxFile] = []
    /// Whether a file was left out.
    private(set) var hasMore = false

    init(limit: Int) {
        precondition(limit > 0, "a scan without room for a file never ends")
        self.limit = limit
    }

    /// Whether a file of this name has no place, so that nobody need look at it; if so, it counts as left out.
    mutating func excludes(_ name: FileName) -> Bool {
        guard files.count == limit, let last = files.last, last.name < name else { return false }
        hasMore = true
        return true
    }

    /// Adds a file that is not excluded, and drops the last one if there are too many.
    ///
    /// Complexity: O(limit).
    mutating func insert(_ file: InboxFile) {
        files.insert(file, at: place(of: file.name))
        guard files.count > limit else { return }
        files.removeLast()
        hasMore = true
    }

    private func place(of name: FileName) -> Int {
        var range = 0..<files.count
        while !range.isEmpty {
            let middle = (range.lowerBound + range.upperBound) / 2
            range = files[middle].name < name ? middle + 1..<range.upperBound : range.lowerBound..<middle
        }
        return range.lowerBound
    }
}
