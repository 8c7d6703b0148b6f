import ArgumentParser
import BusinessTime
import Catalog
import Foundation

/// What all questions to calendars share.
struct CalendarOptions: ParsableArguments {
    @Option(help: ArgumentHelp("The configuration directory.", valueName: "dir"))
    var config = "/etc/slad"

    /// Reads the configuration as slad would.
    ///
    /// - Throws: the exit status, after what is wrong was said: 1 for findings, 2 if it cannot be read.
    func book() throws -> CalendarBook {
        let files: CatalogueFiles
        do {
            files = try CatalogueFiles.read(directory: config)
        } catch {
            complain("slactl: \(error)")
            throw ExitCode(2)
        }
        do {
            return try CalendarBook(files, now: .now)
        } catch let refused {
            complain(refused.description)
            throw ExitCode(1)
        }
    }

    /// Answers a question; one that is none is said, and the exit status is 1.
    func answer(_ answer: (inout CalendarBook) throws -> Void) throws {
        var book = try book()
        do {
            try answer(&book)
        } catch let bad as BadQuestion {
            complain("slactl: \(bad)")
            throw ExitCode(1)
        }
    }
}

/// `--format`, where there is something for people and for programs.
struct FormatOptions: ParsableArguments {
    @Option(help: "How to print it: table or json.")
    var format = OutputFormat.table
}

extension Timestamp {
    /// The wall clock.
    static var now: Timestamp {
        Timestamp(millisecondsSinceEpoch: Int64(Date().timeIntervalSince1970 * 1_000))
    }
}
