/// The keys that a mapping may have, and what to say about the rest.
struct KeyTable: Sendable {
    /// What the mapping is, for a finding: `an agreement`.
    let noun: String
    /// Read, and of effect.
    let keys: [String]
    /// How one looks as a whole, for whoever wrote something else; nil for its first key.
    var example: String?
    /// Of a later version; with what to write instead.
    var later: [String: String] = [:]
    /// Of another mapping; with the place where they belong.
    var elsewhere: [String: String] = [:]

    /// The key that was most likely meant by one that there is not.
    func meant(by key: String) -> String? {
        keys.contains(key) || elsewhere[key] != nil ? nil : nearestWord(to: key, among: keys)
    }

    /// What is wrong with a key; nil for nothing.
    func verdict(on key: String) -> (severity: Finding.Severity, what: String, hint: String)? {
        if keys.contains(key) { return nil }
        if let instead = later[key] { return (.error, "\(key) comes with a later version", instead) }
        let hint = elsewhere[key] ?? didYouMean(key, among: keys + later.keys.sorted(), listed: keys)
        return (.error, "\(noun) has no key \(quoted(key))", hint)
    }
}
