/// Something that must not stand in the source.
struct Rule: Sendable {
    var reason: String
    /// A regular expression.
    var pattern: String
    /// Comments and string literals are exempt.
    var inCode = true
    /// Targets to which it does not apply.
    var exempt: Set<String> = []

    /// Every place below a directory where it is broken.
    func findings(in files: [SourceFile]) throws -> [String] {
        try files.filter { !exempt.contains($0.target) }
            .flatMap { try $0.findings(of: pattern, inCode: inCode) }
            .map { "\($0)  (\(reason))" }
    }
}

extension Rule {
    /// What no file of Sources holds.
    static let sources: [Rule] = [
        Rule(reason: "an error is handled or thrown on", pattern: #"\btry!"#),
        Rule(reason: "a cast can fail", pattern: #"\bas!"#),
        Rule(reason: "the compiler checks concurrency", pattern: #"@unchecked\b"#),
        Rule(reason: "the compiler checks concurrency", pattern: #"\bnonisolated\(unsafe\)"#),
        Rule(reason: "precondition with a sentence, for programmers' errors only", pattern: #"\bfatalError\("#),
        Rule(
            reason: "package access, nothing public",
            pattern:
                #"\b(?:public|open)[ \t]+(?:\w+[ \t]+)*(?:import|struct|class|enum|actor|protocol|extension|func|var|"#
                + #"let|init|subscript|typealias|static)\b"#
        ),
        Rule(
            reason: "libraries are quiet",
            pattern: #"(?<![.\w])(?:print|debugPrint|dump)\("#,
            exempt: ["slad", "slactl"]
        ),
        Rule(reason: "what is to be done is an issue", pattern: #"\b(?:TODO|FIXME|XXX)\b"#, inCode: false),
        Rule(reason: "nothing waits by sleeping", pattern: #"(?<![.\w])(?:u|nano)?sleep\(|\bTask\.sleep\b"#),
        Rule(
            reason: "from its first use on libdispatch wakes an idle daemon once a second",
            pattern: #"\bDispatchQueue\.(?:global|concurrentPerform)\b|(?<![.\w])Task(?:\.detached)?[ ]*[({]"#
                + #"|\bAsyncParsableCommand\b"#,
            exempt: ["slactl"]
        ),
        Rule(reason: "no global mutable state", pattern: #"^(?:(?:package|internal|private|fileprivate)[ ]+)?var\b"#),
        Rule(
            reason: "no global mutable state",
            pattern: #"\bstatic[ ]+var[ ]+\w+(?:[ ]*:[^={\n]+)?[ ]*=|\bstatic[ ]+var[ ]+\w+[ ]*:[^={\n]+$"#
        ),
    ]

    /// What no test holds.
    static let tests: [Rule] = [
        Rule(reason: "a manual clock, never a sleep", pattern: #"(?<![.\w])(?:u|nano)?sleep\(|\bTask\.sleep\b"#),
        Rule(reason: "a manual clock, never a sleep", pattern: #"\bThread\.sleep\b"#),
        Rule(reason: "Swift Testing", pattern: #"\bimport[ \t]+XCTest\b"#),
    ]

    /// What stands nowhere, not even in a text.
    static let everywhere: [Rule] = [
        Rule(
            reason: "a path of one machine",
            pattern: #"(?:^|[\s"'`=(:])/(?:root|home|work|Users)/\w+"#,
            inCode: false
        ),
        Rule(reason: "only .ci/run knows what lies beside the checkout", pattern: #"\.\./shared\b"#, inCode: false),
    ]
}
