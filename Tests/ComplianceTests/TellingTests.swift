import BusinessTime
import Compliance
import SLATesting
import Testing

@Suite("What is told of a window")
struct TellingTests {
    private let noon = Timestamp(play: "12:00")

    @Test("misses left are told once, when they reach the number")
    func missesLeft() throws {
        var desk = Desk(try .sample())
        desk.put(39, "met", .met(noon))
        desk.put("a", .sample(.missed(noon)))
        // 2 of 40 are allowed: one is left.
        #expect(desk.tell(at: noon) == ["misses-left 1"])
        #expect(desk.news.first?.figures.missesLeft == 1)
        desk.put("b", .sample(.missed(noon)))
        #expect(desk.tell(at: noon) == [])
        #expect(desk.figures.missesLeft == 0)
    }

    @Test("a goal may ask to be told earlier")
    func earlier() throws {
        var desk = Desk(try .sample { $0.missesLeft = 3 })
        desk.put(99, "met", .met(noon))
        desk.put("a", .sample(.missed(noon)))
        #expect(desk.tell(at: noon) == [])
        desk.put("b", .sample(.missed(noon)))
        #expect(desk.tell(at: noon) == ["misses-left 1"])
    }

    @Test("the first few tickets of a window, of which none may be missed, are no news")
    func firstFew() throws {
        var desk = Desk(try .sample())
        desk.put(18, "met", .met(noon))
        #expect(desk.tell(at: noon) == [])
        desk.put("a", .sample(.missed(noon)))
        #expect(desk.figures.missesLeft == -1)
        #expect(desk.tell(at: noon) == [])
        desk.put("b", .sample(.open(noon + .hours(1))))
        #expect(desk.tell(at: noon) == ["misses-left 1"])
    }

    @Test("where fewer are expected than the minimum, so many are enough")
    func lowVolume() throws {
        var desk = Desk(try .sample(90_000) { $0.expected = 10 })
        desk.put(9, "met", .met(noon))
        desk.put("a", .sample(.missed(noon)))
        #expect(desk.tell(at: noon) == ["misses-left 1"])
    }

    @Test("lost is told once, and then neither what leads there nor lost again at the end")
    func lost() throws {
        var desk = Desk(try .sample { $0.expected = 50 })
        desk.put(37, "met", .met(noon))
        desk.put(8, "missed", .missed(noon))
        #expect(desk.tell(at: noon) == ["lost 1"])
        desk.put("late", .sample(.missed(noon)))
        #expect(desk.tell(at: noon) == [])
        #expect(desk.tell(at: Timestamp(play: "+1/00:00")) == ["window 1"])
        #expect(desk.tell(at: Timestamp(play: "+3/00:00")) == [])
    }

    @Test("behind is not lost while as many as yesterday may still come")
    func expected() throws {
        var desk = Desk(try .sample(), at: .playDay - .days(2))
        desk.put("before", .sample(.met(.playDay - .days(2))))
        desk.put(100, "yesterday", .met(.playDay - .hours(12)))
        _ = desk.tell(at: .playDay)
        desk.put(57, "met", .met(noon))
        desk.put(3, "missed", .missed(noon))
        #expect(desk.tell(at: noon) == ["misses-left 1"])
        // Of 100, 5 may be missed, and of 61 the sixth is one too many.
        desk.put("a", .sample(.missed(noon)))
        #expect(desk.figures.expected == 100 && desk.figures.isBehind && !desk.figures.isLost)
        desk.put(2, "more", .missed(noon))
        #expect(desk.figures.meetsNeeded == 57)
        #expect(desk.tell(at: noon) == ["lost 1"])
    }

    @Test("a late verdict of yesterday changes what is expected today, and may show at once that today is lost")
    func expectedLater() throws {
        var desk = Desk(try .sample(), at: .playDay - .days(2))
        desk.put("before", .sample(.met(.playDay - .days(2))))
        desk.put(100, "yesterday", .met(.playDay - .hours(12)))
        _ = desk.tell(at: .playDay)
        desk.put(30, "met", .met(noon))
        desk.put(4, "missed", .missed(noon))
        #expect(desk.tell(at: noon) == ["misses-left 1"])
        // It was another day's: 61 are expected instead of 100.
        for index in 0..<39 { desk.put("yesterday-\(index)", .sample(.met(.playDay - .hours(40)))) }
        #expect(desk.figures.expected == 61)
        #expect(desk.tell(at: noon) == ["lost 1"])
    }

    @Test("a day that a clock ahead of its time told is watched on, and judged again when it is over")
    func clockAhead() throws {
        var desk = Desk(try .sample())
        desk.put(39, "met", .met(noon))
        #expect(desk.tell(at: Timestamp(play: "+1/06:00")) == ["window 1"])
        desk.put("a", .sample(.missed(noon)))
        #expect(desk.tell(at: noon) == ["misses-left 1"])
        desk.put(9, "missed", .missed(noon))
        _ = desk.tell(at: noon)
        #expect(desk.tell(at: Timestamp(play: "+1/00:00")) == ["corrected 1"])
    }

    @Test("what only a part of was seen says nothing of what to expect")
    func partial() throws {
        var desk = Desk(try .sample(), at: .playDay)
        desk.put(5, "yesterday", .met(.playDay - .hours(12)))
        #expect(desk.figures.expected == nil)
    }

    @Test("a window is told at its end, with its result, and lost first if it is below its goal")
    func ended() throws {
        var desk = Desk(try .sample())
        desk.put(10, "met", .met(noon))
        #expect(desk.tell(at: Timestamp(play: "23:59:59")) == [])
        #expect(desk.book.nextWakeup == Timestamp(play: "+1/00:00"))
        #expect(desk.tell(at: Timestamp(play: "+1/00:00")) == ["window 1"])
        #expect(desk.news.last?.at == Timestamp(play: "+1/00:00"))
        #expect(desk.news.last?.key.text == "gold%2Fresponse/2026-11-02/window/1")
        desk.put(10, "met", .met(Timestamp(play: "+1/12:00")))
        desk.put("a", .sample(.missed(Timestamp(play: "+1/12:00"))))
        #expect(desk.tell(at: Timestamp(play: "+2/00:00")) == ["corrected 1", "lost 1", "window 1"])
    }

    @Test("it waits for the goal's settling time, in which nothing else is told")
    func settle() throws {
        var desk = Desk(try .sample { $0.settle = .hours(6) })
        desk.put(10, "met", .met(noon))
        desk.put("a", .sample(.missed(noon)))
        #expect(desk.tell(at: Timestamp(play: "+1/00:00")) == [])
        #expect(desk.figures.counted == Tally())
        // A late event shows that it was in time.
        desk.put("a", .sample(.met(noon)))
        #expect(desk.tell(at: Timestamp(play: "+1/05:59:59")) == [])
        #expect(desk.tell(at: Timestamp(play: "+1/06:00")) == ["window 1"])
    }

    @Test("what moves its result across the goal later is told once as corrected, and what does not is not")
    func corrected() throws {
        var desk = Desk(try .sample())
        desk.put(19, "met", .met(noon))
        desk.put("a", .sample(.missed(noon)))
        let end = Timestamp(play: "+1/00:00")
        _ = desk.tell(at: end)
        desk.put("b", .sample(.met(noon)))
        #expect(desk.tell(at: end) == [])
        desk.put("c", .sample(.missed(noon)))
        #expect(desk.tell(at: end + .hours(1)) == ["corrected 1"])
        #expect(desk.news.last?.refersTo == "gold%2Fresponse/2026-11-02/window/1")
        #expect(desk.news.last?.before == Tally(met: 19, missed: 1))
        #expect(desk.news.last?.figures.counted == Tally(met: 20, missed: 2))
        #expect(desk.tell(at: end + .hours(2)) == [])
        desk.put("c", .sample(.met(noon)))
        #expect(desk.tell(at: end + .hours(3)) == [])
        desk.put("c", .sample(.missed(noon)))
        #expect(desk.tell(at: end + .hours(4)) == [])
    }

    @Test("a window that was told is not judged again by another share")
    func otherShare() throws {
        var desk = Desk(try .sample())
        desk.put(19, "met", .met(noon))
        desk.put("a", .sample(.missed(noon)))
        _ = desk.tell(at: Timestamp(play: "+1/00:00"))
        var other = Desk(try .sample(99_000), at: Timestamp(play: "+1/00:00"), told: desk.news.map(\.told))
        other.put(19, "met", .met(noon))
        other.put("a", .sample(.missed(noon)))
        #expect(other.tell(at: Timestamp(play: "+1/01:00")) == [])
    }

    @Test("a new version of a goal judges the windows that begin under it, and no others")
    func versions() throws {
        let turn = Timestamp(play: "+1/12:00")
        let old = try Goal.sample { $0.until = turn }
        let new = try Goal.sample(50_000) { $0.from = turn }
        var desk = Desk(old, new)
        for day in 0...2 {
            desk.put("met-\(day)", .sample(.met(noon + .days(Int64(day)))))
            desk.put("missed-\(day)", .sample(.missed(noon + .days(Int64(day)))))
        }
        #expect(desk.tell(at: Timestamp(play: "+2/00:00")) == ["lost 1", "window 1", "lost 1", "window 1"])
        #expect(desk.tell(at: Timestamp(play: "+3/00:00")) == ["window 1"])
        var again = Desk(old, new, at: desk.book.now, told: desk.news.map(\.told))
        for (name, cycles) in desk.tickets { again.put(name, cycles[0]) }
        #expect(again.tell(at: desk.book.now) == [])
    }

    @Test("what the ledger has as told is not told again after a restart")
    func restart() throws {
        for step in 0..<4 {
            var desk = Desk(try .sample())
            var keys: [String] = []
            for stage in 0..<4 {
                if stage == step { desk = restarted(desk, try .sample()) }
                if stage == 0 { desk.put(39, "met", .met(noon)) }
                if stage == 1 { desk.put("a", .sample(.missed(noon))) }
                if stage == 2 { desk.put(8, "b", .missed(noon)) }
                keys += desk.tell(at: stage == 3 ? Timestamp(play: "+1/00:00") : noon)
            }
            #expect(keys == ["misses-left 1", "burn 1", "lost 1", "window 1"], "restarted before stage \(step)")
        }
    }

    private func restarted(_ desk: Desk, _ goal: Goal) -> Desk {
        var new = Desk(goal, at: desk.book.now, told: desk.news.map(\.told))
        for (name, cycles) in desk.tickets {
            for cycle in cycles { new.put(name, cycle) }
        }
        return new
    }

    @Test("the burn alarm rings once a window, also among the first few")
    func burn() throws {
        var desk = Desk(try .sample())
        desk.put(2, "met", .met(noon))
        desk.put(2, "missed", .missed(noon))
        #expect(desk.tell(at: noon) == [])
        desk.put("a", .sample(.missed(noon)))
        #expect(desk.tell(at: noon) == ["burn 1"])
        desk.put("b", .sample(.missed(noon)))
        #expect(desk.tell(at: noon) == [])
        var quiet = Desk(try .sample { $0.level = nil })
        quiet.put(3, "missed", .missed(noon))
        #expect(quiet.tell(at: noon) == [])
    }

    @Test("a window of an old log is recorded, and told only in the summary")
    func old() throws {
        var desk = Desk(try .sample(), at: Timestamp(play: "+30/00:00"))
        desk.put(3, "missed", .missed(noon))
        desk.put("recent", .sample(.met(Timestamp(play: "+28/12:00"))))
        #expect(desk.tell(at: Timestamp(play: "+30/00:00")) == ["lost 1", "window 1", "window 1"])
        #expect(desk.news.map(\.isSummarised) == [true, true, false])
        desk.put(3, "missed", .met(noon))
        #expect(desk.tell(at: Timestamp(play: "+30/01:00")) == ["corrected 1"])
        #expect(desk.news.last?.isSummarised == true)
    }

    @Test("a window in which nothing could be measured is told, one in which nothing was is not")
    func unmeasured() throws {
        var desk = Desk(try .sample())
        desk.put("a", .sample(.unmeasured(noon, .openingNotSeen)))
        desk.put("gone", .sample(.met(noon)))
        desk.put("gone")
        #expect(desk.tell(at: Timestamp(play: "+1/00:00")) == ["window 1"])
        #expect(desk.news.last?.figures.isReached == nil)
        #expect(desk.news.last?.figures.tickets.share == Proportion(0, of: 1))
        #expect(desk.tell(at: Timestamp(play: "+2/00:00")) == [])
    }

    @Test("a rolling window is told below its goal once, and again only after it was back")
    func rolling() throws {
        var desk = Desk(try .rolling(over: .hours(24)) { $0.level = nil })
        desk.put(16, "met", .met(noon))
        desk.put(3, "missed", .missed(noon))
        // 3 of 19 are too many, but 19 are too few.
        #expect(desk.tell(at: noon) == [])
        desk.put("a", .sample(.met(noon)))
        #expect(desk.tell(at: noon) == ["below 1"])
        #expect(desk.news.last?.key.text == "gold%2Fresponse/1d/below/1")
        desk.put("b", .sample(.missed(noon)))
        #expect(desk.tell(at: noon + .hours(1)) == [])
        desk.put(20, "more", .met(noon + .hours(2)))
        #expect(desk.tell(at: noon + .hours(2)) == ["back 1"])
        desk.put(20, "bad", .missed(noon + .hours(3)))
        #expect(desk.tell(at: noon + .hours(3)) == ["below 2"])
        #expect(desk.tell(at: noon + .hours(4)) == [])
    }

    @Test("two spans under one name are told apart")
    func spans() throws {
        let short = try Goal.rolling(over: .hours(24)) { $0.level = nil }
        let long = try Goal.rolling(over: .hours(48)) { $0.level = nil }
        var desk = Desk(short, long)
        desk.put(20, "missed", .missed(noon))
        #expect(desk.tell(at: noon) == ["below 1", "below 1"])
        #expect(Set(desk.news.map(\.key.window)) == ["1d", "2d"])
        var again = Desk(short, long, at: noon, told: desk.news.map(\.told))
        again.put(20, "missed", .missed(noon))
        #expect(again.tell(at: noon) == [])
    }

    @Test("a verdict leaves a rolling window a span after its instant")
    func leaves() throws {
        var desk = Desk(try .rolling(over: .hours(24)) { $0.level = nil })
        desk.put(20, "met", .met(noon))
        desk.put(22, "later", .met(noon + .hours(1)))
        desk.put(4, "missed", .missed(noon + .hours(2)))
        #expect(desk.tell(at: noon + .hours(2)) == [])
        #expect(desk.book.nextWakeup.map { $0 <= noon + .hours(24) } ?? false)
        #expect(desk.tell(at: noon + .hours(24) - ElapsedTime(milliseconds: 1)) == [])
        // 4 of 26 are left.
        #expect(desk.tell(at: noon + .hours(24)) == ["below 1"])
        #expect(desk.figures.counted == Tally(met: 22, missed: 4))
        #expect(desk.tell(at: noon + .hours(27)) == [])
        #expect(desk.figures.counted == Tally())
    }
}
