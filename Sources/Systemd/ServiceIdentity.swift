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

    private static func ownUnit() -> String? {
        var unit: UnsafeMutablePointer<CChar>?
        guard sd_pid_get_unit(0, &unit) >= 0, let unit else { return nil }
        defer { free(unit) }
        return String(cString: unit)
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
