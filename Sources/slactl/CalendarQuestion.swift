import BusinessTime
import Catalog
import Report
import SLAEngine

/// When an amount of time is used up.
struct DeadlineQuestion {
    private let calendar: BusinessCalendar
    private let start: Timestamp
    private let amount: Amount

    var answer: CalendarAnswer { .deadline(deadline.map { calendar.text(of: $0) }) }

    var report: DeadlineReport {
        DeadlineReport(calendar, counting: counting, start: start, target: amount.text, deadline: deadline)
    }

    /// The calendar whose time counts: elapsed amounts are open time of `always`.
    private var counting: BusinessCalendar {
        if case .elapsed = amount { .always } else { calendar }
    }

    private var deadline: Timestamp? {
        open.flatMap { counting.deadline(after: start, open: $0) }
    }

    private var open: OpenTime? {
        switch amount {
        case .elapsed(let elapsed): OpenTime(milliseconds: elapsed.milliseconds)
        case .open(let open): open
        case .businessDays(let count): calendar.openTime(ofBusinessDays: count, after: start)
        case .promised(let instant): instant > start ? OpenTime(milliseconds: (instant - start).milliseconds) : .zero
        }
    }

    init(_ book: inout CalendarBook, _ name: String, start: String, target: String) throws(BadQuestion) {
        self.start = try book.moment(start, "start", of: name)
        calendar = try book.calendar(name)
        do {
            amount = try AmountText.amount(target)
        } catch {
            throw BadQuestion("target: \(error.what); \(error.hint)")
        }
        if case .businessDays = amount, calendar.definition == nil {
            throw BadQuestion("target: \(quoted(target)) counts business days, and the calendar always has none")
        }
    }
}

/// How much open time lies between two moments.
struct OpenTimeQuestion {
    private let calendar: BusinessCalendar
    private let from: Timestamp
    private let to: Timestamp

    var answer: CalendarAnswer { .seconds(open.seconds) }
    /// As a person writes it: `12h30m`.
    var text: String { open.text }
    var report: OpenTimeReport { OpenTimeReport(calendar, from: from, to: to) }

    private var open: OpenTime { calendar.openTime(from: from, to: to) }

    init(_ book: inout CalendarBook, _ name: String, from: String, to: String) throws(BadQuestion) {
        self.from = try book.moment(from, "from", of: name)
        self.to = try book.moment(to, "to", of: name)
        calendar = try book.calendar(name)
    }
}
