import BusinessTime
import Catalog
import Foundation
import SLAEngine
import Testing

private func load(_ agreement: String, settings: String = "") throws -> Catalogue {
    try Catalogue.loaded(CatalogueFiles(["agreements/a.yaml": agreement, "slad.yaml": settings]))
}

private func findings(_ agreement: String) -> [String] {
    do {
        return try load(agreement).warnings.map(\.text)
    } catch {
        return (error as? CatalogueRefused)?.findings.map(\.text) ?? ["\(error)"]
    }
}

/// The smallest agreement, with more lines of its own.
private func agreement(_ lines: String) -> String {
    "agreement: a\nkind: sla\n\(lines)\nobjectives: [{objective: x, metric: resolution, target: 4h}]\n"
}

@Suite("Catalogue")
struct CatalogueTests {
    @Test("all has a default that may")
    func defaults() throws {
        let catalogue = try load(agreement(""))
        let objective = Objective(
            name: "x",
            metric: .resolution,
            target: TargetTable(.elapsed(.hours(4))),
            calendar: .always,
            warnings: [],
            ladder: [],
            onReopen: .resume,
            resumeWithin: .days(7)
        )
        let expected = Agreement(name: "a", match: .always, group: "sla", order: 0, objectives: [objective])
        #expect(catalogue.rules == Rules(statuses: .usual, agreements: [expected], tellWithin: .days(7)))
        #expect(catalogue.settings == DaemonSettings(maxFuture: .minutes(5), maxFutureReject: .days(7)))
        #expect(catalogue.warnings.isEmpty)
    }

    @Test("every key of an agreement reaches the engine")
    func everything() throws {
        let text = """
            agreement: gold
            kind: sla
            provider: support
            customer: gold customers
            owner: me
            match: {segment: gold}
            group: g
            order: 10
            plan: [one, two]
            objectives:
              - objective: first
                metric: first_response
                target: {by: priority, P1: 15m, 2: 1bh, P4: null, else: 4h}
                warn: [50%, 10m before]
                ladder: [2h after]
              - {objective: work, metric: agent_work, target: 1h, pause: [], on_reopen: ignore, resume_within: 1d}
            """
        let first = Objective(
            name: "first",
            metric: .firstResponse,
            target: TargetTable(
                attribute: "priority",
                rows: [
                    "P1": .elapsed(.minutes(15)), "2": .open(OpenTime(milliseconds: 3_600_000)), "P4": Amount?.none,
                ],
                otherwise: .amount(.elapsed(.hours(4)))
            ),
            warnings: [
                Threshold(point: .percent(50), text: "50%"),
                Threshold(point: .before(.elapsed(.minutes(10))), text: "10m before"),
            ],
            ladder: [Threshold(point: .after(.elapsed(.hours(2))), text: "2h after")]
        )
        let work = Objective(
            name: "work",
            metric: .resolution,
            target: TargetTable(.elapsed(.hours(1))),
            conditions: ClockConditions(pause: .never),
            onReopen: .ignore,
            resumeWithin: .days(1)
        )
        let expected = Agreement(
            name: "gold",
            kind: .sla,
            provider: "support",
            customer: "gold customers",
            owner: "me",
            match: .attribute("segment", isOneOf: ["gold"]),
            group: "g",
            order: 10,
            objectives: [first, work],
            plan: "one\ntwo"
        )
        #expect(try load(text).rules.agreements == [expected])
    }

    @Test(
        "a condition is read as it is written",
        arguments: [
            ("{}", .always),
            ("{a: b}", .attribute("a", isOneOf: ["b"])),
            ("{a: [b, no, 08, 1_0]}", .attribute("a", isOneOf: ["b", "no", "08", "1_0"])),
            ("{a: b, c: present}", .all([.attribute("a", isOneOf: ["b"]), .present("c")])),
            ("{a: absent}", .absent("a")),
            ("{a: \"absent\"}", .attribute("a", isOneOf: ["absent"])),
            ("{a: {not: b}}", .attributeIsNot("a", oneOf: ["b"])),
            ("{a: {not: [b, c]}}", .attributeIsNot("a", oneOf: ["b", "c"])),
            ("{a: {not: present}}", .absent("a")),
            ("{a: {not: {not: b}}}", .attribute("a", isOneOf: ["b"])),
            ("[{a: b}, {c: d}]", .any([.attribute("a", isOneOf: ["b"]), .attribute("c", isOneOf: ["d"])])),
            ("{all: [{a: b}, {a: present}]}", .all([.attribute("a", isOneOf: ["b"]), .present("a")])),
            ("{not: {a: b}}", .not(.attribute("a", isOneOf: ["b"]))),
            ("{not: [{a: b}]}", .not(.any([.attribute("a", isOneOf: ["b"])]))),
            ("{attribute: {event: b}}", .attribute("event", isOneOf: ["b"])),
            ("{attribute: {all: present, not: b}}", .all([.present("all"), .attribute("not", isOneOf: ["b"])])),
        ] as [(String, Condition)]
    )
    func condition(text: String, expected: Condition) throws {
        #expect(try load(agreement("match: \(text)")).rules.agreements.map(\.match) == [expected])
    }

    @Test(
        "a condition of a clock is read as it is written",
        arguments: [
            ("{event: payment-received}", [.event([.custom("payment-received")])]),
            ("{event: [replied, x]}", [.event([.replied, .custom("x")])]),
            ("{event: replied, by: agent}", [.all([.event([.replied]), .by([.agent])])]),
            ("{by: [customer, system]}", [.by([.customer, .system])]),
            ("{public: true}", [.isPublic(true)]),
            ("{public: false}", [.isPublic(false)]),
            ("{category: waiting_supplier}", [.category([.waitingSupplier])]),
            ("[{category: [open]}, {a: b}]", [.category([.open]), .attribute("a", isOneOf: ["b"])]),
            ("{not: {all: [{by: agent}, {not: {a: absent}}]}}", [.not(.all([.by([.agent]), .not(.absent("a"))]))]),
            ("{attribute: {event: party}}", [.attribute("event", isOneOf: ["party"])]),
            ("[]", []),
        ] as [(String, [Condition])]
    )
    func clockCondition(text: String, expected: [Condition]) throws {
        for key in ["stop", "restart", "cancel", "pause", "resume"] {
            let others = key == "resume" ? ", pause: {event: x}" : ""
            let objective = "{objective: x, metric: resolution, target: 4h, \(key): \(text)\(others)}"
            let conditions = try load("agreement: a\nkind: sla\nobjectives: [\(objective)]").rules.agreements.first?
                .objectives.first?.conditions
            let read = [
                "stop": conditions?.stop, "restart": conditions?.restart, "cancel": conditions?.cancel,
                "pause": conditions?.pause, "resume": conditions?.resume,
            ]
            #expect(read[key]??.conditions == expected, "\(key)")
        }
    }

    @Test("the six lines of a custom promise reach the engine")
    func custom() throws {
        let text = """
            agreement: factory
            kind: sla
            objectives:
              - objective: paid-orders-reach-the-factory
                metric: custom
                start: {event: payment-received}
                stop: {event: factory-order}
                target: 2h
                repeat: no
                grace: 5m
            """
        let expected = Objective(
            name: "paid-orders-reach-the-factory", metric: .custom, target: TargetTable(.elapsed(.hours(2))),
            conditions: ClockConditions(
                start: Trigger([.event([.custom("payment-received")])]),
                stop: Trigger([.event([.custom("factory-order")])])),
            repeats: false, grace: .minutes(5))
        #expect(try load(text).rules.agreements.first?.objectives == [expected])
    }

    @Test("what an agreement says of changes holds for objectives that say nothing")
    func rematch() throws {
        let text = """
            agreement: a
            kind: ola
            on_rematch: carry
            credit_pauses: no
            objectives:
              - {objective: x, metric: resolution, target: 4h}
              - {objective: y, metric: resolution, target: {at: promised}, on_rematch: retroactive, credit_pauses: yes}
              - {objective: z, metric: resolution, target: 4h, resume: status}
            """
        let agreement = try #require(load(text).rules.agreements.first)
        #expect(agreement.kind == .ola && agreement.group == "ola")
        #expect(agreement.objectives.map(\.onRematch) == [.carry, .retroactive, .carry])
        #expect(agreement.objectives.map(\.creditsPauses) == [false, true, false])
        #expect(agreement.objectives.map(\.messageEndsPause) == [true, true, false])
        #expect(agreement.objectives[1].target == TargetTable(promisedIn: "promised"))
    }

    @Test(
        "a version begins at an instant, or at midnight in the zone of the agreement's calendar",
        .enabled(if: hasZones, zonesMissing),
        arguments: [
            ("2026-07-01", "2026-06-30T12:00:00Z"), ("2027-01-01", "2026-12-31T11:00:00Z"),
            ("2026-07-01T00:00:00+02:00", "2026-06-30T22:00:00Z"),
        ])
    func version(written: String, instant: String) throws {
        let calendar = "calendar: a\ntime_zone: Pacific/Auckland\nhours: {mon-fri: 09:00-17:00}"
        let files = CatalogueFiles([
            "calendars/a.yaml": calendar,
            "agreements/a.yaml": agreement("calendar: a\neffective_from: \(written)\neffective_until: 2029-01-01"),
        ])
        let version = try #require(Catalogue.loaded(files).rules.agreements.first)
        #expect(version.effectiveFrom?.utcText == instant)
        #expect(version.effectiveUntil?.utcText == "2028-12-31T11:00:00Z")
    }

    @Test("the example of the contract has the values it says", .enabled(if: hasZones, zonesMissing))
    func example() throws {
        let folder = URL(filePath: #filePath).deletingLastPathComponent().appending(path: "good/full-example")
        let catalogue = try Catalogue.loaded(CatalogueFiles.read(directory: folder.path))
        let gold = try #require(catalogue.rules.agreements.first)
        let office = try #require(catalogue.calendars["berlin-office"])
        #expect(gold.effectiveFrom?.utcText == "2025-12-31T23:00:00Z")
        #expect(
            gold.match
                == .all([
                    .attribute("segment", isOneOf: ["gold"]), .attribute("type", isOneOf: ["incident", "request"]),
                ]))
        #expect(gold.order == 10 && gold.plan?.split(separator: "\n").count == 2)
        let first = Objective(
            name: "first-response", metric: .firstResponse,
            target: TargetTable(
                attribute: "priority",
                rows: ["P1": .elapsed(.minutes(15)), "P2": .open(OpenTime(milliseconds: 1 * 3_600_000))],
                otherwise: .amount(.open(OpenTime(milliseconds: 4 * 3_600_000)))),
            calendar: office,
            warnings: [
                Threshold(point: .percent(50), text: "50%"), Threshold(point: .percent(75), text: "75%"),
                Threshold(point: .before(.open(OpenTime(milliseconds: 30 * 60_000))), text: "30bm before"),
            ],
            ladder: [Threshold(point: .after(.open(OpenTime(milliseconds: 2 * 3_600_000))), text: "2bh after")])
        let resolution = Objective(
            name: "resolution", metric: .resolution, target: TargetTable(.businessDays(2)), calendar: office,
            conditions: ClockConditions(pause: Trigger([.category([.waitingCustomer])])))
        let factory = Objective(
            name: "paid-orders-reach-the-factory", metric: .custom, target: TargetTable(.elapsed(.hours(2))),
            calendar: office,
            conditions: ClockConditions(
                start: Trigger([.event([.custom("payment-received")])]),
                stop: Trigger([.event([.custom("factory-order")])])))
        #expect(gold.objectives == [first, resolution, factory])
        #expect(catalogue.rules.statuses.category(of: "On Hold") == .waitingSupplier)
    }

    @Test(
        "null has a meaning where a table says that there is no clock, and nothing else is guessed",
        arguments: [
            ("null", .noClock), ("~", .noClock), ("1h", .amount(.elapsed(.hours(1)))),
        ] as [(String, TargetTable.Choice)]
    )
    func otherwise(text: String, expected: TargetTable.Choice) throws {
        let text =
            "agreement: a\nkind: sla\nobjectives: [{objective: x, metric: resolution, target: {by: p, else: \(text)}}]"
        #expect(try load(text).rules.agreements.first?.objectives.first?.target.otherwise == expected)
    }

    @Test("a table without else leaves other values unmeasured")
    func unmeasured() throws {
        let text = "agreement: a\nkind: sla\nobjectives: [{objective: x, metric: resolution, target: {by: p, P1: 1h}}]"
        #expect(try load(text).rules.agreements.first?.objectives.first?.target.otherwise == .unmeasured)
    }

    @Test("the help desk's words take the place of the usual ones")
    func statuses() throws {
        let settings = """
            statuses: {open: no, waiting_customer: [On Hold], waiting_supplier: [], resolved: 1, closed: [x]}
            tell_within: 1h
            max_future: 1m
            max_future_reject: 1m
            """
        let catalogue = try load(agreement(""), settings: settings)
        #expect(catalogue.rules.statuses.category(of: "NO") == .open)
        #expect(catalogue.rules.statuses.category(of: "on hold") == .waitingCustomer)
        #expect(catalogue.rules.statuses.category(of: "1") == .resolved)
        #expect(catalogue.rules.statuses.category(of: "pending") == nil)
        #expect(catalogue.rules.tellWithin == .hours(1))
        #expect(catalogue.settings == DaemonSettings(maxFuture: .minutes(1), maxFutureReject: .minutes(1)))
    }

    @Test("how many of one kind are a storm is a whole number of 1 to 1000000, by default 50")
    func digestAbove() throws {
        #expect(try load(agreement("")).settings.digestAbove == 50)
        for (text, count) in [("1", 1), ("051", 51), ("1000000", 1_000_000)] {
            #expect(try load(agreement(""), settings: "digest_above: \(text)").settings.digestAbove == count)
        }
        for text in ["0", "-1", "1000001", "5.0", "1e3", "many", "", "[50]"] {
            #expect(throws: CatalogueRefused.self) { try load(agreement(""), settings: "digest_above: \(text)") }
        }
    }

    @Test("the spool has limits, each with a default")
    func spool() throws {
        let settings = "settle: 5s\nmax_file_size: 1MB\nmax_spool: 1GiB\nkeep_processed: 2d\nkeep_rejected: 1w"
        var expected = DaemonSettings.Spool()
        #expect(try load(agreement("")).settings.spool == expected)
        expected.settle = .seconds(5)
        expected.maxFileBytes = 1_000_000
        expected.maxSpoolBytes = 1 << 30
        expected.keepProcessed = .days(2)
        expected.keepRejected = .days(7)
        #expect(try load(agreement(""), settings: settings).settings.spool == expected)
    }

    @Test(
        "a plan is a text, a list of steps or a link",
        arguments: [
            ("call", "call"), ("[a, b]", "a\nb"), ("|\n  a\n  b", "a\nb\n"),
            ("https://example.com/x#y", "https://example.com/x#y"),
        ]
    )
    func plan(text: String, expected: String) throws {
        #expect(try load(agreement("plan: \(text)")).rules.agreements.first?.plan == expected)
    }

    @Test("nesting that no person writes is a finding and not a crash", arguments: ["[", "- ", "{a: ", "? ", "[? "])
    func nesting(unit: String) {
        #expect(findings(String(repeating: unit, count: 250_000)).count == 1)
    }

    @Test("mappings in mappings, each a space further in, are a finding and not a crash")
    func indentation() {
        #expect(findings((0..<1_400).map { String(repeating: " ", count: $0) + "a:\n" }.joined()).count == 1)
    }

    @Test("the deepest nesting that the parser takes is walked")
    func deep() {
        let text = "match: " + String(repeating: "[", count: 900) + "{a: b}" + String(repeating: "]", count: 900)
        #expect(findings(agreement(text)) == [])
    }

    @Test("aliases of aliases as a key are refused before the parser compares them")
    func keyBomb() {
        var text = "a0: &a0 [x, x]\n"
        for level in 1...40 { text += "a\(level): &a\(level) [*a\(level - 1), *a\(level - 1)]\n" }
        for key in ["*a40 : x\n", "? *a40\n", "[*a40]: x\n", "z: {? *a40}\n", "z: [*a40 : x]\n"] {
            #expect(findings(text + key).count == 1)
        }
        #expect(findings(text) != [])
    }

    @Test("as many values as the limit are walked, one more is a finding")
    func nodeLimit() {
        // The document, agreement and kind, match down to its list, objectives down to its three keys and values.
        let others = 1 + 4 + 4 + 3 + 6
        let words = (0..<(100_000 - others)).map { "v\($0)" }.joined(separator: ",")
        #expect(findings(agreement("match: {a: [\(words)]}")) == [])
        #expect(findings(agreement("match: {a: [\(words),more]}")).count == 1)
    }

    @Test("the limit is one for all files together, and told once")
    func nodeLimitOfAll() throws {
        let words = (0..<40_000).map { "v\($0)" }.joined(separator: ",")
        let text = "agreement: a\nkind: sla\nobjectives: [{objective: x, metric: resolution, target: 4h}]\nmatch: "
        let names = ["1", "2", "3", "4"]
        let files = CatalogueFiles(
            Dictionary(
                uniqueKeysWithValues: names.map { ("agreements/\($0).yaml", "\(text){a: [\(words)]}\norder: \($0)") }))
        let refused = try #require(throws: CatalogueRefused.self) { try Catalogue.loaded(files) }
        let ofLimit = refused.findings.filter { $0.what == "more than 100000 values in all files" }
        #expect(ofLimit.map(\.file) == ["agreements/3.yaml"])
    }

    @Test("a revision of the same files has the same rules")
    func stable() throws {
        let files = CatalogueFiles(["agreements/a.yaml": agreement("order: 3"), "slad.yaml": "tell_within: 1d"])
        let again = try CatalogueFiles(encoded: files.encoded())
        #expect(try Catalogue.loaded(files) == Catalogue.loaded(again))
    }
}
