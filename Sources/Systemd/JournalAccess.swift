import CSystemd
import Glibc

/// Whether this user may read the machine's journal.
///
/// Opening the journal succeeds either way: files that may not be read are left out in silence. journalctl(1) prints a
/// hint then, from what only it knows of the open journal; this looks at the files.
package enum JournalAccess {
    /// Why little or nothing can be read, and what to do; nil where the system's journal is readable.
    package static func problem() -> JournalError? {
        var machine = sd_id128_t()
        let result = sd_id128_get_machine(&machine)
        guard result >= 0 else { return JournalError("find the journal by /etc/machine-id", number: result) }
        // Where journald writes, with Storage=volatile and persistent (journald.conf(5)).
        let files = ["/run", "/var"].map { "\($0)/log/journal/\(hexadecimal(machine))/system.journal" }
        return problem(files: files) { access($0, R_OK) == 0 ? 0 : errno }
    }

    /// - Parameter probe: 0 if the file can be read, else the error number.
    static func problem(files: [String], probe: (String) -> Int32) -> JournalError? {
        let results = files.map { (file: $0, number: probe($0)) }
        if let denied = results.first(where: { $0.number == EACCES }) {
            return JournalError("read the journal \(denied.file)", number: EACCES, remedy: joinGroup)
        }
        guard !results.contains(where: { $0.number == 0 }) else { return nil }
        return JournalError(
            "read the journal",
            because: "there is none at " + files.joined(separator: " or "),
            remedy: "is systemd-journald running here?"
        )
    }

    private static let joinGroup = """
        run the command as root, or put the user into the group systemd-journal \
        (usermod -aG systemd-journal USER, then log in again; in a unit SupplementaryGroups=systemd-journal)
        """
}
