import BusinessTime
import Catalog
import EventFormat
import Foundation
import SLAEngine

/// Converts whole exports: every row that can be is printed, of every other is said why not.
struct ExportConversion {
    /// The largest JSON document, which is held in memory as a whole; lines and CSV are not.
    static let documentLimit = 512 << 20

    private var conversion: RowConversion
    private var decoder = EventDecoder()
    private let progress: ProgressBar
    private let print: (String) throws -> Void
    private let complain: (String) -> Void

    private var rows = 0
    private var events = 0
    private(set) var refused = 0
    /// Of the export that is read now.
    private var name = ""
    private var row = 0

    /// - Parameters:
    ///   - progress: shows how far it is.
    ///   - print: takes an event, a line of JSON.
    ///   - complain: takes what is wrong with a row, a line.
    init(
        _ map: EventMap, _ progress: ProgressBar = .none, print: @escaping (String) throws -> Void,
        complain: @escaping (String) -> Void
    ) {
        conversion = RowConversion(map)
        self.progress = progress
        self.print = print
        self.complain = { text in
            progress.wipe()
            complain(text)
        }
    }

    /// Converts one export.
    ///
    /// - Throws: `InputFault` if it cannot be read, `CatalogueRefused` if it does not have the mapping's columns.
    mutating func convert(name: String, more: @escaping () throws -> [UInt8]?) throws {
        self.name = name
        row = 0
        switch conversion.map.form {
        case .csv: try convertCSV(more)
        case .json: try convertDocument(more)
        case .ndjson: try convertLines(more)
        }
    }

    /// What was done, for people: rows, events, and what was odd, a line each.
    var summary: [String] {
        let map = conversion.map
        var lines = ["\(count(rows, "row")), \(count(events, "event")), \(count(refused, "row")) refused"]
        let (twice, never) = (conversion.doubledTimes, conversion.skippedTimes)
        if twice > 0 {
            lines.append("\(count(twice, "local time")) of an hour that the clock has twice: taken as the first")
        }
        if never > 0 {
            lines.append("\(count(never, "local time")) that the clock skipped: taken as the instant of its change")
        }
        if rows > 0, map.form != .csv {
            for name in conversion.unseen.sorted() {
                lines.append("no row has \(quoted(name)), which \(map.file) names")
            }
        }
        return lines
    }

    private func count(_ number: Int, _ noun: String) -> String {
        "\(number) \(noun)\(number == 1 ? "" : "s")"
    }

    private mutating func take(_ row: ExportRow, line: Int?) throws {
        rows += 1
        self.row += 1
        do {
            let lines = try conversion.lines(of: row)
            for line in lines { try check(line) }
            for line in lines { try print(line) }
            events += lines.count
        } catch let fault as RowFault {
            refuse(fault, line)
        }
    }

    private mutating func refuse(_ fault: RowFault, _ line: Int?) {
        refused += 1
        complain("\(name): row \(row)\(line.map { " (line \($0))" } ?? ""): \(fault.text)")
    }

    /// As the daemon will read it.
    private mutating func check(_ line: String) throws(RowFault) {
        var file = EventFile(bytes: Array(line.utf8), form: .lines)
        guard case .finding(let finding) = file.next(with: &decoder) else { return }
        throw RowFault(finding.what, hint: finding.hint)
    }
}

// CSV.
extension ExportConversion {
    private mutating func convertCSV(_ more: @escaping () throws -> [UInt8]?) throws {
        var reader = CSVReader(separator: conversion.map.separator, more: more)
        guard let first = try reader.next() else { return }
        let header = try header(first)
        var columns: [String: Int] = [:]
        for (index, name) in header.enumerated() where columns[name] == nil { columns[name] = index }
        while let record = try reader.next() {
            let fields = record.fields.compactMap(conversion.map.encoding.text)
            guard let fault = fault(of: record, fields, wanted: header.count) else {
                try take(ExportRow(fields: fields, columns: columns), line: record.line)
                continue
            }
            rows += 1
            row += 1
            refuse(fault, record.line)
        }
    }

    private func fault(of record: CSVRecord, _ fields: [String], wanted: Int) -> RowFault? {
        if let fault = record.fault { return RowFault(fault, hint: "the rows after it may be wrong too") }
        guard fields.count == record.fields.count else {
            return RowFault(
                "bytes that are not UTF-8", hint: "write encoding: windows-1252, or latin-1, in the mapping file")
        }
        guard fields.count == wanted else {
            return RowFault(
                "\(count(fields.count, "column")), and the header has \(wanted)",
                hint: "a text with a separator or a line end in it stands in quotes")
        }
        return nil
    }

    /// The names of the columns.
    private func header(_ record: CSVRecord) throws -> [String] {
        let map = conversion.map
        let names = record.fields.compactMap(map.encoding.text)
        guard names.count == record.fields.count, record.fault == nil else {
            throw InputFault(
                "\(name): the header cannot be read: \(record.fault ?? "it is not UTF-8; write encoding:")")
        }
        let missing = Set(map.columns.filter { !names.contains($0.name) })
        guard missing.isEmpty else {
            let findings = missing.map { column in
                let others = names.count == 1 ? "; is separator: right?" : ""
                return Finding(
                    .error, file: map.file, at: column.place,
                    what: "\(name) has no column \(quoted(column.name))",
                    hint: didYouMean(column.name, among: names) + others)
            }
            throw CatalogueRefused(findings: findings.sorted())
        }
        return names
    }
}

// JSON.
extension ExportConversion {
    private mutating func convertDocument(_ more: () throws -> [UInt8]?) throws {
        var bytes: [UInt8] = []
        while let piece = try more() {
            bytes += piece
            guard bytes.count <= ExportConversion.documentLimit else {
                let limit = "\(ExportConversion.documentLimit >> 20) MiB"
                throw InputFault("\(name): more than \(limit); make it lines: jq -c '.[]', and format: ndjson")
            }
        }
        var value = try document(bytes)
        for key in conversion.map.rows {
            guard let inner = (value as? [String: Any])?[key] else {
                throw InputFault("\(name): there is no key \(quoted(key)), to which rows: leads")
            }
            value = inner
        }
        let elements = value as? [Any] ?? [value]
        progress.begin("converting", "rows", total: elements.count)
        for element in elements {
            try takeElement(element, line: nil)
            progress.add()
        }
    }

    private mutating func convertLines(_ more: @escaping () throws -> [UInt8]?) throws {
        var reader = LineReader(more: more)
        var number = 0
        while let lines = try reader.lines() {
            for line in lines.split(separator: UInt8(ascii: "\n"), omittingEmptySubsequences: false) {
                number += 1
                guard !line.allSatisfy({ [0x20, 0x09, 0x0D].contains($0) }) else { continue }
                let value = try? JSONSerialization.jsonObject(with: Data(line), options: .fragmentsAllowed)
                try takeElement(value ?? NSNull(), line: number)
            }
            // What follows the last line feed is the next line's beginning, not a line.
            if lines.last == UInt8(ascii: "\n") { number -= 1 }
        }
    }

    private mutating func takeElement(_ element: Any, line: Int?) throws {
        if let object = element as? [String: Any] { return try take(ExportRow(object: object), line: line) }
        rows += 1
        row += 1
        refuse(RowFault("not a JSON object", hint: "each row should be one"), line)
    }

    private func document(_ bytes: [UInt8]) throws -> Any {
        do {
            return try JSONSerialization.jsonObject(with: Data(bytes), options: .fragmentsAllowed)
        } catch {
            let reason = (error as NSError).userInfo["NSDebugDescription"] as? String ?? "\(error.localizedDescription)"
            throw InputFault("\(name): not JSON: \(quoted(reason)); for an object a line write format: ndjson")
        }
    }
}
