import BusinessTime
import Catalog
import Ledger
import SLAEngine

/// The catalogue in force and every one before it.
///
/// A directory of files becomes a revision only as a whole and without an error; each becomes a record in the ledger.
struct CatalogueKeeper {
    /// What a look at the configuration directory found.
    enum Found: Sendable {
        case catalogue(Catalogue)
        /// It has mistakes, or cannot be read: a line a finding.
        case findings(String)
    }

    private(set) var revisions: [Revision] = []
    private(set) var settings = DaemonSettings()
    /// Revisions of the ledger that this version cannot read any more.
    private(set) var unreadable: [Int] = []
    private var hash: String?
    /// No release of zone data is in use yet: the one calendar is `always`.
    let zoneData = "none"

    /// Reads every revision that the ledger has.
    init(_ records: [RevisionRecord], now: Timestamp) {
        for record in records {
            guard let files = try? CatalogueFiles(encoded: record.files),
                let catalogue = try? CatalogueKeeper.load(files, now: now)
            else {
                unreadable.append(record.number)
                continue
            }
            put(catalogue, number: record.number, loadedAt: record.loadedAt, hash: record.hash)
        }
        numbersUsed = records.last?.number ?? 0
    }

    private var numbersUsed = 0

    /// Reads a configuration directory; touches nothing.
    static func look(at directory: String, now: Timestamp) -> Found {
        do {
            return .catalogue(try load(try CatalogueFiles.read(directory: directory), now: now))
        } catch let refused as CatalogueRefused {
            return .findings(refused.description)
        } catch {
            return .findings("\(error)")
        }
    }

    private static func load(_ files: CatalogueFiles, now: Timestamp) throws(CatalogueRefused) -> Catalogue {
        let indexed = (from: now - .days(2 * 366), to: now + .days(10 * 366))
        return try Catalogue.load(files, zones: ZoneData(), indexed: indexed, now: now)
    }

    var current: Revision? { revisions.last }

    /// Whether the catalogue differs from the one in force.
    func isNew(_ catalogue: Catalogue) -> Bool {
        catalogue.files.hash != hash
    }

    /// Puts a catalogue in force from `now` on.
    ///
    /// - Returns: the record for the ledger.
    mutating func adopt(_ catalogue: Catalogue, now: Timestamp, program: String) throws -> RevisionRecord {
        let record = RevisionRecord(
            number: numbersUsed + 1, loadedAt: now, hash: catalogue.files.hash, zoneData: zoneData, program: program,
            files: try catalogue.files.encoded())
        numbersUsed += 1
        put(catalogue, number: record.number, loadedAt: now, hash: record.hash)
        return record
    }

    private mutating func put(_ catalogue: Catalogue, number: Int, loadedAt: Timestamp, hash: String) {
        revisions.append(Revision(number: number, loadedAt: loadedAt, rules: catalogue.rules))
        settings = catalogue.settings
        self.hash = hash
    }
}
