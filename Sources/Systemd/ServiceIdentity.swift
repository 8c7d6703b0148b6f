import CSystemd
import Glibc

/// Who this process is to the journal: the trusted fields that journald itself writes into each of its entries.
package struct ServiceIdentity: Hashable, Sendable {
    /// `slad.service`, as in `_SYSTEMD_UNIT`; nil outside of any unit.
    package let unit: String?
    /// The real user, as in `_UID`.
    package let uid: UInt32

    package init(unit: String?, uid: UInt32) {
        self.unit = unit
        self.uid = uid
    }

    package static func current() -> ServiceIdentity {
        ServiceIdentity(unit: ownUnit(), uid: getuid())
    }

    /// The number of the user of that name; nil if there is none.
    package static func uid(ofUser name: String) -> UInt32? {
        var record = passwd()
        var found: UnsafeMutablePointer<passwd>?
        // A record is a line of passwd(5); one that is longer than this is no account of a service.
        var buffer = [CChar](repeating: 0, count: 16_384)
        guard getpwnam_r(name, &record, &buffer, buffer.count, &found) == 0, found != nil else { return nil }
        return record.pw_uid
    }

    /// sd_pid_get_unit(3) looks at process 1 as well, which the unit's own `ProtectProc=invisible` hides; what it would
    /// say of a service stands in the process's own control group too.
    private static func ownUnit() -> String? {
        var unit: UnsafeMutablePointer<CChar>?
        guard sd_pid_get_unit(0, &unit) >= 0, let unit else { return serviceName(inControlGroups: ownControlGroups()) }
        defer { free(unit) }
        return String(cString: unit)
    }

    private static func ownControlGroups() -> String {
        let descriptor = open("/proc/self/cgroup", O_RDONLY | O_CLOEXEC)
        guard descriptor >= 0 else { return "" }
        defer { close(descriptor) }
        var buffer = [UInt8](repeating: 0, count: 16_384)
        let count = read(descriptor, &buffer, buffer.count)
        return String(decoding: buffer.prefix(max(0, count)), as: UTF8.self)
    }

    /// The service in `/proc/self/cgroup`, a line `HIERARCHY:CONTROLLERS:PATH` each (cgroups(7)); nil if there is none.
    ///
    /// systemd's own hierarchy is the one of that name or, with the second version alone, number 0.
    static func serviceName(inControlGroups text: String) -> String? {
        for line in text.split(separator: "\n") {
            let fields = line.split(separator: ":", maxSplits: 2, omittingEmptySubsequences: false)
            guard fields.count == 3, fields[0] == "0" || fields[1] == "name=systemd" else { continue }
            if let name = fields[2].split(separator: "/").last(where: { $0.hasSuffix(".service") }) {
                return String(name)
            }
        }
        return nil
    }
}

/// The id as 32 lower-case hexadecimal digits.
func hexadecimal(_ id: sd_id128_t) -> String {
    let digits = Array("0123456789abcdef")
    return withUnsafeBytes(of: id) { bytes in
        String(bytes.flatMap { [digits[Int($0 >> 4)], digits[Int($0 & 15)]] })
    }
}

extension JournalMatch {
    /// The entries that the service of this unit and user wrote, by the fields that no process can make up.
    package static func written(byUnit unit: String, uid: UInt32) -> [JournalMatch] {
        [JournalMatch("_UID", String(uid)), JournalMatch("_SYSTEMD_UNIT", orAbsent: unit)]
    }
}
