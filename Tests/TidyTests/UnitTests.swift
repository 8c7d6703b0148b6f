import Testing

/// What the unit must say for what the manual promises.
@Suite("The unit file")
struct UnitTests {
    @Test("journald drops no entry of slad's, however many come at once")
    func rateLimit() throws {
        let unit = try #require(try Repository.files(below: "systemd/slad.service").first)
        #expect(unit.text.contains("\nLogRateLimitIntervalSec=0\n"))
    }
}
