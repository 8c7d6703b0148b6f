import Catalog
import Foundation
import Testing

#if canImport(Glibc)
    import Glibc
#endif

/// A configuration directory that goes away with its test.
private final class Scratch {
    let path = FileManager.default.temporaryDirectory.appending(path: "slad-\(UUID().uuidString)").path

    init() throws {
        try FileManager.default.createDirectory(atPath: path + "/agreements", withIntermediateDirectories: true)
    }

    deinit { try? FileManager.default.removeItem(atPath: path) }

    func write(_ name: String, _ bytes: [UInt8]) throws {
        try Data(bytes).write(to: URL(fileURLWithPath: "\(path)/\(name)"))
    }
}

@Suite("Files of the configuration")
struct FilesTests {
    @Test("files are read in the order of their paths, hidden names and copies are left alone")
    func order() throws {
        let scratch = try Scratch()
        for name in ["slad.yaml", "agreements/b.yaml", "agreements/a.yml", "agreements/.a.yaml", "agreements/b.yaml~"] {
            try scratch.write(name, [])
        }
        let files = try CatalogueFiles.read(directory: scratch.path)
        #expect(files.files.map(\.path) == ["agreements/a.yml", "agreements/b.yaml", "slad.yaml"])
    }

    @Test("a directory without slad.yaml and folders is an empty configuration")
    func empty() throws {
        let scratch = try Scratch()
        try FileManager.default.removeItem(atPath: scratch.path + "/agreements")
        #expect(try CatalogueFiles.read(directory: scratch.path).files.isEmpty)
    }

    @Test("a missing directory is an error")
    func missing() {
        #expect(throws: CatalogueReadError.noDirectory("/nonexistent")) {
            try CatalogueFiles.read(directory: "/nonexistent")
        }
    }

    @Test("a folder that is a file is an error")
    func notAFolder() throws {
        let scratch = try Scratch()
        try scratch.write("calendars", [])
        let error = #expect(throws: CatalogueReadError.self) { try CatalogueFiles.read(directory: scratch.path) }
        let what =
            "cannot read '\(scratch.path)/calendars': it cannot be listed as a directory; slad's user needs to read it"
        #expect(error?.description == what)
    }

    @Test("a FIFO is refused and never waited for")
    func fifo() throws {
        let scratch = try Scratch()
        let path = scratch.path + "/agreements/a.yaml"
        try #require(mkfifo(path, 0o600) == 0)
        #expect(throws: CatalogueReadError.notAFile(path: path)) {
            try CatalogueFiles.read(directory: scratch.path)
        }
    }

    @Test("a symbolic link is followed, one that leads nowhere is an error")
    func links() throws {
        let scratch = try Scratch()
        try scratch.write("target", Array("a".utf8))
        let link = scratch.path + "/agreements/a.yaml"
        try FileManager.default.createSymbolicLink(atPath: link, withDestinationPath: "../target")
        #expect(try CatalogueFiles.read(directory: scratch.path).files.map(\.bytes) == [Array("a".utf8)])
        try FileManager.default.removeItem(atPath: scratch.path + "/target")
        #expect(throws: CatalogueReadError.self) { try CatalogueFiles.read(directory: scratch.path) }
    }

    @Test("a file of one mebibyte is read, one byte more is refused")
    func fileLimit() throws {
        let scratch = try Scratch()
        try scratch.write("slad.yaml", Array(repeating: 0x23, count: 1 << 20))
        #expect(try CatalogueFiles.read(directory: scratch.path).files.count == 1)
        try scratch.write("slad.yaml", Array(repeating: 0x23, count: 1 << 20 + 1))
        #expect(throws: CatalogueReadError.self) { try CatalogueFiles.read(directory: scratch.path) }
    }

    @Test("sixteen mebibytes in all are read, more is refused")
    func totalLimit() throws {
        let scratch = try Scratch()
        for number in 0..<16 { try scratch.write("agreements/\(number).yaml", Array(repeating: 0x23, count: 1 << 20)) }
        #expect(try CatalogueFiles.read(directory: scratch.path).files.count == 16)
        try scratch.write("slad.yaml", [0x23])
        #expect(throws: CatalogueReadError.tooLarge(directory: scratch.path, limit: 16 << 20)) {
            try CatalogueFiles.read(directory: scratch.path)
        }
    }

    @Test("every way to fail is told in one line that says what to do")
    func wording() {
        let errors: [(CatalogueReadError, String)] = [
            (.noDirectory("/e"), "there is no directory '/e'; make it, or name another configuration directory"),
            (.unreadable(path: "/e", reason: "r"), "cannot read '/e': r; slad's user needs to read it"),
            (.notAFile(path: "/e"), "'/e' is not a regular file; move it away"),
            (
                .fileTooLarge(path: "/e", limit: 1),
                "'/e' is larger than 1 bytes; split it, or move away what is no configuration"
            ),
            (
                .tooLarge(directory: "/e", limit: 1),
                "the configuration in '/e' is larger than 1 bytes; move away what is none"
            ),
            (
                .tooManyFiles(directory: "/e", limit: 1),
                "there are more than 1 names in '/e'; move away what is no configuration"
            ),
        ]
        for (error, text) in errors { #expect(error.description == text) }
    }

    @Test("the hash is the same in every run, and other for another path, content or border between them")
    func hash() {
        #expect(CatalogueFiles([:]).hash == "6c62272e07bb014262b821756295c58d")
        let hashes = [["a": "b"], ["ab": ""], ["": "ab"], ["a": "c"], ["b": "b"], ["a": "", "b": ""], ["a": "0 0\n"]]
            .map { CatalogueFiles($0).hash }
        #expect(Set(hashes).count == hashes.count)
        #expect(CatalogueFiles(["slad.yaml": "tell_within: 7d\n"]).hash == "aa1604e9fb0d42758c5902f6f7b8cf6e")
    }

    @Test("what is encoded for the ledger comes back as it was")
    func encoding() throws {
        let mark = "\u{FEFF}"
        let files = CatalogueFiles(["slad.yaml": mark + "# Grüße/\"\\\r\n\t\u{85}\u{1F600}", "agreements/a.yaml": ""])
        let encoded = try files.encoded()
        let decoded = try CatalogueFiles(encoded: encoded)
        #expect(decoded == files)
        #expect(decoded.hash == files.hash)
        #expect(try decoded.encoded() == encoded)
        #expect(throws: (any Error).self) { try CatalogueFiles(encoded: Array("{".utf8)) }
    }
}
