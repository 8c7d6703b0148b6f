import Glibc
import Monitor
import Systemd
import Testing

extension Loop {
    @Suite("A ledger that cannot be written")
    struct WriteFailureTests {
        @Test("ends the process at once: nothing is told and no file is moved; the next start makes it good")
        func recording() async {
            await #expect(processExitsWith: .success) {
                let station = try Station(Station.agreement("target: 1h"))
                try await station.start()
                try station.put("a.ndjson", "09:00 created")
                await station.turn("09:00")
                try station.put("b.ndjson", "09:00 created", ticket: "T-2")
                limitFiles(to: 1)
                await station.turn("10:00")
                limitFiles(to: nil)
                #expect(station.ended == [.inputOutput])
                #expect(station.told == [])
                #expect(station.files("inbox") == ["b.ndjson"])
                let last = station.journal.entries.last
                #expect(last?.message.hasPrefix("slad ends at once: the ledger could not be written: ") == true)
                #expect(last?.priority == .critical)
                // What is left of the process does nothing more.
                await station.turn("10:01")
                #expect(station.told == [])
                station.crash()
                try await station.start()
                #expect(station.told == ["breach T-1 response breach", "breach T-2 response breach"])
                #expect(station.files("inbox") == [])
            }
        }

        @Test("ends the process also where only the mark fails; what was told is not told again")
        func marking() async {
            await #expect(processExitsWith: .success) {
                let station = try Station(Station.agreement("target: 1h"))
                try await station.start()
                try station.put("a.ndjson", "09:00 created")
                await station.turn("09:00")
                station.journal.beforeNext { limitFiles(to: 1) }
                await station.turn("10:00")
                limitFiles(to: nil)
                #expect(station.ended == [.inputOutput])
                #expect(station.told == ["breach T-1 response breach"])
                station.crash()
                try await station.start()
                await station.turn("10:01")
                #expect(station.told == ["breach T-1 response breach"])
            }
        }

        @Test("ends the process where a reload cannot be recorded")
        func reloading() async {
            await #expect(processExitsWith: .success) {
                let station = try Station(Station.agreement("target: 1h"))
                try await station.start()
                try station.configure(Station.agreement("target: 2h"))
                limitFiles(to: 1)
                await station.monitor?.reload()
                await station.journal.wait { $0.contains { $0.priority == .critical } }
                limitFiles(to: nil)
                #expect(station.entries("reloaded") == [])
            }
        }
    }
}

/// No file of this process grows past so many bytes; nil for no limit. Writing past it fails with EFBIG.
private func limitFiles(to bytes: UInt?) {
    signal(SIGXFSZ, SIG_IGN)
    var limit = rlimit()
    getrlimit(__rlimit_resource_t(RLIMIT_FSIZE.rawValue), &limit)
    limit.rlim_cur = bytes ?? limit.rlim_max
    setrlimit(__rlimit_resource_t(RLIMIT_FSIZE.rawValue), &limit)
}
