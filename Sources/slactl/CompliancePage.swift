import BusinessTime
import Control
import Report

extension ComplianceAnswer {
    /// A paragraph a goal, a line a window that a person understands, and below it what it is made of.
    func text(_ paint: Paint) -> String {
        let now = instant(now)
        let settling = "slad has just started and has not looked at the clocks: these figures are not whole\n\n"
        let paragraphs = goals.map { $0.text(asOf: now, paint) }
        let body = paragraphs.isEmpty ? nothing : paragraphs.joined(separator: "\n")
        return (isSettling ?? false ? paint.text(settling, .doubtful) : "") + body + "\n" + foot(now, paint)
    }

    private var nothing: String {
        declaredGoals == 0
            ? "no goal is declared; write one at an objective, goal: 95% per month, see slad-agreements(5)\n"
            : "no such window of a goal\n"
    }

    private func foot(_ now: Timestamp, _ paint: Paint) -> String {
        let lines = feeds.map {
            paint.text(Table.harmless($0.text(asOf: now)), $0.silentSince == nil ? nil : .bad) + "\n"
        }
        let none = "no feed is declared, so nothing says whether events are missing\n"
        return (lines.isEmpty ? none : lines.joined())
            + "\(counted(rejectedEvents, "event")) rejected, \(counted(unknownStatuses, "event")) with a status in no "
            + "category, since slad counts them\n"
    }
}

extension GoalAnswer {
    fileprivate func text(asOf now: Timestamp, _ paint: Paint) -> String {
        let rule = denominator == "tickets" ? "each ticket counts once a window" : "every cycle counts"
        let head = Table.harmless("\(goal): \(share); \(rule)") + "\n"
        return head + windows.map { $0.text(asOf: now, paint) }.joined()
    }
}

extension WindowAnswer {
    fileprivate func text(asOf now: Timestamp, _ paint: Paint) -> String {
        let line = "\(title.capitalizedFirst): \(standing(now))"
        let details = [figures, outlook, excluded, coverage.text, told?.text].compactMap(\.self)
        return "  " + paint.text(Table.harmless(line), tone) + "\n"
            + details.map { "    " + Table.harmless($0) + "\n" }.joined()
    }

    /// What a manager wants to know.
    private func standing(_ now: Timestamp) -> String {
        if isRolling || hasEnded {
            let word = isReached.map { $0 ? "reached" : isRolling ? "below the goal" : "missed" }
            return "\(counted.percent), \(word ?? "the goal says nothing yet")"
        }
        // What may be missed of nothing says nothing.
        if counted.met + counted.missed == 0, !(isLost ?? false) { return "no verdict yet, \(togo(now))" }
        return "\(counted.percent), \(left), \(togo(now))"
    }

    private var left: String {
        if isLost ?? false { return "the goal is lost" }
        if isBehind ?? false {
            return meetsNeeded.map { "behind: \($0 == 1 ? "1 more ticket" : "\($0) more tickets") must be met" }
                ?? "behind, and no number of meets can mend it"
        }
        switch missesLeft ?? 0 {
        case 0: return "no misses left"
        case 1: return "1 miss left"
        case let left: return "\(left) misses left"
        }
    }

    private func togo(_ now: Timestamp) -> String {
        let left = max(.zero, instant(to) - now)
        let days = left.milliseconds / 86_400_000
        return days >= 2 ? "\(days) days to go" : "\(roughText(UInt64(left.milliseconds))) to go"
    }

    private var figures: String {
        var parts = ["\(counted.met) met, \(counted.missed) missed"]
        if !isRolling { parts.append("\(counted.open) open, \(paused) paused") }
        return parts.joined(separator: ", ")
    }

    private var outlook: String? {
        guard !hasEnded, let best, let worst else { return nil }
        let expected = expected.map { "; \($0) are expected in the window" } ?? ""
        return "at best \(percentText(best)), at worst \(percentText(worst))\(expected)"
    }

    private var excluded: String? {
        guard beforeExclusions != counted else { return nil }
        let all = beforeExclusions
        let count = all.met + all.missed + all.open - counted.met - counted.missed - counted.open
        return "\(count) excluded; \(all.percent) before that (\(all.met) met, \(all.missed) missed)"
    }

    private var tone: Paint.Tone? {
        if isLost ?? false { return .bad }
        if hasEnded || isRolling { return isReached.map { $0 ? .good : .bad } }
        return isBehind ?? false || (missesLeft ?? 0) <= 0 && counted.missed > 0 ? .doubtful : nil
    }
}

extension CoverageAnswer {
    fileprivate var text: String {
        let tickets = tickets.map { "measured: \(percentText($0)) of the tickets" } ?? "measured: no ticket"
        let gaps = [
            withoutClock > 0 ? "\(withoutClock) without a clock" : nil,
            openingNotSeen > 0 ? "\(openingNotSeen) of which slad did not see the opening" : nil,
        ].compactMap(\.self)
        let why = gaps.isEmpty ? "" : " (\(gaps.joined(separator: ", ")))"
        return tickets + why + (feeds.map { ", feeds heard \(percentText($0)) of the time" } ?? ", no feed is declared")
    }
}

extension ToldAnswer {
    fileprivate var text: String {
        let judged = isReached.map { $0 ? ", reached" : ", missed" } ?? ""
        let again = corrected.map {
            "; \($0.text)" + (corrections > 1 ? ", the last of \(corrections) corrections" : "")
        }
        let goal = share.map { " (the goal was \($0.replacing("%", with: " %")))" } ?? ""
        return "told \(at): \(counted.percent)\(judged)\(goal)\(again ?? "")"
    }
}

extension CorrectedAnswer {
    fileprivate var text: String {
        "corrected \(at): \(counted.percent)" + (isReached.map { $0 ? ", reached" : ", missed" } ?? "")
    }
}

extension FeedAnswer {
    fileprivate func text(asOf now: Timestamp) -> String {
        let heard = lastHeard.map { "heard of \(countdown(to: instant($0), from: now))" } ?? "never heard of"
        return "feed \(feed): \(heard)" + (silentSince.map { ", silent since \($0)" } ?? "")
    }
}

extension TallyAnswer {
    /// `97.4 %`; nothing is never 100 %.
    var percent: String { attainment.map(percentText) ?? "no verdict" }
}

/// One decimal, cut and never rounded up.
private func percentText(_ percent: Double) -> String {
    let tenths = Int((percent * 1_000).rounded()) / 100
    return "\(tenths / 10).\(tenths % 10) %"
}

private func counted(_ count: Int64, _ noun: String) -> String {
    "\(count) \(noun)\(count == 1 ? "" : "s")"
}

extension String {
    fileprivate var capitalizedFirst: String { prefix(1).uppercased() + dropFirst() }
}
