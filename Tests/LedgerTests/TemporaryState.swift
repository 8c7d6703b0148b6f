import Foundation
import Ledger

/// A state directory of its own, removed with this object; a crash leaves another one behind.
final class TemporaryState {
    private let root: URL
    private var generation = 0

    init() throws {
        root = FileManager.default.temporaryDirectory.appendingPathComponent("slad-ledger-" + UUID().uuidString)
        try FileManager.default.createDirectory(atPath: directory, withIntermediateDirectories: true)
    }

    deinit { try? FileManager.default.removeItem(at: root) }

    var directory: String { root.appendingPathComponent("\(generation)").path }
    var database: String { directory + "/ledger.sqlite" }

    func open() throws -> Ledger {
        try Ledger(directory: directory)
    }

    /// Goes on with what `kill -9` would have left: the files as they are, whoever has them open.
    func crash() throws {
        let old = directory
        generation += 1
        try FileManager.default.createDirectory(atPath: directory, withIntermediateDirectories: true)
        for name in ["ledger.sqlite", "ledger.sqlite-wal"]
        where FileManager.default.fileExists(atPath: "\(old)/\(name)") {
            try FileManager.default.copyItem(atPath: "\(old)/\(name)", toPath: "\(directory)/\(name)")
        }
    }
}
