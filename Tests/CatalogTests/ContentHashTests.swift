import SLAEngine
import Testing

@Suite("Content hash")
struct ContentHashTests {
    @Test(
        "it is FNV-1a of 128 bits, as published",
        arguments: [
            ("", "6c62272e07bb014262b821756295c58d"),
            ("a", "d228cb696f1a8caf78912b704e4a8964"),
            ("foobar", "343e1662793c64bf6f0d3597ba446f18"),
        ]
    )
    func published(text: String, hex: String) {
        var hash = ContentHash()
        hash.combine(text.utf8)
        #expect(hash.hex == hex)
    }

    @Test("two parts have the hash of the two joined")
    func parts() {
        var hash = ContentHash()
        hash.combine("foo".utf8)
        hash.combine("bar".utf8)
        #expect(hash.hex == "343e1662793c64bf6f0d3597ba446f18")
    }
}
