import EventFormat
import Foundation

/// How fast lines of files become events: JSON, keys, limits, moments, texts; nothing is folded or recorded.
struct Decoding {
    private static let rounds = 9

    func figures() throws -> [Figure] {
        var files = [("generated events", Decoding.generated(count: 200_000))]
        for (what, name) in [("help desk", "helpdesk-italian-firm"), ("service desk", "service-desk-uci498")] {
            if let bytes = try TicketLog.bytes(ofRealLogNamed: name) {
                files.append(("a real log of a \(what)", bytes))
            }
        }
        return files.map { name, bytes in
            var count = 0
            let samples = Samples.interleaved(Decoding.rounds, [{ count = Decoding.decode(bytes) }])[0]
            return Figure.rate("decoding and checking, \(name)", samples, count: count).atLeast(2)
        }
    }

    private static func decode(_ bytes: [UInt8]) -> Int {
        var file = EventFile(bytes: bytes, form: .lines)
        var decoder = EventDecoder()
        var count = 0
        while let line = file.next(with: &decoder) {
            guard case .event = line else { preconditionFailure("a line is no event") }
            count += 1
        }
        return count
    }

    /// The five events of a ticket's life, as feeds write them.
    private static func generated(count: Int) -> [UInt8] {
        let steps = [
            #""type":"created","by":"customer","set":{"customer":"Acme","priority":"P2","team":"l1"}"#,
            #""type":"replied","by":"agent""#, #""type":"changed","by":"agent","set":{"status":"pending"}"#,
            #""type":"replied","by":"customer""#, #""type":"resolved","by":"agent""#,
        ]
        var text = ""
        for number in 0..<count {
            let minute = 10 + number / 60 % 50
            let second = 10 + number % 50
            text += "{\"ticket\":\"T-\(number / steps.count)\",\"id\":\"\(number)\","
            text += "\"at\":\"2026-11-22T09:\(minute):\(second).250Z\",\(steps[number % steps.count])}\n"
        }
        return Array(text.utf8)
    }
}
