import Testing

/// The manual pages against the sources, as texts.
@Suite("The manual pages")
struct ManualTests {
    @Test("the journal's fields are those that the sources write")
    func fields() throws {
        let written = try words(#""((?:SLA_[A-Z_]+|DOCUMENTATION))""#, below: "Sources/Monitor")
        let described = try words(#"\*(SLA_[A-Z_]+|DOCUMENTATION)\*"#, below: "docs/slad-journal.7.scd")
        #expect(described == written)
    }

    @Test("every option of the commands is described")
    func options() throws {
        for (sources, page) in [("Sources/slad", "docs/slad.8.scd"), ("Sources/slactl", "docs/slactl.1.scd")] {
            let declared = try options(below: sources)
            let described = try words(#"\*--([a-z-]+)\*"#, below: page)
            #expect(declared.subtracting(described) == [], "\(page)")
            #expect(described.subtracting(declared) == ["version", "help"], "\(page)")
        }
    }

    @Test("every exit status of the daemon is described")
    func exitStatus() throws {
        let numbers = try words(#"^[ ]+case \w+ = (\d+)$"#, below: "Sources/Monitor/ExitStatus.swift")
        #expect(!numbers.isEmpty)
        #expect(try words(#"^\*(\d+)\*$"#, below: "docs/slad.8.scd") == numbers)
        #expect(try words(#"^\| (\d+) \|"#, below: "README.md").isSuperset(of: numbers))
    }

    @Test("every page that a page refers to is there")
    func references() throws {
        let there = try Set(Repository.names(in: "docs").compactMap { $0.hasSuffix(".scd") ? $0.dropLast(4) : nil })
        let named = try words(#"\*(sla[a-z-]+\*\(\d)\)"#, below: "docs").map { $0.replacing("*(", with: ".") }
        #expect(!named.isEmpty)
        #expect(Set(named).subtracting(there.map(String.init)) == [])
    }

    /// The long names of options and flags: one that is written out, else that of the variable.
    private func options(below path: String) throws -> Set<String> {
        let declarations = try Repository.files(below: path).flatMap {
            try matches(of: #"(?s)@(?:Option|Flag)\(.*?\)\n[ ]+var (\w+)"#, in: $0.text)
        }
        return try Set(
            declarations.map { declaration in
                try matches(of: #"customLong\("([a-z-]+)"\)"#, in: declaration.text).first?.group ?? declaration.group
            })
    }

    private func words(_ pattern: String, below path: String) throws -> Set<String> {
        Set(try Repository.files(below: path).flatMap { try matches(of: pattern, in: $0.text).map(\.group) })
    }
}
