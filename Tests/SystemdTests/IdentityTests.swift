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
