/// How the daemon ends, in the classes of sysexits.h(3); systemd decides by them whether to start it again.
package enum ExitStatus: Int32, Error, Sendable {
    case success = 0
    /// The command line is wrong.
    case usage = 64
    /// A defect of slad itself.
    case software = 70
    /// The spool cannot be used.
    case cannotCreate = 73
    /// The ledger could not be written: nothing that follows can be trusted.
    case inputOutput = 74
    /// The configuration has mistakes and there is no earlier revision; a restart does not help.
    case configuration = 78
}
