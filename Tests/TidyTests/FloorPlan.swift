/// Which module may import which: imports point down, and rooms on one floor never see each other.
enum FloorPlan {
    /// The floors from the ground up; some rooms are still to be built.
    static let floors: [Set<String>] = [
        ["BusinessTime", "CSystemd", "CLinux", "CSimdJSON", "CICal", "CZlib"],
        ["SLAEngine"],
        ["Compliance"],
        ["Catalog", "EventFormat", "Inbox", "Ledger", "Control", "Systemd"],
        ["Monitor", "Scenario", "Report"],
        ["slad", "slactl"],
    ]

    /// Modules of other projects, and the only targets that may import them.
    static let guests: [String: Set<String>] = [
        "HeapModule": ["SLAEngine", "Compliance", "Ledger"],
        "Yams": ["Catalog"],
        "GRDB": ["Ledger"],
        "GRDBSQLite": ["Ledger"],
        "ArgumentParser": ["slad", "slactl"],
    ]

    /// C libraries with one importer each.
    static let rims: [String: String] = [
        "CSystemd": "Systemd", "CSimdJSON": "EventFormat", "CICal": "Catalog", "CZlib": "Inbox",
    ]

    /// What comes with the system.
    ///
    /// It has files, clocks and queues; the pure floors 0 to 2 import none of it.
    static let system: Set<String> = [
        "Foundation", "FoundationEssentials", "Dispatch", "Glibc", "Musl", "Synchronization",
    ]

    static let lowestImpureFloor = 3

    static func floor(of target: String) -> Int? {
        floors.firstIndex { $0.contains(target) }
    }

    /// Why a target may not import a module; nil if it may.
    static func objection(to module: String, in target: String) -> String? {
        guard let floor = floor(of: target) else { return "\(target) has no place in the floor plan" }
        if system.contains(module) {
            return floor < lowestImpureFloor ? "\(target) is pure and may not import \(module)" : nil
        }
        if let hosts = guests[module] {
            return hosts.contains(target) ? nil : "\(module) is imported by \(hosts.sorted()) alone, not by \(target)"
        }
        guard let below = Self.floor(of: module) else { return "\(target) imports \(module), which nobody knows" }
        if below >= floor { return "\(target) on floor \(floor) may not import \(module) on floor \(below)" }
        if let rim = rims[module], rim != target { return "\(module) is imported by \(rim) alone, not by \(target)" }
        return nil
    }

    /// The modules that a Swift text imports, with the lines on which it does.
    static func imports(in text: String) throws -> [Match] {
        try matches(
            of: #"^[ \t]*(?:@\w+(?:\([^)]*\))?[ \t]+)*(?:(?:public|package|internal|fileprivate|private)[ \t]+)?"#
                + #"import[ \t]+(?:(?:struct|class|enum|protocol|func|var|let|typealias)[ \t]+)?(\w+)"#,
            in: codeOnly(text)
        )
    }
}
