// swift-tools-version: 6.2
import PackageDescription

// The floors, from the bottom; imports point down, and rooms on one floor never see each other
// (docs/ARCHITECTURE.md). A new target needs a new external dependency or a new reason to be pure.

let settings: [SwiftSetting] = [
    // https://github.com/swiftlang/swift-evolution/blob/main/proposals/0335-existential-any.md
    .enableUpcomingFeature("ExistentialAny"),
    // https://github.com/swiftlang/swift-evolution/blob/main/proposals/0409-access-level-on-imports.md
    .enableUpcomingFeature("InternalImportsByDefault"),
    // https://github.com/swiftlang/swift-evolution/blob/main/proposals/0444-member-import-visibility.md
    .enableUpcomingFeature("MemberImportVisibility"),
    // https://github.com/swiftlang/swift-evolution/blob/main/proposals/0480-swiftpm-warning-control.md
    .treatAllWarnings(as: .error),
]

let collections: Target.Dependency = .product(name: "HeapModule", package: "swift-collections")
let arguments: Target.Dependency = .product(name: "ArgumentParser", package: "swift-argument-parser")

let package = Package(
    name: "slad",
    products: [
        .executable(name: "slad", targets: ["slad"]),
        .executable(name: "slactl", targets: ["slactl"]),
    ],
    dependencies: [
        .package(url: "https://github.com/apple/swift-argument-parser", exact: "1.8.2"),
        .package(url: "https://github.com/apple/swift-collections", exact: "1.6.0"),
        .package(url: "https://github.com/groue/GRDB.swift", exact: "7.10.0"),
        .package(url: "https://github.com/jpsim/Yams", exact: "6.2.2"),
    ],
    targets: [
        // Floor 0: pure time, and C at the rim.
        .target(name: "BusinessTime", swiftSettings: settings),
        // Without pkg-config, which would link two more libraries of libical that nothing here calls.
        .systemLibrary(name: "CICal", providers: [.apt(["libical-dev"])]),
        .target(name: "CLinux"),
        .target(name: "CSimdJSON", linkerSettings: [.linkedLibrary("simdjson")]),
        .systemLibrary(name: "CSystemd", pkgConfig: "libsystemd", providers: [.apt(["libsystemd-dev"])]),
        .systemLibrary(name: "CZlib", pkgConfig: "zlib", providers: [.apt(["zlib1g-dev"])]),

        // Floor 1: one ticket's events + rules + now -> clocks and what is to be told.
        .target(name: "SLAEngine", dependencies: ["BusinessTime", collections], swiftSettings: settings),

        // Floor 2: verdicts of many tickets + exclusions + now -> windows and what is to be told of them.
        .target(name: "Compliance", dependencies: ["BusinessTime", "SLAEngine"], swiftSettings: settings),

        // Floor 3: each knows one part of the outside world.
        .target(
            name: "Catalog",
            dependencies: [
                "BusinessTime", "CICal", "Compliance", "SLAEngine", .product(name: "Yams", package: "Yams"),
            ],
            swiftSettings: settings
        ),
        .target(name: "Control", dependencies: ["CLinux"], swiftSettings: settings),
        .target(
            name: "EventFormat", dependencies: ["BusinessTime", "SLAEngine", "CSimdJSON"], swiftSettings: settings),
        .target(name: "Inbox", dependencies: ["CLinux", "CZlib"], swiftSettings: settings),
        .target(
            name: "Ledger",
            dependencies: [
                "BusinessTime", "Compliance", "SLAEngine", .product(name: "GRDB", package: "GRDB.swift"),
                .product(name: "GRDBSQLite", package: "GRDB.swift"), collections,
            ],
            swiftSettings: settings
        ),
        .target(name: "Systemd", dependencies: ["CSystemd"], swiftSettings: settings),

        // Floor 4: sequences of events beside the loop, for replays and plans; pure.
        .target(name: "Scenario", dependencies: ["BusinessTime", "SLAEngine"], swiftSettings: settings),

        // Floor 4: the loop that joins them, and figures for people and programs.
        .target(
            name: "Monitor",
            dependencies: [
                "BusinessTime", "SLAEngine", "Compliance", "Catalog", "Control", "EventFormat", "Inbox", "Ledger",
                "Systemd", "CLinux",
            ],
            swiftSettings: settings
        ),

        .target(name: "Report", dependencies: ["BusinessTime", "SLAEngine", "Compliance"], swiftSettings: settings),

        // Floor 5: the daemon and the operator's command.
        .executableTarget(name: "slad", dependencies: ["Monitor", "Systemd", arguments], swiftSettings: settings),
        .executableTarget(
            name: "slactl",
            dependencies: [
                "BusinessTime", "Catalog", "CLinux", "Compliance", "Control", "EventFormat", "Ledger", "Monitor",
                "Report", "SLAEngine", "Scenario", "Systemd", arguments,
            ],
            swiftSettings: settings),

        // Tests mirror Sources; SLATesting has the manual clock, generators and oracles.
        .target(
            name: "SLATesting", dependencies: ["BusinessTime", "SLAEngine"], path: "Tests/SLATesting",
            swiftSettings: settings),
        .testTarget(name: "BusinessTimeTests", dependencies: ["BusinessTime"], swiftSettings: settings),

        // `make bench`: the figures of docs/PERFORMANCE.md, with the same work in plain C beside them.
        .executableTarget(
            name: "bench",
            dependencies: [
                "BusinessTime", "Compliance", "EventFormat", "Ledger", "Report", "SLAEngine", "CIntervalIndex",
            ],
            path: "Tests/Benchmarks",
            exclude: ["CIntervalIndex", "Daemon", "Floors", "measure", "profile"], swiftSettings: settings),
        .target(
            name: "CIntervalIndex", path: "Tests/Benchmarks/CIntervalIndex", cSettings: [.unsafeFlags(["-O3"])]),

        .testTarget(
            name: "SLAEngineTests", dependencies: ["BusinessTime", "SLAEngine", "SLATesting"],
            resources: [.copy("scenarios")], swiftSettings: settings),
        .testTarget(
            name: "ComplianceTests", dependencies: ["BusinessTime", "SLAEngine", "Compliance", "SLATesting"],
            swiftSettings: settings),
        .testTarget(
            name: "CatalogTests", dependencies: ["BusinessTime", "Compliance", "SLAEngine", "Catalog"],
            resources: [.copy("good"), .copy("bad"), .copy("maps")], swiftSettings: settings),
        .testTarget(name: "ControlTests", dependencies: ["Control"], swiftSettings: settings),
        .testTarget(
            name: "EventFormatTests", dependencies: ["BusinessTime", "SLAEngine", "EventFormat", "SLATesting"],
            resources: [.copy("bad")], swiftSettings: settings),
        .testTarget(name: "InboxTests", dependencies: ["Inbox", "CLinux"], swiftSettings: settings),
        .testTarget(
            name: "LedgerTests",
            dependencies: ["BusinessTime", "Compliance", "SLAEngine", "Ledger", "SLATesting"],
            swiftSettings: settings),
        .testTarget(name: "SystemdTests", dependencies: ["Systemd"], swiftSettings: settings),
        .testTarget(
            name: "MonitorTests",
            dependencies: [
                "BusinessTime", "Compliance", "SLAEngine", "Catalog", "Control", "EventFormat", "Inbox", "Ledger",
                "Systemd", "Monitor", "SLATesting",
            ],
            swiftSettings: settings),
        .testTarget(
            name: "ScenarioTests", dependencies: ["BusinessTime", "SLAEngine", "Scenario", "SLATesting"],
            swiftSettings: settings),
        .testTarget(
            name: "ReportTests", dependencies: ["BusinessTime", "Compliance", "Report", "SLAEngine", "SLATesting"],
            resources: [.copy("good")], swiftSettings: settings),
        .testTarget(
            name: "slactlTests",
            dependencies: [
                "BusinessTime", "Catalog", "Compliance", "Control", "EventFormat", "Ledger", "Report", "SLAEngine",
                "SLATesting", "Scenario", "Systemd", "slactl", arguments,
            ],
            resources: [.copy("good")], swiftSettings: settings),
        .testTarget(name: "TidyTests", swiftSettings: settings),
    ],
    swiftLanguageModes: [.v6],
    cxxLanguageStandard: .cxx17
)
