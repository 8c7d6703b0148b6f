import Glibc
import Testing

/// A real journald of this process's own, in a mount namespace where /run is new and empty.
///
/// Make it in an exit test only: the process does not come back out of the namespace. As with systemd, journald is
/// handed its socket and tells when it is ready.
final class PrivateJournal {
    static let program = "/lib/systemd/systemd-journald"
    static let canRun = getuid() == 0 && access(program, X_OK) == 0 && access("/usr/bin/setpriv", X_OK) == 0
    static let skipped: Comment =
        "SKIPPED: sending to and reading from a real journald is not tested here; that needs root, systemd and setpriv"

    private static let notifySocket = "/run/systemd/notify"

    private let socket: DatagramSocket
    private var process: pid_t = 0

    /// Leaves the machine's /run behind for an empty one, without any journal.
    static func hideMachine() throws {
        typealias Unshare = @convention(c) (Int32) -> Int32
        typealias Mount =
            @convention(c) (
                UnsafePointer<CChar>, UnsafePointer<CChar>, UnsafePointer<CChar>, UInt, UnsafeRawPointer?
            ) -> Int32
        // The Glibc module has neither of the two.
        let unshare = unsafeBitCast(try #require(dlsym(nil, "unshare")), to: Unshare.self)
        let mount = unsafeBitCast(try #require(dlsym(nil, "mount")), to: Mount.self)
        let (newMounts, privately, recursively): (Int32, UInt, UInt) = (0x20000, 1 << 18, 1 << 14)
        try #require(unshare(newMounts) == 0)
        try #require(mount("none", "/", "", privately | recursively, nil) == 0)
        try #require(mount("tmpfs", "/run", "tmpfs", 0, nil) == 0)
    }

    init() throws {
        for directory in ["systemd", "systemd/journal", "systemd/journald.conf.d"] {
            try #require(mkdir("/run/" + directory, 0o755) == 0)
        }
        try Self.configure()
        socket = try DatagramSocket(boundTo: "/run/systemd/journal/socket")
        var on: Int32 = 1
        setsockopt(socket.descriptor, SOL_SOCKET, SO_PASSCRED, &on, socklen_t(MemoryLayout<Int32>.size))
        let ready = try DatagramSocket(boundTo: Self.notifySocket)
        process = try Self.start(socket.descriptor)
        try #require(ready.wait(seconds: 30)?.contains("READY=1") == true)
    }

    deinit {
        kill(process, SIGKILL)
        waitpid(process, nil, 0)
    }

    /// Nothing of it may reach the machine: no kernel log, no audit, no terminals.
    private static func configure() throws {
        let text = "[Journal]\nStorage=volatile\nAudit=no\nReadKMsg=no\nForwardToWall=no\nRateLimitIntervalSec=0\n"
        let file = try #require(fopen("/run/systemd/journald.conf.d/test.conf", "w"))
        fputs(text, file)
        fclose(file)
    }

    /// Starts journald with the socket as systemd hands it over (sd_listen_fds(3)); it dies with this thread.
    private static func start(_ descriptor: Int32) throws -> pid_t {
        let script = "NOTIFY_SOCKET=\(notifySocket) LISTEN_PID=$$ LISTEN_FDS=1 exec setpriv --pdeathsig KILL \(program)"
        let arguments: [UnsafeMutablePointer<CChar>?] = [strdup("/bin/sh"), strdup("-c"), strdup(script), nil]
        defer { arguments.forEach { free($0) } }
        var actions = posix_spawn_file_actions_t()
        posix_spawn_file_actions_init(&actions)
        defer { posix_spawn_file_actions_destroy(&actions) }
        posix_spawn_file_actions_adddup2(&actions, descriptor, 3)
        var process: pid_t = 0
        let result = posix_spawn(&process, "/bin/sh", &actions, nil, arguments, [nil])
        try #require(result == 0)
        return process
    }
}
