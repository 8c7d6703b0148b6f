import BusinessTime
import SLAEngine

/// The zones that one load uses, each read once.
///
/// A class, since whatever reads a calendar adds to it; it lives as long as the load.
final class UsedZones {
    private let data: ZoneData
    private var zones: [String: (zone: Zone, bytes: [UInt8])] = [:]

    init(_ data: ZoneData) {
        self.data = data
    }

    func zone(named name: String) throws(ZoneFault) -> Zone {
        if let used = zones[name] { return used.zone }
        let loaded = try data.loaded(name)
        zones[name] = loaded
        return loaded.zone
    }

    /// The release of the zone data and a hash of the zones used; `none` where no zone is.
    var summary: String {
        guard !zones.isEmpty else { return "none" }
        var hash = ContentHash()
        for (name, used) in zones.sorted(by: { $0.key < $1.key }) {
            hash.combine("\(name) \(used.bytes.count)\n")
            hash.combine(used.bytes)
        }
        return "\(data.release)/\(hash.hex)"
    }
}
