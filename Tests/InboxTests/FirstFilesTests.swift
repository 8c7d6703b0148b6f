import Testing

@testable import Inbox

@Suite("The first files of a directory")
struct FirstFilesTests {
    @Test("whatever order names come in, the first of them are kept, in order", arguments: [1, 2, 3, 10, 99, 100, 200])
    func first(limit: Int) {
        for seed in 1...20 {
            let names = (0..<100).map { FileName("\($0 * seed % 101)") }
            var first = FirstFiles(limit: limit)
            for name in names where !first.excludes(name) { first.insert(file(name)) }
            #expect(first.files.map(\.name) == Array(names.sorted().prefix(limit)))
            #expect(first.hasMore == (limit < names.count))
        }
    }

    @Test("names are compared byte by byte, none as a number with a sign")
    func order() {
        let names = [[0x61], [0x61, 0x62], [0x7F], [0x80], [0xFF], [0xFF, 0x01]].map { FileName(bytes: $0) }
        #expect(names.reversed().sorted() == names)
    }

    private func file(_ name: FileName) -> InboxFile {
        let never = FileIdentity.Time(seconds: 0, nanoseconds: 0)
        return InboxFile(
            name: name, identity: FileIdentity(inode: 1, sizeBytes: 1, modified: never, changed: never))
    }
}
