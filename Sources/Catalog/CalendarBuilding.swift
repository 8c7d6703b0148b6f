import BusinessTime

/// Joins the calendars that were read with those they extend, their zones and their `.ics` files.
struct CalendarBuilding {
    let files: CatalogueFiles
    let zones: UsedZones
    let indexed: (from: Timestamp, to: Timestamp)
    let now: Timestamp
    private(set) var known = KnownCalendars()
    private(set) var findings: Set<Finding> = []
    private var drafts: [String: CalendarDraft] = [:]

    init(files: CatalogueFiles, zones: ZoneData, indexed: (from: Timestamp, to: Timestamp), now: Timestamp) {
        self.files = files
        self.zones = UsedZones(zones)
        self.indexed = indexed
        self.now = now
    }

    /// - Parameter isIncomplete: there are calendars whose names could not be read.
    mutating func build(_ drafts: [CalendarDraft], isIncomplete: Bool) {
        known.isIncomplete = isIncomplete
        for draft in drafts { add(draft) }
        for draft in self.drafts.values {
            guard let name = draft.name else { continue }
            known.entries[name] = .some(entry(draft))
        }
    }

    private mutating func add(_ draft: CalendarDraft) {
        guard let name = draft.name else {
            known.isIncomplete = true
            return
        }
        guard let first = drafts[name] else {
            drafts[name] = draft
            return
        }
        report(
            .error, draft, at: draft.namePlace,
            "the calendar \(quoted(name)) stands twice, first at \(first.file):\(first.namePlace.line)",
            hint: "give it another name")
    }

    /// - Returns: nil where something it is made of has an error.
    private mutating func entry(_ draft: CalendarDraft) -> KnownCalendars.Entry? {
        guard let chain = chain(of: draft) else { return nil }
        let zone = chain.first { $0.zone != nil }.flatMap { self.zone(of: $0) }
        // Read in any case, so that all findings come at once.
        let layers = chain.flatMap { [$0.layer] + icsLayers(of: $0, zone: zone ?? .utc) }
        guard chain.allSatisfy(\.isSound), let name = draft.name, let zone,
            let hours = chain.lazy.compactMap(\.hours).first
        else { return nil }
        let definition = CalendarDefinition(name: name, zone: zone, weekly: hours, layers: layers)
        let calendar = BusinessCalendar(definition, indexedFrom: indexed.from, to: indexed.to)
        return KnownCalendars.Entry(calendar: calendar, isNeverOpen: isNeverOpen(calendar, draft))
    }

    private mutating func isNeverOpen(_ calendar: BusinessCalendar, _ draft: CalendarDraft) -> Bool {
        guard calendar.openTime(from: now, to: now + .days(5 * 365)) == .zero else { return false }
        report(
            .warning, draft, at: draft.namePlace, "\(quoted(calendar.name)) has no open time in the next 5 years",
            hint: "write its hours, unless it is meant to be closed; no objective can count on it")
        return true
    }
}

// Calendars that are built on another.
extension CalendarBuilding {
    /// The calendar, the one it extends, and so on; nil where one of them is not there.
    private mutating func chain(of draft: CalendarDraft) -> [CalendarDraft]? {
        var chain = [draft]
        while let base = chain[chain.count - 1].extends {
            let last = chain[chain.count - 1]
            guard let next = drafts[base.text] else {
                unknown(base, last)
                return nil
            }
            guard !chain.contains(where: { $0.name == next.name }) else {
                // Those that only lead into the circle are not to blame.
                if next.name == draft.name { circle(chain, back: base) }
                return nil
            }
            chain.append(next)
        }
        return chain
    }

    private mutating func unknown(_ base: CalendarDraft.Word, _ draft: CalendarDraft) {
        guard base.text != BusinessCalendar.always.name else {
            return report(
                .error, draft, at: base.place, "always has no zone and no hours that could be extended",
                hint: "leave extends out, and write hours: {mon-sun: 00:00-24:00} with a time_zone")
        }
        guard !known.isIncomplete else { return }
        let names = drafts.keys.filter { $0 != draft.name }.sorted()
        report(
            .error, draft, at: base.place, "there is no calendar \(quoted(base.text)) to extend",
            hint: names.isEmpty ? "write it into the folder calendars" : didYouMean(base.text, among: names))
    }

    private mutating func circle(_ chain: [CalendarDraft], back: CalendarDraft.Word) {
        let way = (chain.compactMap(\.name) + [back.text]).joined(separator: " -> ")
        report(
            .error, chain[0], at: chain[0].extends?.place ?? chain[0].namePlace,
            "this calendar extends itself: \(way)", hint: "let one of them stand alone")
    }

    private mutating func report(
        _ severity: Finding.Severity, _ draft: CalendarDraft, at place: Place, _ what: String, hint: String
    ) {
        findings.insert(Finding(severity, file: draft.file, at: place, what: what, hint: hint))
    }
}

// Zones and .ics files.
extension CalendarBuilding {
    private mutating func zone(of draft: CalendarDraft) -> Zone? {
        guard let word = draft.zone else { return nil }
        do {
            let zone = try zones.zone(named: word.text)
            if isFixedOffset(zone) {
                report(
                    .warning, draft, at: word.place, "\(quoted(word.text)) is a fixed offset without summer time",
                    hint: "write the zone of a place, such as Europe/Berlin")
            }
            return zone
        } catch {
            report(.error, draft, at: word.place, error.what, hint: error.hint)
            return nil
        }
    }

    /// Such as Etc/GMT+1; places without summer time have had other offsets once, and UTC is what it says.
    private func isFixedOffset(_ zone: Zone) -> Bool {
        ["EST", "MST", "HST"].contains(zone.name)
            || zone.offsetSeconds(at: now) != 0 && zone.transitions(from: .year1800, to: now).isEmpty
    }

    private mutating func icsLayers(of draft: CalendarDraft, zone: Zone) -> [CalendarLayer] {
        var layers: [CalendarLayer] = []
        for word in draft.icsFiles {
            let candidates = ICSPath.candidates(word.text).compactMap { path in files.files.first { $0.path == path } }
            if let file = candidates.first {
                layers.append(icsLayer(file, zone: zone))
            } else {
                report(
                    .error, draft, at: word.place,
                    "cannot read \(quoted(word.text)): \(files.missing[word.text] ?? "it is not there")",
                    hint: "the path counts from the configuration directory")
            }
        }
        return layers
    }

    private mutating func icsLayer(_ file: CatalogueFiles.File, zone: Zone) -> CalendarLayer {
        let reader = ICSReader(file: file.path, zone: zone) { [zones] in try? zones.zone(named: $0) }
        let made = ICSLayer(file.bytes, reader: reader, zone: zone, now: now, end: indexed.to)
        findings.formUnion(made.findings)
        return made.layer
    }
}

extension Timestamp {
    /// Before anybody kept time by a zone.
    fileprivate static let year1800 = Timestamp(millisecondsSinceEpoch: -5_364_662_400_000)
}
