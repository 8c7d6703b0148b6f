import ArgumentParser
import BusinessTime
import Catalog
import SLAEngine

/// The instant of `--until`.
func untilInstant(_ text: String) throws -> Timestamp {
    do {
        return try Timestamp(rfc3339: text)
    } catch {
        throw ValidationError("--until: \(quoted(text)) is no instant; write such as 2026-11-22T09:30:00+01:00")
    }
}

/// The rules of a configuration, with calendars for the time of some events: the same for the same input.
func rulesForReplay(_ config: String, reaching first: Timestamp, _ end: Timestamp) throws -> Rules {
    let files: CatalogueFiles
    do {
        files = try CatalogueFiles.read(directory: config)
    } catch {
        throw InputFault("\(error)")
    }
    let last = max(first, end)
    let span = (from: min(first, end) - .days(366), to: last + .days(10 * 366))
    let catalogue = try Catalogue.load(files, zones: ZoneData(), indexed: span, now: last)
    for warning in catalogue.warnings { remark(warning.text) }
    return catalogue.rules
}
