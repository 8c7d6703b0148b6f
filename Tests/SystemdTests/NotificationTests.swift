import Glibc
import Testing

@testable import Systemd

@Suite("A notification to the service manager")
struct NotificationTests {
    @Test(
        "each message is one assignment a line",
        arguments: [
            (Notification.ready(status: nil), "READY=1"),
            (.ready(status: "3 tickets"), "READY=1\nSTATUS=3 tickets"),
            (.reloading(monotonicMicroseconds: 42, status: nil), "RELOADING=1\nMONOTONIC_USEC=42"),
            (.reloading(monotonicMicroseconds: 42, status: "x"), "RELOADING=1\nMONOTONIC_USEC=42\nSTATUS=x"),
            (.stopping(status: "bye"), "STOPPING=1\nSTATUS=bye"),
            (.status("a"), "STATUS=a"),
            (.status(""), "STATUS="),
            (.watchdog, "WATCHDOG=1"),
            (.extendTimeout(microseconds: 5_000_000, status: "r"), "EXTEND_TIMEOUT_USEC=5000000\nSTATUS=r"),
        ]
    )
    func text(notification: Notification, text: String) {
        #expect(notification.text == text)
    }

    @Test("a status cannot forge an assignment")
    func forging() {
        #expect(Notification.status("ticket x\nREADY=1\r\nMAINPID=1").text == "STATUS=ticket x READY=1  MAINPID=1")
    }

    @Test("a long status is cut between characters, so that the datagram is not refused")
    func cutting() {
        let limit = Notification.statusBytes
        let fits = String(repeating: "x", count: limit)
        #expect(Notification.status(fits).text == "STATUS=" + fits)
        #expect(Notification.status(fits + "y").text == "STATUS=" + fits)
        let odd = "x" + String(repeating: "ü", count: limit)
        #expect(Notification.status(odd).text == "STATUS=x" + String(repeating: "ü", count: limit / 2 - 1))
    }
}

// Each in a process of its own: the environment belongs to the whole process.
@Suite("The service notifier")
struct ServiceNotifierTests {
    @Test("every call arrives at the socket of NOTIFY_SOCKET as one datagram, in order")
    func arrives() async {
        await #expect(processExitsWith: .success) {
            try withTemporaryDirectory { directory in
                let socket = try DatagramSocket(boundTo: directory + "/notify")
                setenv("NOTIFY_SOCKET", directory + "/notify", 1)
                let notifier = ServiceNotifier()
                #expect(notifier.status("reading") == .sent)
                #expect(notifier.extendTimeout(microseconds: 7) == .sent)
                #expect(notifier.ready(status: "up") == .sent)
                #expect(notifier.watchdog() == .sent)
                #expect(notifier.stopping() == .sent)
                #expect(socket.receive() == "STATUS=reading")
                #expect(socket.receive() == "EXTEND_TIMEOUT_USEC=7")
                #expect(socket.receive() == "READY=1\nSTATUS=up")
                #expect(socket.receive() == "WATCHDOG=1")
                #expect(socket.receive() == "STOPPING=1")
                #expect(socket.receive() == nil)
            }
        }
    }

    @Test("a reload names the instant at which it began")
    func reloading() async {
        await #expect(processExitsWith: .success) {
            try withTemporaryDirectory { directory in
                let socket = try DatagramSocket(boundTo: directory + "/notify")
                setenv("NOTIFY_SOCKET", directory + "/notify", 1)
                let before = monotonicMicroseconds()
                #expect(ServiceNotifier().reloading() == .sent)
                let after = monotonicMicroseconds()
                let text = try #require(socket.receive())
                let prefix = "RELOADING=1\nMONOTONIC_USEC="
                #expect(text.hasPrefix(prefix))
                let instant = try #require(UInt64(text.dropFirst(prefix.count)))
                #expect((before...after).contains(instant))
            }
        }
    }

    @Test("without NOTIFY_SOCKET nothing is done; with one that nobody listens on, the reason is given")
    func nobody() async {
        await #expect(processExitsWith: .success) {
            unsetenv("NOTIFY_SOCKET")
            #expect(ServiceNotifier().ready() == .nobodyAsked)
            setenv("NOTIFY_SOCKET", "/nowhere/notify", 1)
            #expect(ServiceNotifier().ready() == .failed("No such file or directory"))
        }
    }

    @Test("the watchdog's interval is that of WATCHDOG_USEC, where it is meant for this process")
    func watchdog() async {
        await #expect(processExitsWith: .success) {
            unsetenv("WATCHDOG_USEC")
            unsetenv("WATCHDOG_PID")
            #expect(ServiceNotifier.watchdogIntervalMicroseconds == nil)
            setenv("WATCHDOG_USEC", "20000000", 1)
            #expect(ServiceNotifier.watchdogIntervalMicroseconds == 20_000_000)
            setenv("WATCHDOG_PID", "1", 1)
            #expect(ServiceNotifier.watchdogIntervalMicroseconds == nil)
            setenv("WATCHDOG_PID", "\(getpid())", 1)
            #expect(ServiceNotifier.watchdogIntervalMicroseconds == 20_000_000)
        }
    }
}
