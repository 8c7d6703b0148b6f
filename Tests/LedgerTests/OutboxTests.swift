import BusinessTime
import Ledger
import SLAEngine
import SLATesting
import Testing

@Suite("The outbox")
struct OutboxTests {
    private let state: TemporaryState
    private let ledger: Ledger

    init() throws {
        state = try TemporaryState()
        ledger = try state.open()
        var random = RandomRecords(seed: 3)
        for minute in 0..<5 {
            _ = try ledger.announce([random.announcement(ticket: "T-\(minute)")], at: .minute(minute * 10))
        }
    }

    @Test("is empty at first")
    func empty() throws {
        let ledger = try TemporaryState().open()
        #expect(try ledger.outbox() == [])
        #expect(try ledger.outbox(since: .distantPast) == [])
        #expect(try ledger.toldThrough() == 0)
        #expect(try ledger.lastToldAt() == nil)
        #expect(try ledger.lastBootID() == nil)
    }

    @Test("holds what is past the mark, in order", arguments: 0...5)
    func mark(number: Int) throws {
        try ledger.markTold(through: Int64(number))
        #expect(try ledger.outbox().map(\.number) == Array(Int64(number) + 1..<6))
        #expect(try ledger.toldThrough() == Int64(number))
    }

    @Test(
        "with an instant holds also what was recorded at it or after it",
        arguments: [(60, [6]), (40, [5]), (39, [5]), (31, [5]), (30, [4, 5]), (0, [1, 2, 3, 4, 5])]
    )
    func since(minute: Int, numbers: [Int64]) throws {
        try ledger.markTold(through: 5)
        #expect(try ledger.outbox(since: .minute(minute)).map(\.number) == numbers.filter { $0 < 6 })
        try ledger.markTold(through: 3)
        #expect(try ledger.outbox(since: .minute(minute)).map(\.number) == Array(min(4, numbers[0])..<6))
    }

    @Test("the mark and the boot id outlive a crash")
    func crash() throws {
        try ledger.markTold(through: 4)
        try ledger.setLastBootID("one")
        try ledger.setLastBootID("two")
        try state.crash()
        let reopened = try state.open()
        #expect(try reopened.toldThrough() == 4)
        #expect(try reopened.lastBootID() == "two")
        #expect(try reopened.lastToldAt() == .minute(30))
        #expect(try reopened.outbox().map(\.number) == [5])
    }
}
