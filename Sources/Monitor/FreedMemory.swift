import CLinux
import SLAEngine

/// Gives the system back what a backlog needed.
///
/// glibc keeps the memory of what was freed between what was not: after the logs of three real help desks, 93 of
/// 121 MiB (`make bench`, group `resting`).
struct FreedMemory {
    /// So many events free enough to be worth a walk over all memory, which takes some milliseconds.
    private static let events = 20_000

    private var eventsSince = 0

    mutating func noteEvent() {
        eventsSince += 1
    }

    /// Gives back what was freed, if it is enough; the loop is to have nothing to do.
    mutating func giveBackIfDue(_ engine: inout Engine) {
        guard eventsSince >= FreedMemory.events else { return }
        eventsSince = 0
        engine.giveBackRoom()
        slad_give_back_memory()
    }
}
