package import BusinessTime

/// How the rows of a help desk's export become events: one mapping file, read (slad-intake(7), MAPPING FILES).
package struct EventMap: Hashable, Sendable {
    package enum Form: String, CaseIterable, Hashable, Sendable {
        case csv, json, ndjson
    }

    /// How the bytes of CSV are letters; JSON is always UTF-8.
    package enum Encoding: String, CaseIterable, Hashable, Sendable {
        case utf8 = "utf-8"
        case latin1 = "latin-1"
        case windows1252 = "windows-1252"
    }

    /// As it was named, for findings.
    package let file: String
    package let form: Form
    /// Between the fields of CSV; an ASCII character.
    package let separator: UInt8
    package let encoding: Encoding
    /// The keys that lead to the array of rows in a JSON document; none where it is the document itself.
    package let rows: [String]
    package let events: [EventRecipe]

    /// Every column that it names, in the order of the file.
    package var columns: [EventColumn] { events.flatMap(\.columns) }
}

/// A column of an export: the header's word in CSV, a key or keys with dots between them in JSON.
package struct EventColumn: Hashable, Sendable {
    package let name: String
    /// Where the mapping file names it.
    package let place: Place
}

/// How a row becomes one event, if its conditions hold.
package struct EventRecipe: Hashable, Sendable {
    /// The keys that lead to a list in the row, each of whose elements is a row of its own; JSON only.
    package let each: [String]
    package let conditions: [ColumnCondition]
    package let ticket: MappedValue
    package let at: MappedTime
    package let type: MappedValue
    package let openedAt: MappedTime?
    /// The keys that are texts, numbers or truths, by their words: `by`, `id`, `seq` and so on.
    package let others: [String: MappedValue]
    /// In the order of the file.
    package let set: [MappedAttribute]

    package var columns: [EventColumn] {
        let times = [at, openedAt].compactMap(\.self).flatMap(\.columns)
        let values = [ticket, type] + others.sorted { $0.key < $1.key }.map(\.value) + set.map(\.value)
        return conditions.map(\.column) + times + values.flatMap(\.columns)
    }
}

/// An attribute that an event sets.
package struct MappedAttribute: Hashable, Sendable {
    package let key: String
    package let value: MappedValue
}

/// What a column must hold so that a row gives an event.
package struct ColumnCondition: Hashable, Sendable {
    package let column: EventColumn
    /// nil for any that is not empty.
    package let values: [String]?
    package let isNegated: Bool

    package func holds(_ value: String) -> Bool {
        (values?.contains(value) ?? !value.isEmpty) != isNegated
    }
}

/// A text with columns in it.
package struct TextTemplate: Hashable, Sendable {
    package enum Part: Hashable, Sendable {
        case text(String)
        case column(EventColumn)
    }

    package let parts: [Part]

    package var columns: [EventColumn] {
        parts.compactMap { part in
            if case .column(let column) = part { column } else { nil }
        }
    }
}

/// What a row gives for one key of an event.
package struct MappedValue: Hashable, Sendable {
    /// What stands in the place of a value.
    package enum Replacement: Hashable, Sendable {
        case text(TextTemplate)
        /// Removes the attribute.
        case null

        fileprivate var columns: [EventColumn] {
            if case .text(let template) = self { template.columns } else { [] }
        }
    }

    package let place: Place
    package let source: Replacement
    /// What becomes of each value; nil where values are taken as they are.
    package var table: [String: Replacement]?
    /// What becomes of values that the table does not have; nil refuses the row.
    package var otherwise: Replacement?
    /// What becomes of an empty value; nil leaves the key out.
    package var empty: Replacement?

    package var columns: [EventColumn] {
        let rows = table?.sorted { $0.key < $1.key }.map(\.value) ?? []
        let replacements = [source] + [otherwise, empty].compactMap(\.self) + rows
        return replacements.flatMap(\.columns)
    }
}

/// What a row gives for a time.
package struct MappedTime: Hashable, Sendable {
    /// A column with an amount of time that is added, such as the minutes to the first reply.
    package struct Addition: Hashable, Sendable {
        package let column: EventColumn
        package let unitMilliseconds: Int64
    }

    package let text: TextTemplate
    package let format: TimeFormat
    /// Of times without an offset of their own.
    package let zone: Zone?
    package let plus: Addition?

    package var columns: [EventColumn] { text.columns + (plus.map { [$0.column] } ?? []) }
}
