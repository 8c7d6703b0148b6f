import BusinessTime
import Catalog
import SLAEngine
import Testing

@Suite("The canary of slad.yaml")
struct CanaryTests {
    private let agreement = "agreement: a\nkind: sla\nobjectives: [{objective: o, metric: resolution, target: 1h}]\n"

    @Test(
        "is off unless it is written",
        arguments: [("", nil), ("canary: 15m", "15m"), ("canary: 1m", "1m"), ("canary: 1d", "24h")])
    func interval(settings: String, expected: String?) throws {
        let files = CatalogueFiles(["agreements/a.yaml": agreement, "slad.yaml": settings])
        let rules = try Catalogue.loaded(files).rules
        #expect(rules.canary?.text == expected)
        #expect(rules.agreements.map(\.name) == ["a"])
    }

    @Test(
        "is refused where it would be no use",
        arguments: [
            ("59s", "slad.yaml:1:9: error: canary (59s) is not between 1m and 1d; write such as 15m"),
            ("1d1s", "slad.yaml:1:9: error: canary (24h1s) is not between 1m and 1d; write such as 15m"),
            (
                "15",
                "slad.yaml:1:9: error: '15' has a number without a unit; write the unit: s, m, h, d (24 hours) or w"
            ),
        ])
    func refused(interval: String, finding: String) {
        #expect(findings(of: ["agreements/a.yaml": agreement, "slad.yaml": "canary: \(interval)"]) == [finding])
    }
}
