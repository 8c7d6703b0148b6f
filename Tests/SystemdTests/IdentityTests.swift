import Foundation
import Glibc
import Testing

@testable import Systemd

@Suite("Who this process is to the journal")
struct IdentityTests {
    @Test("the user is the real one")
    func current() {
        #expect(ServiceIdentity.current().uid == getuid())
    }

    @Test("a user is found by name, and one that does not exist is not")
    func users() {
        #expect(ServiceIdentity.uid(ofUser: "root") == 0)
        #expect(ServiceIdentity.uid(ofUser: "no-such-user") == nil)
    }

    @Test(
        "the service is found in the control groups of a process",
        arguments: [
            ("0::/system.slice/slad.service\n", "slad.service"),
            ("9:name=systemd:/system.slice/slad.service\n8:pids:/\n0::/\n", "slad.service"),
            ("0::/system.slice/system-slad.slice/slad@a:b.service\n", "slad@a:b.service"),
            ("0::/machine.slice/x.service/system.slice/slad.service/inner\n", "slad.service"),
            ("8:pids:/system.slice/other.service\n0::/user.slice/session-1.scope\n", nil),
            ("0::/\n", nil), ("garbage\n0:\n", nil), ("", nil),
        ])
    func services(text: String, name: String?) {
        #expect(ServiceIdentity.serviceName(inControlGroups: text) == name)
    }
}

@Suite("Access to the journal")
struct JournalAccessTests {
    static let files = ["/run/system.journal", "/var/system.journal"]

    @Test(
        "one readable file and no forbidden one is fine",
        arguments: [[0, 0], [0, ENOENT], [ENOENT, 0]]
    )
    func readable(numbers: [Int32]) {
        #expect(problem(numbers) == nil)
    }

    @Test(
        "a forbidden file is told with the group to join",
        arguments: [[EACCES, ENOENT], [ENOENT, EACCES], [0, EACCES], [EACCES, EACCES]]
    )
    func forbidden(numbers: [Int32]) throws {
        let text = try #require(problem(numbers)).description
        #expect(text.hasPrefix("cannot read the journal /"))
        #expect(text.contains("Permission denied"))
        #expect(text.contains("systemd-journal"))
        #expect(!text.contains("\n"))
    }

    @Test("no file at all is told with the places that were looked at")
    func none() {
        #expect(
            problem([ENOENT, ENOENT])?.description == """
                cannot read the journal: there is none at /run/system.journal or /var/system.journal; \
                is systemd-journald running here?
                """
        )
    }

    private func problem(_ numbers: [Int32]) -> JournalError? {
        let results = Dictionary(uniqueKeysWithValues: zip(Self.files, numbers))
        return JournalAccess.problem(files: Self.files) { results[$0] ?? ENOENT }
    }
}
