import CLinux
import Glibc

/// A system call on the spool that failed: what failed, on what, why, and what to do.
///
/// Every errno value of this target that reaches a caller as an error does so here.
package struct InboxError: Error, Hashable, Sendable, CustomStringConvertible {
    /// What was tried, as it reads after "cannot".
    package enum Action: String, Hashable, Sendable {
        case open, make, watch, list, examine, read, write, move, remove
    }

    package let action: Action
    /// The file or directory, in a form that is harmless to show.
    package let subject: String
    /// The errno value.
    package let code: Int32

    package init(_ action: Action, _ subject: String, code: Int32) {
        self.action = action
        self.subject = subject
        self.code = code
    }

    /// One line.
    package var description: String { "cannot \(action.rawValue) \(subject): \(errorText(code)); \(advice)" }

    private var advice: String {
        switch code {
        case EMFILE where action == .watch: "raise fs.inotify.max_user_instances"
        case ENOSPC where action == .watch: "raise fs.inotify.max_user_watches"
        case EMFILE, ENFILE: "raise the limit of open files (LimitNOFILE=, fs.file-max)"
        case ENOSPC, EDQUOT: "make room on its file system"
        case EROFS: "mount it writable, and name it in the unit's ReadWritePaths="
        case EACCES, EPERM: "give it to the daemon's user, as 'systemd-tmpfiles --create' does"
        case ENOTEMPTY, EEXIST: "look what else somebody put there, and remove it"
        case EXDEV: "inbox, processed and rejected must be on one mount, in one ReadWritePaths="
        case ENOTDIR, ELOOP: "a directory must stand there, not a file and not a link"
        case ENOENT: "make the directory, as 'systemd-tmpfiles --create' does, and start again"
        case EIO: "look for disk errors in the kernel's log"
        default: "see errno(3) and the kernel's log"
        }
    }
}

/// The words of the C library for an errno value.
func errorText(_ code: Int32) -> String {
    guard let text = slad_error_text(code) else { return "error \(code)" }
    return String(cString: text)
}
