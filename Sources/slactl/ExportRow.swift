import Catalog
import Foundation

/// One row of an export: what each column holds.
struct ExportRow {
    private enum Content {
        case fields([String], columns: [String: Int])
        /// The innermost object first: what stands around an element of a list is seen from within it.
        case objects([[String: Any]])
    }

    private let content: Content

    /// A row of CSV.
    ///
    /// - Parameter columns: where in the fields each column stands.
    init(fields: [String], columns: [String: Int]) {
        content = .fields(fields, columns: columns)
    }

    /// A row of JSON.
    init(object: [String: Any]) {
        content = .objects([object])
    }

    private init(objects: [[String: Any]]) {
        content = .objects(objects)
    }

    /// What a column holds; nil where the row has no such column.
    func value(of column: String) throws(RowFault) -> String? {
        switch content {
        case .fields(let fields, let columns): return columns[column].map { fields[$0] }
        case .objects(let objects):
            for object in objects {
                if let value = find(column, in: object) { return try text(of: value, column) }
            }
            return nil
        }
    }

    /// The rows that the elements of a list are.
    ///
    /// - Parameter path: the keys that lead there; a list on the way is walked too.
    func rows(at path: [String]) throws(RowFault) -> [ExportRow] {
        guard case .objects(let objects) = content, let first = path.first, let inner = objects.first else {
            return [self]
        }
        let found = inner[first] ?? NSNull()
        let elements = (found as? [Any]) ?? (found is NSNull ? [] : [found])
        var rows: [ExportRow] = []
        for element in elements {
            guard let object = element as? [String: Any] else {
                throw RowFault("\(quoted(first)) holds values, not objects", hint: "each: leads to a list of objects")
            }
            rows += try ExportRow(objects: [object] + objects).rows(at: Array(path.dropFirst()))
        }
        return rows
    }

    /// A key, or keys with dots between them; a number is a place in a list.
    private func find(_ column: String, in object: [String: Any]) -> Any? {
        if let value = object[column] { return value }
        var value: Any = object
        for key in column.split(separator: ".") {
            if let object = value as? [String: Any] {
                guard let next = object[String(key)] else { return nil }
                value = next
            } else if let list = value as? [Any], let index = Int(key), list.indices.contains(index) {
                value = list[index]
            } else {
                return nil
            }
        }
        return value
    }

    private func text(of value: Any, _ column: String) throws(RowFault) -> String {
        switch value {
        case let text as String: return text
        case let number as NSNumber: return number.text
        case is NSNull: return ""
        case let list as [Any]:
            var texts: [String] = []
            for element in list { texts.append(try text(of: element, column)) }
            return texts.joined(separator: ", ")
        default:
            throw RowFault("\(quoted(column)) is an object", hint: "write the key within it, such as \(column).name")
        }
    }
}

extension NSNumber {
    /// As JSON writes it.
    fileprivate var text: String {
        // Foundation's truth is a number of the C type `signed char`.
        guard String(cString: objCType) == "c" else { return stringValue }
        return boolValue ? "true" : "false"
    }
}

/// Why a row cannot be converted, and what to do; each one line.
struct RowFault: Error, Equatable {
    let what: String
    let hint: String

    init(_ what: String, hint: String) {
        self.what = what
        self.hint = hint
    }

    var text: String { "\(what); \(hint)" }
}
