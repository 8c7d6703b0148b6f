import Testing

@Suite("The floor plan")
struct FloorPlanTests {
    @Test("every directory of Sources has a place on a floor")
    func everyTargetHasAFloor() throws {
        #expect(try Repository.names(in: "Sources").filter { FloorPlan.floor(of: $0) == nil } == [])
    }

    @Test("imports point down")
    func importsPointDown() throws {
        var findings: [String] = []
        for file in try Repository.swiftFiles(below: "Sources") {
            for found in try FloorPlan.imports(in: file.text) {
                guard let objection = FloorPlan.objection(to: found.group, in: file.target) else { continue }
                findings.append("\(file.path):\(found.line): \(objection)")
            }
        }
        #expect(findings == [])
    }

    @Test(
        "an import that is allowed meets no objection",
        arguments: [
            ("SLAEngine", "BusinessTime"), ("SLAEngine", "HeapModule"), ("Catalog", "Yams"), ("Catalog", "Foundation"),
            ("Systemd", "CSystemd"), ("Inbox", "CLinux"), ("Monitor", "CLinux"), ("Monitor", "Dispatch"),
            ("Monitor", "Ledger"), ("slactl", "Catalog"), ("slad", "ArgumentParser"),
        ]
    )
    func allowed(target: String, module: String) {
        #expect(FloorPlan.objection(to: module, in: target) == nil)
    }

    @Test(
        "an import that is not allowed meets one",
        arguments: [
            ("BusinessTime", "SLAEngine"), ("BusinessTime", "Foundation"), ("BusinessTime", "HeapModule"),
            ("SLAEngine", "Dispatch"), ("Compliance", "Glibc"), ("Catalog", "EventFormat"), ("Ledger", "Inbox"),
            ("Monitor", "Report"), ("Monitor", "CSystemd"), ("Monitor", "GRDB"), ("slad", "slactl"),
            ("Inbox", "SwiftUI"), ("Cellar", "BusinessTime"),
        ]
    )
    func refused(target: String, module: String) {
        #expect(FloorPlan.objection(to: module, in: target) != nil)
    }

    @Test("every form of an import is seen, and none in a comment")
    func formsOfImports() throws {
        let text = """
            import One
            package import Two
            @preconcurrency internal import Three
            private import struct Four.Value
            @_spi(Inner) import func Five.read
            // import Six
            let text = "import Seven"
            """
        #expect(try FloorPlan.imports(in: text).map(\.group) == ["One", "Two", "Three", "Four", "Five"])
    }
}
