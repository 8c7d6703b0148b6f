import BusinessTime
import Catalog

/// The calendars of a configuration, by name, with `always`.
///
/// A question about a moment that they do not reach loads them again for a longer span: the lists of dates that come from
/// rules are as long as that span.
struct CalendarBook {
    private let files: CatalogueFiles
    private let now: Timestamp
    private var span: (from: Timestamp, to: Timestamp)
    private var calendars: [String: BusinessCalendar]

    /// As far back and ahead as any configuration is read.
    private let limits: (from: Timestamp, to: Timestamp)

    /// - Throws: all findings if the files are no valid catalogue.
    init(_ files: CatalogueFiles, now: Timestamp) throws(CatalogueRefused) {
        self.files = files
        self.now = now
        span = (now - .days(2 * 366), now + .days(10 * 366))
        limits = (Timestamp(millisecondsSinceEpoch: 0), now + .days(50 * 366))
        calendars = try CalendarBook.load(files, span, now: now)
    }

    /// By name.
    var all: [BusinessCalendar] {
        calendars.sorted { $0.key < $1.key }.map(\.value)
    }

    func calendar(_ name: String) throws(BadQuestion) -> BusinessCalendar {
        if let calendar = calendars[name] { return calendar }
        throw BadQuestion("there is no calendar \(quoted(name)); \(didYouMean(name, among: calendars.keys.sorted()))")
    }

    /// Reads a moment, and sees to it that the calendars reach it.
    ///
    /// - Parameter key: what the moment was given to.
    mutating func moment(_ text: String, _ key: String, of name: String) throws(BadQuestion) -> Timestamp {
        let moment = try BadQuestion.moment(text, key, try calendar(name))
        try reach(moment)
        return moment
    }

    /// Loads the calendars again where they do not reach a moment and a year beyond.
    mutating func reach(_ moment: Timestamp) throws(BadQuestion) {
        let from = max(limits.from, moment - .days(366))
        let to = min(limits.to, moment + .days(366))
        guard from < span.from || to > span.to else { return }
        // Some years more, so that a feed of questions in the order of time does not load at each of them.
        let wanted = (from: min(span.from, from), to: min(limits.to, max(span.to, to + .days(5 * 366))))
        do {
            calendars = try CalendarBook.load(files, wanted, now: now)
            span = wanted
        } catch let refused {
            throw BadQuestion("the calendars cannot be read so far: \(refused.findings.first?.text ?? "")")
        }
    }

    private static func load(
        _ files: CatalogueFiles, _ span: (from: Timestamp, to: Timestamp), now: Timestamp
    ) throws(CatalogueRefused) -> [String: BusinessCalendar] {
        let catalogue = try Catalogue.load(files, zones: ZoneData(), indexed: span, now: now)
        return catalogue.calendars.merging(["always": .always]) { own, _ in own }
    }
}
