import SLAEngine
import Systemd

/// What slad tells of itself and of its inbox, beside what it tells of clocks.
enum Notice {
    /// The daemon is up; the id is new with each start.
    case started(id: String, version: String)
    case reloaded(revision: Int, agreements: Int, isNew: Bool)
    /// A reload found mistakes; the old rules stay in force.
    case refused(revision: Int, findings: String)
    /// A start found mistakes; the last good revision is in force.
    case lastGood(revision: Int, findings: String)
    case rejected(file: String, lines: Int, taken: Int, first: String, kept: String)
    case held(file: String, lines: Int, until: String)
    /// What became true too long ago to be told singly.
    case summary(id: String, counts: [AnnouncementKind: Int], mayBeRepeated: Bool)
    case clockStep(seconds: String)
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
        case .rejected: .rejected
        case .held: .held
        case .summary: .summary
        case .clockStep: .clockStep
        case .plain: nil
        }
    }

    private var priority: JournalPriority {
        if case .plain(_, let priority) = self { return priority }
        return kind?.priority ?? .info
    }

    private var sentence: String {
        switch self {
        case .started(_, let version):
            "slad \(version) started"
        case .reloaded(let revision, let agreements, let isNew):
            isNew
                ? "revision \(revision) of the rules is in force, with \(agreements) agreements"
                : "the configuration is unchanged; revision \(revision) of the rules stays in force"
        case .refused(let revision, let findings):
            "the configuration has mistakes; revision \(revision) of the rules stays in force: \(firstLine(findings))"
        case .lastGood(let revision, let findings):
            "the configuration has mistakes; started on the last good revision \(revision): \(firstLine(findings))"
        case .rejected(let file, let lines, let taken, let first, let kept):
            "\(file): \(lines) of \(lines + taken) events refused, kept in \(kept): \(first)"
        case .held(let file, let lines, let until):
            "\(file): \(lines) events lie too far ahead and are held until \(until)"
        case .summary(_, let counts, _):
            "told late and only here: " + Notice.text(counts)
        case .clockStep(let seconds):
            "the clock of this machine was set, by \(seconds) s; all clocks are looked at anew"
        case .plain(let text, _):
            text
        }
    }

    private var fields: [JournalField] {
        var fields = kind.map { [JournalField("SLA_KIND", $0.rawValue)] } ?? []
        switch self {
        case .started(let id, _):
            fields.append(JournalField("SLA_ALERT_ID", id))
        case .summary(let id, _, let mayBeRepeated):
            fields.append(JournalField("SLA_ALERT_ID", id))
            if mayBeRepeated { fields.append(JournalField("SLA_REPEATED", "maybe")) }
        case .reloaded(let revision, _, _):
            fields.append(JournalField("SLA_REVISION", String(revision)))
        case .refused(let revision, let findings), .lastGood(let revision, let findings):
            fields.append(JournalField("SLA_REVISION", String(revision)))
            fields.append(JournalField("SLA_REASON", findings))
        case .rejected(let file, _, _, let first, _):
            fields += [JournalField("SLA_FILE", file), JournalField("SLA_REASON", first)]
        case .held(let file, _, _):
            fields.append(JournalField("SLA_FILE", file))
        case .clockStep, .plain:
            break
        }
        return fields
    }

    private func firstLine(_ text: String) -> String {
        text.split(separator: "\n").first.map(String.init) ?? text
    }

    private static func text(_ counts: [AnnouncementKind: Int]) -> String {
        AnnouncementKind.allCases.compactMap { kind in counts[kind].map { "\($0) \(kind.rawValue)" } }
            .joined(separator: ", ")
    }
}
