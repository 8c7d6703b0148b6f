import BusinessTime
import Catalog
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

    @Test("a revision of the same files has the same rules")
    func stable() throws {
        let files = CatalogueFiles(["agreements/a.yaml": agreement("order: 3"), "slad.yaml": "tell_within: 1d"])
        let again = try CatalogueFiles(encoded: files.encoded())
        #expect(try Catalogue.loaded(files) == Catalogue.loaded(again))
    }
}
