/// Where an `.ics` file lies: below the configuration directory, or else below its folder `calendars`.
enum ICSPath {
    /// A relative path that stays below the directory it starts in.
    static func checked(_ text: String) throws(TextFault) -> String {
        let parts = text.split(separator: "/", omittingEmptySubsequences: false)
        guard !text.hasPrefix("/"), !parts.contains("..") else {
            throw TextFault(
                what: "the path \(quoted(text)) leads out of the configuration directory",
                hint: "write a path below it, such as holidays/de-be.ics")
        }
        guard text.hasSuffix(".ics"), text.utf8.count <= 1_000, text.unicodeScalars.allSatisfy(isPrintable),
            parts.allSatisfy({ !$0.isEmpty && $0 != "." })
        else {
            throw TextFault(
                what: "\(quoted(text)) is not the path of an .ics file", hint: "write such as holidays/de-be.ics")
        }
        return text
    }

    /// The first of these that is there is the file.
    static func candidates(_ path: String) -> [String] {
        [path, "calendars/\(path)"]
    }

    /// The paths that calendars name, as far as they can be read.
    static func named(in files: [CatalogueFiles.File]) -> [String] {
        var budget = NodeBudget()
        var paths: [String] = []
        for file in files {
            var reader = NodeReader(file: file.path)
            let documents = (try? YAMLDocuments.read(file.bytes, file: file.path, budget: &budget)) ?? []
            for document in documents { paths += reader.calendarDraft(document)?.icsFiles.map(\.text) ?? [] }
        }
        return paths
    }
}
