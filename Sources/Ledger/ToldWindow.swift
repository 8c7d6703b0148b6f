package import BusinessTime
package import Compliance
import GRDB

/// What was told of a window, with the figures that it had then.
package struct ToldWindow: Hashable, Sendable {
    package let recordedAt: Timestamp
    /// The instant at which it became true, or was known.
    package let at: Timestamp
    package let key: String
    package let row: ToldRow
    package let isRolling: Bool
    /// Of a rolling goal the span up to then.
    package let window: Window
    package let denominator: Denominator
    package let tickets: TicketCoverage
    /// Of the window's time until then, that in which every feed was alive, in milliseconds; nil without feeds.
    package let feeds: Proportion?
    /// The key of what it corrects.
    package let refersTo: String?

    package init(_ news: WindowNews, recordedAt: Timestamp) {
        self.recordedAt = recordedAt
        at = news.at
        key = news.key.text
        row = news.told
        isRolling = news.isRolling
        window = news.figures.window
        denominator = news.figures.denominator
        tickets = news.figures.tickets
        feeds = news.figures.feeds
        refersTo = news.refersTo
    }
}

extension ToldWindow {
    func insert(number: Int64, _ db: Database) throws {
        var writer = try RowWriter(ToldWindow.insertion, db)
        writer.append(number)
        for instant in [recordedAt, at] { writer.append(instant.millisecondsSinceEpoch) }
        for text in [key, row.goal, row.name] { writer.append(text) }
        writer.append(isRolling)
        for instant in [window.from, window.to] { writer.append(instant.millisecondsSinceEpoch) }
        writer.append(row.matter.rawValue)
        writer.append(row.count)
        writer.append(row.share.parts)
        for tally in [row.counted, row.all] {
            for count in [tally.met, tally.missed, tally.open] { writer.append(count) }
        }
        for count in [tickets.measured, tickets.withoutClock, tickets.openingNotSeen] { writer.append(count) }
        writer.append(feeds?.part)
        writer.append(feeds?.whole)
        writer.append(denominator.rawValue)
        writer.append(row.isSummarised)
        writer.append(refersTo)
        try writer.write()
    }

    init(_ row: Row) throws {
        guard let matter = WindowMatter(rawValue: row["matter"]), let share = Share(parts: row["share"]),
            let denominator = Denominator(rawValue: row["denominator"])
        else { throw LedgerError("a told window of the ledger is damaged, or was written by another version of slad") }
        recordedAt = Timestamp(millisecondsSinceEpoch: row["recorded_at"])
        at = Timestamp(millisecondsSinceEpoch: row["at"])
        key = row["key"]
        isRolling = row["is_rolling"]
        window = Window(
            from: Timestamp(millisecondsSinceEpoch: row["window_from"]),
            to: Timestamp(millisecondsSinceEpoch: row["window_to"]))
        self.row = ToldRow(
            goal: row["goal"], name: row["name"], window: isRolling ? nil : window, matter: matter,
            count: row["count"], share: share,
            counted: Tally(met: row["met"], missed: row["missed"], open: row["open"]),
            all: Tally(met: row["all_met"], missed: row["all_missed"], open: row["all_open"]),
            isSummarised: row["summarised"])
        self.denominator = denominator
        tickets = TicketCoverage(
            measured: row["measured"], withoutClock: row["without_clock"], openingNotSeen: row["opening_not_seen"])
        feeds = (row["watched"] as Int64?).map { Proportion(row["alive"] ?? 0, of: $0) }
        refersTo = row["refers_to"]
    }

    private static let insertion = """
        INSERT INTO told_window (number, recorded_at, at, key, goal, name, is_rolling, window_from, window_to, matter,
            count, share, met, missed, open, all_met, all_missed, all_open, measured, without_clock, opening_not_seen,
            alive, watched, denominator, summarised, refers_to)
        VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
        """
}
