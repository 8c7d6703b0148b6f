import Testing

@testable import slactl

@Suite("Bytes of a file")
struct InputBytesTests {
    @Test("a file that is not there is told as such")
    func absent() throws {
        let fault = try #require(throws: InputFault.self) { try InputBytes(path: "no/such/file.ndjson") }
        #expect(fault.description.contains("No such file or directory"))
    }
}
