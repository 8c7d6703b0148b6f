import BusinessTime
import Foundation
import SLATesting
import Testing

/// The files of `scenarios/`: each is a time line that an operator reads.
@Suite("scenarios")
struct ScenarioTests {
    private static let directory = Bundle.module.resourceURL?.appendingPathComponent("scenarios").path ?? ""
    private static let names: [String] = {
        let names = (try? FileManager.default.contentsOfDirectory(atPath: directory)) ?? []
        return names.filter { $0.hasSuffix(".txt") }.sorted()
    }()

    @Test("each scenario comes about as its file says", arguments: names)
    func scenario(name: String) throws {
        let file = ScenarioFile(
            try String(contentsOfFile: "\(ScenarioTests.directory)/\(name)", encoding: .utf8))
        let line = file.timeLine
        #expect(line.told == file.told)
        #expect(line.clocks == file.clocks)
    }

    @Test("there are scenarios")
    func count() {
        #expect(ScenarioTests.names.count >= 10)
    }
}
