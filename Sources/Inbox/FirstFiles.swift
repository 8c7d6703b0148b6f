/// The first files of a directory in name order, however many there are: memory for `limit` of them.
struct FirstFiles {
    let limit: Int
    /// A binary heap (https://en.wikipedia.org/wiki/Binary_heap) with the last in name order on top.
    private var heap: [InboxFile] = []
    /// Whether a file was left out.
    private(set) var hasMore = false

    init(limit: Int) {
        precondition(limit > 0, "a scan without room for a file never ends")
        self.limit = limit
    }

    /// In name order.
    ///
    /// Complexity: O(n log n).
    var files: [InboxFile] { heap.sorted { $0.name < $1.name } }

    /// Whether a file of this name has no place, so that nobody need look at it; if so, it counts as left out.
    mutating func excludes(_ name: FileName) -> Bool {
        guard heap.count == limit, heap[0].name < name else { return false }
        hasMore = true
        return true
    }

    /// Adds a file that is not excluded, and drops the last one if there are too many.
    ///
    /// Complexity: O(log n).
    mutating func insert(_ file: InboxFile) {
        guard heap.count == limit else { return append(file) }
        hasMore = true
        guard file.name < heap[0].name else { return }
        replaceLast(by: file)
    }

    private mutating func append(_ file: InboxFile) {
        var place = heap.count
        heap.append(file)
        while place > 0, heap[(place - 1) / 2].name < heap[place].name {
            heap.swapAt(place, (place - 1) / 2)
            place = (place - 1) / 2
        }
    }

    /// The last in name order stands first.
    private mutating func replaceLast(by file: InboxFile) {
        heap[0] = file
        var place = 0
        while true {
            var later = 2 * place + 1
            guard later < heap.count else { return }
            if later + 1 < heap.count, heap[later].name < heap[later + 1].name { later += 1 }
            guard heap[place].name < heap[later].name else { return }
            heap.swapAt(place, later)
            place = later
        }
    }
}
