package import BusinessTime
import Glibc
package import Systemd

/// What the loop reads the time from; once per wake-up.
package protocol WallClock: Sendable {
    func now() -> Timestamp
}

/// CLOCK_REALTIME of this machine.
package struct SystemClock: WallClock {
    package init() {}

    package func now() -> Timestamp {
        var time = timespec()
        clock_gettime(CLOCK_REALTIME, &time)
        return Timestamp(millisecondsSinceEpoch: Int64(time.tv_sec) * 1_000 + Int64(time.tv_nsec) / 1_000_000)
    }
}

/// Reads back what the journal has, after a crash.
package protocol ReadBack {
    /// Waits until the entry with this alert id, the last one told, can be read.
    ///
    /// - Returns: the boot id of that entry; nil if it did not come within `microseconds` or cannot be read.
    func bootID(ofEntry alertID: String, within microseconds: UInt64) -> String?

    /// Those of the alert ids that entries of this very service have.
    func told(_ alertIDs: [String]) throws -> Set<String>
}

/// The journal of this machine, as far as this service wrote it: anybody can write the other fields.
package struct JournalReadBack: ReadBack {
    private let trusted: [JournalMatch]

    /// - Returns: nil outside of a unit, where no entry can be told to be ours.
    package init?(_ identity: ServiceIdentity) {
        guard let unit = identity.unit else { return nil }
        trusted = JournalMatch.written(byUnit: unit, uid: identity.uid)
    }

    package func bootID(ofEntry alertID: String, within microseconds: UInt64) -> String? {
        let matches = trusted + [JournalMatch("SLA_ALERT_ID", alertID)]
        do {
            let reader = try JournalReader()
            guard try reader.waitFor(entryMatching: matches, timeoutMicroseconds: microseconds) else { return nil }
            try reader.select(JournalQuery(matches))
            return try reader.next(reading: ["_BOOT_ID"])?["_BOOT_ID"]
        } catch {
            return nil
        }
    }

    package func told(_ alertIDs: [String]) throws -> Set<String> {
        try JournalReader().present(alertIDs, of: "SLA_ALERT_ID", amongEntriesMatching: trusted)
    }
}
