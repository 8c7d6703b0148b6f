@testable import BusinessTime

/// The slow and obvious way: looks at every minute (or second) of a span and asks the definition's own words whether it
/// is open.
///
/// It knows nothing of civil edges and their instants. What decides is how far the civil clock has come: an edge has
/// been reached as soon as the clock showed it or jumped over it, and a clock that goes back reaches nothing again.
struct StepWalk {
    let from: Timestamp
    /// In milliseconds.
    let step: Int64
    private(set) var isOpen: [Bool] = []
    /// Open milliseconds before each step, and at the end those of all.
    private(set) var before: [Int64] = [0]
    /// The civil date of the hours in force at each step, as days since 1970-01-01.
    private(set) var dates: [Int] = []
    /// The next step at which it is open if it is not, or the other way round.
    private var nextChange: [Int] = []

    var to: Timestamp { from + ElapsedTime(milliseconds: Int64(isOpen.count) * step) }

    /// - Parameter from: a whole step of UTC.
    init(_ definition: CalendarDefinition, from: Timestamp, steps: Int, stepSeconds: Int) {
        self.from = from
        step = Int64(stepSeconds) * 1_000
        var reached = Int64.min
        var date: (day: Int, isOpen: [Bool]) = (.min, [])
        // No clock goes back by more than a day.
        let warmUp = 2 * 86_400 / stepSeconds
        for number in -warmUp..<steps {
            let moment = from + ElapsedTime(milliseconds: Int64(number) * step)
            let civil = moment.millisecondsSinceEpoch / 1_000 + Int64(definition.zone.offsetSeconds(at: moment))
            reached = max(reached, civil)
            guard number >= 0 else { continue }
            let day = Int(reached.quotientRoundedDown(by: 86_400))
            if day != date.day { date = (day, StepWalk.words(of: definition, on: day, stepSeconds)) }
            let open = date.isOpen[Int(reached - Int64(day) * 86_400) / stepSeconds]
            isOpen.append(open)
            dates.append(day)
            before.append((before.last ?? 0) + (open ? step : 0))
        }
        nextChange = [Int](repeating: steps, count: steps)
        for place in stride(from: steps - 2, through: 0, by: -1) {
            nextChange[place] = isOpen[place] == isOpen[place + 1] ? nextChange[place + 1] : place + 1
        }
    }

    /// The open milliseconds from the beginning to an instant.
    func open(until moment: Timestamp) -> Int64 {
        let place = place(of: moment)
        let rest = (moment - from).milliseconds - Int64(place) * step
        return before[place] + (place < isOpen.count && isOpen[place] ? rest : 0)
    }

    func openTime(from: Timestamp, to: Timestamp) -> Int64 {
        from < to ? open(until: to) - open(until: from) : 0
    }

    /// The first step before which the amount is used up, less what is too much; nil where the walk ends first.
    func deadline(after start: Timestamp, open: Int64) -> Timestamp? {
        guard open > 0 else { return start }
        let wanted = self.open(until: start) + open
        var (low, high) = (place(of: start), before.count)
        while low < high {
            let middle = (low + high) / 2
            if before[middle] < wanted { low = middle + 1 } else { high = middle }
        }
        guard low < before.count else { return nil }
        return moment(low) - ElapsedTime(milliseconds: before[low] - wanted)
    }

    /// The first instant at or after another at which it is open, or closed; nil where the walk ends first.
    func first(_ wanted: Bool, atOrAfter moment: Timestamp) -> Timestamp? {
        let here = place(of: moment)
        guard here < isOpen.count else { return nil }
        let found = isOpen[here] == wanted ? here : nextChange[here]
        return found < isOpen.count ? max(self.moment(found), moment) : nil
    }

    func place(of moment: Timestamp) -> Int { Int((moment - from).milliseconds / step) }

    func moment(_ place: Int) -> Timestamp { from + ElapsedTime(milliseconds: Int64(place) * step) }
}

// The words of the definition, time by time.
extension StepWalk {
    /// Whether each step of a date is open.
    static func words(of definition: CalendarDefinition, on day: Int, _ stepSeconds: Int) -> [Bool] {
        let today = said(of: day, by: definition)
        let yesterday = said(of: day - 1, by: definition)
        let weekday = ((day + 3) % 7 + 7) % 7
        return stride(from: 0, to: 86_400, by: stepSeconds).map { time in
            if today.closed.contains(where: { $0.holds(time) }) { return false }
            if let hours = today.hours { return hours.contains { $0.holds(time) } }
            return definition.weekly[weekday].contains { $0.holds(time) }
                || (yesterday.hours ?? []).contains { $0.holds(time + 86_400) }
        }
    }

    /// What replaces the weekday's hours of a date, none for a holiday; and what is closed all the same.
    private static func said(
        of day: Int, by definition: CalendarDefinition
    ) -> (hours: [CivilInterval]?, closed: [CivilInterval]) {
        let date = CivilDate(daysSinceEpoch: day)
        var closed: [CivilInterval] = []
        for layer in definition.layers {
            if let special = layer.specialHours[date] { return (special.intervals, closed) }
            if let special = layer.yearlySpecialHours[MonthDay(date)] { return (special.intervals, closed) }
            if layer.holidays[date] != nil || layer.yearlyHolidays[MonthDay(date)] != nil { return ([], closed) }
            closed += (layer.closures[date] ?? []).flatMap(\.intervals)
        }
        return (nil, closed)
    }
}

extension CivilInterval {
    fileprivate func holds(_ time: Int) -> Bool { open <= time && time < close }
}
