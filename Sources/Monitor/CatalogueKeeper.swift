import BusinessTime
import Catalog
import Compliance
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
    /// Of the catalogue in force.
    private(set) var goals: [Goal] = []
    private(set) var feeds: [Feed] = []
    /// Revisions of the ledger that this version cannot read any more.
    private(set) var unreadable: [Int] = []
    /// Revisions whose zone data are no longer those they were loaded with.
    var withOtherZones: [Int] { revisions.filter { !$0.isExact }.map(\.number) }
    /// The release of the system's zone data, and a hash of the zones in use.
    private(set) var zoneData = ""
    /// The years that calendars answer for fast.
    private(set) var span: IndexSpan
    /// One of each kind, whichever revisions have it: an index takes half a mebibyte, and a catalogue is loaded often.
    private var calendars: Set<BusinessCalendar> = []
    private var hash: String?
    private var numbersUsed = 0

    /// Reads every revision that the ledger has.
    init(_ records: [RevisionRecord], _ span: IndexSpan) {
        self.span = span
        for record in records {
            guard let files = try? CatalogueFiles(encoded: record.files),
                let catalogue = try? CatalogueKeeper.load(files, span)
            else {
                unreadable.append(record.number)
                continue
            }
            let isExact = CatalogueKeeper.zones(catalogue.zoneData) == CatalogueKeeper.zones(record.zoneData)
            put(catalogue, number: record.number, loadedAt: record.loadedAt, isExact: isExact)
            // What the record was loaded with, so that an update of the zones since then is noticed.
            zoneData = record.zoneData
        }
        numbersUsed = records.last?.number ?? 0
    }

    /// Reads a configuration directory, with the system's zones as they are now; touches nothing.
    static func look(at directory: String, _ span: IndexSpan) -> Found {
        do {
            return .catalogue(try load(try CatalogueFiles.read(directory: directory), span))
        } catch let refused as CatalogueRefused {
            return .findings(refused.description)
        } catch {
            return .findings("\(error)")
        }
    }

    private static func load(_ files: CatalogueFiles, _ span: IndexSpan) throws(CatalogueRefused) -> Catalogue {
        try Catalogue.load(files, zones: ZoneData(), indexed: (span.from, span.to), now: span.now)
    }

    var current: Revision? { revisions.last }

    /// Builds the indexes anew as time goes on; no answer changes.
    mutating func reindex(_ now: Timestamp) {
        span = span.renewed(now)
        calendars = Set(calendars.map { $0.indexed(from: span.from, to: span.to) })
        revisions = revisions.map { revision in revision.calendars { calendars.insert($0).memberAfterInsert } }
    }

    /// Whether the catalogue, or the zone data that it uses, differs from what is in force.
    func isNew(_ catalogue: Catalogue) -> Bool {
        catalogue.files.hash != hash || catalogue.zoneData != zoneData
    }

    /// Puts a catalogue in force from `now` on.
    ///
    /// - Returns: the record for the ledger.
    mutating func adopt(_ catalogue: Catalogue, now: Timestamp, program: String) throws -> RevisionRecord {
        let record = RevisionRecord(
            number: numbersUsed + 1, loadedAt: now, hash: catalogue.files.hash, zoneData: catalogue.zoneData,
            program: program,
            files: try catalogue.files.encoded())
        numbersUsed += 1
        put(catalogue, number: record.number, loadedAt: now)
        return record
    }

    /// The hash of the zones in use: another release may bring the same.
    private static func zones(_ zoneData: String) -> Substring? { zoneData.split(separator: "/").last }

    private mutating func put(_ catalogue: Catalogue, number: Int, loadedAt: Timestamp, isExact: Bool = true) {
        let revision = Revision(number: number, loadedAt: loadedAt, rules: catalogue.rules, isExact: isExact)
        revisions.append(revision.calendars { calendars.insert($0).memberAfterInsert })
        settings = catalogue.settings
        goals = catalogue.goals
        feeds = catalogue.feeds
        hash = catalogue.files.hash
        zoneData = catalogue.zoneData
    }
}
