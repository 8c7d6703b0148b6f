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
        #expect(try ledger.outbox(lookingBack: true) == [])
        #expect(try ledger.toldThrough() == 0)
        #expect(try ledger.lastBootID() == nil)
    }

    @Test("holds what is past the mark, in order", arguments: 0...5)
    func mark(number: Int) throws {
        try ledger.markTold(through: Int64(number))
        #expect(try ledger.outbox().map(\.number) == Array(Int64(number) + 1..<6))
        #expect(try ledger.toldThrough() == Int64(number))
    }

    @Test("looking back holds also what was told but is not marked as kept", arguments: 0...5)
    func kept(number: Int) throws {
        try ledger.markTold(through: 5)
        try ledger.markKept(through: Int64(number))
        #expect(try ledger.outbox() == [])
        #expect(try ledger.outbox(lookingBack: true).map(\.number) == Array(Int64(number) + 1..<6))
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
        #expect(try reopened.outbox().map(\.number) == [5])
    }
}
