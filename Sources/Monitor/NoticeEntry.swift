import SLAEngine
import Systemd

/// What slad tells of itself and of its inbox, beside what it tells of clocks.
enum Notice {
    /// The daemon is up; the id is new with each start.
    case started(id: String, version: String)
    /// A reload is through; `moved` are the open clocks whose deadline it moved.
    case reloaded(revision: Int, agreements: Int, isNew: Bool, moved: MovedClocks)
    /// A reload found mistakes; the old rules stay in force.
    case refused(revision: Int, findings: String)
    /// A start found mistakes; the last good revision is in force.
    case lastGood(revision: Int, findings: String)
    case rejected(file: String, lines: Int, taken: Int, first: String, kept: String)
    /// Nothing of the file was taken.
    case rejectedWhole(file: String, reason: String, kept: String)
    case held(file: String, lines: Int, until: String)
    /// How full the spool is has changed, or something old in it could not be removed.
    case spool(String, isFine: Bool)
    /// So much of one kind came at once that it is one thing to look at; each is told singly as well.
    case digest(id: String, Storm, mayBeRepeated: Bool)
    /// What became true too long ago to be told singly.
    case summary(id: String, counts: [AnnouncementKind: Int], tickets: [String], mayBeRepeated: Bool)
    case clockStep(seconds: String)
    case alive(Alive)
    /// A status in no category; it counts as open.
    case unknownStatus(String, ticket: String)
    /// The type of an event says the contrary of its status, which decides.
    case contradiction(type: String, status: String, category: StatusCategory, ticket: String)
    /// A word of the feed that is nearly a built-in one.
    case misspelling(what: String, String, meant: String, ticket: String)
    /// Something that a person should look at and that has no kind of its own.
    case plain(String, JournalPriority)

    var entry: JournalEntry {
        JournalEntry(sentence, priority: priority, messageID: kind?.id, fields: fields)
    }

    private var kind: MessageKind? {
        switch self {
        case .started: .started
        case .reloaded: .reloaded
        case .refused: .refused
        case .lastGood: .lastGood
        case .rejected, .rejectedWhole: .rejected
        case .held: .held
        case .spool: .spool
        case .digest: .digest
        case .summary: .summary
        case .clockStep: .clockStep
        case .alive: .alive
        case .plain, .unknownStatus, .contradiction, .misspelling: nil
        }
    }

    private var priority: JournalPriority {
        switch self {
        case .plain(_, let priority): priority
        case .unknownStatus, .contradiction, .misspelling: .warning
        case .spool(_, isFine: true): .notice
        default: kind?.priority ?? .info
        }
    }

    private var sentence: String {
        switch self {
        case .started(_, let version):
            "slad \(version) started"
        case .reloaded(let revision, let agreements, let isNew, let moved):
            isNew
                ? "revision \(revision) of the rules is in force, with \(counted(agreements, "agreement")); "
                    + "\(counted(moved.count, "open clock")) moved"
                : "the configuration is unchanged; revision \(revision) of the rules stays in force"
        case .refused(let revision, let findings):
            "the configuration has mistakes; revision \(revision) of the rules stays in force: \(firstLine(findings))"
        case .lastGood(let revision, let findings):
            "the configuration has mistakes; started on the last good revision \(revision): \(firstLine(findings))"
        case .rejected(let file, let lines, let taken, let first, let kept):
            "\(file): \(lines) of \(counted(lines + taken, "event")) refused, kept in \(kept): \(first)"
        case .rejectedWhole(let file, let reason, let kept):
            "\(file): refused as a whole, kept in \(kept): \(reason)"
        case .held(let file, let lines, let until):
            "\(file): \(counted(lines, "event")) too far ahead, held until \(until)"
        case .digest(_, let storm, _):
            "at once: \(storm.kinds.phrase), of \(counted(storm.tickets, "ticket")); "
                + "agreements: \(storm.agreements.phrase)"
                + (storm.customers.isEmpty ? "" : "; customers: \(storm.customers.phrase)")
        case .summary(_, let counts, let tickets, _):
            "told late and only here: \(Notice.text(counts)), of \(counted(tickets.count, "ticket")) "
                + "(\(tickets.prefix(3).joined(separator: ", "))\(tickets.count > 3 ? ", …" : ""))"
        case .clockStep(let seconds):
            "the clock of this machine was set, by \(seconds) s; all clocks are looked at anew"
        case .alive(let alive):
            alive.sentence
        case .unknownStatus(let status, let ticket):
            "status '\(status)' is in no category and counts as open (first seen on \(ticket)); "
                + "name it below statuses: in slad.yaml"
        case .contradiction(let type, let status, let category, let ticket):
            "an event '\(type)' has the status '\(status)', which is in \(category.rawValue) "
                + "(first seen on \(ticket)); the status counts: let the feed send another one, or none"
        case .misspelling(let what, let word, let meant, let ticket):
            "\(what) '\(word)' is taken as a name of your own (first seen on \(ticket)); did you mean \(meant)?"
        case .plain(let text, _), .spool(let text, _):
            text
        }
    }

    private func counted(_ count: Int, _ word: String) -> String {
        count == 1 ? "1 \(word)" : "\(count) \(word)s"
    }

    private var fields: [JournalField] {
        var fields = kind.map { [JournalField("SLA_KIND", $0.rawValue)] } ?? []
        switch self {
        case .started(let id, _):
            fields.append(JournalField("SLA_ALERT_ID", id))
        case .digest(let id, let storm, let mayBeRepeated):
            fields += [JournalField("SLA_ALERT_ID", id), JournalField("SLA_COUNTS", storm.kinds.lines)]
            fields.append(JournalField("SLA_AGREEMENTS", storm.agreements.lines))
            if !storm.customers.isEmpty { fields.append(JournalField("SLA_CUSTOMERS", storm.customers.lines)) }
            if mayBeRepeated { fields.append(JournalField("SLA_REPEATED", "maybe")) }
        case .summary(let id, _, _, let mayBeRepeated):
            fields.append(JournalField("SLA_ALERT_ID", id))
            if mayBeRepeated { fields.append(JournalField("SLA_REPEATED", "maybe")) }
        case .reloaded(let revision, _, _, let moved):
            fields.append(JournalField("SLA_REVISION", String(revision)))
            if moved.count > 0 { fields.append(JournalField("SLA_MOVED", Notice.text(moved))) }
        case .refused(let revision, let findings), .lastGood(let revision, let findings):
            fields.append(JournalField("SLA_REVISION", String(revision)))
            fields.append(JournalField("SLA_REASON", findings))
        case .rejected(let file, _, _, let reason, _), .rejectedWhole(let file, let reason, _):
            fields += [JournalField("SLA_FILE", file), JournalField("SLA_REASON", reason)]
        case .held(let file, _, _):
            fields.append(JournalField("SLA_FILE", file))
        case .unknownStatus(_, let ticket), .misspelling(_, _, _, let ticket), .contradiction(_, _, _, let ticket):
            fields.append(JournalField("SLA_TICKET", ticket))
        case .alive(let alive):
            fields += alive.fields
        case .clockStep, .plain, .spool:
            break
        }
        return fields
    }

    private func firstLine(_ text: String) -> String {
        text.split(separator: "\n").first.map(String.init) ?? text
    }

    /// A line a clock.
    private static func text(_ moved: MovedClocks) -> String {
        var lines = moved.first.map { clock in
            "\(clock.ticket) \(clock.key.objective) (\(clock.key.agreement)): "
                + "\(clock.before ?? "no deadline") -> \(clock.after ?? "no deadline")"
        }
        if moved.count > lines.count { lines.append("and \(moved.count - lines.count) more") }
        return lines.joined(separator: "\n")
    }

    private static func text(_ counts: [AnnouncementKind: Int]) -> String {
        AnnouncementKind.allCases.compactMap { kind in counts[kind].map { "\($0) \(kind.rawValue)" } }
            .joined(separator: ", ")
    }
}
