import CSimdJSON
import SLAEngine

/// Turns lines of files into events, and into findings for what is none.
///
/// simdjson decides what is JSON; a key that stands twice is a finding as well. One decoder after another file reuses
/// its buffers. Not to be shared between threads.
package struct EventDecoder {
    private let limits: EventLimits
    private let builder: EventBuilder
    private let reader: JSONReader

    package init(limits: EventLimits = EventLimits()) {
        self.limits = limits
        builder = EventBuilder(limits: limits)
        reader = JSONReader(depth: limits.depth)
    }

    /// What one line or element of a file is.
    mutating func decoded(
        _ place: EventPlace, in file: UnsafeRawBufferPointer, form: EventFileForm, explaining: Bool
    ) -> DecodedLine {
        do throws(EventProblem) {
            let document = UnsafeRawBufferPointer(rebasing: file[place.range])
            return .event(try event(document, readable: file.count - place.range.lowerBound), place)
        } catch {
            return .finding(finding(error, at: place, in: file, form: form, explaining: explaining))
        }
    }

    /// Why an array is not good JSON as a whole; nil if it is.
    mutating func finding(
        inArray place: EventPlace, in file: UnsafeRawBufferPointer, explaining: Bool
    ) -> EventFinding? {
        let array = UnsafeRawBufferPointer(rebasing: file[place.range])
        do throws(EventProblem) {
            if array.count > limits.line {
                try LongArray(array, depth: limits.depth).check()
            } else {
                _ = try reader.read(array, readable: file.count - place.range.lowerBound)
            }
            return nil
        } catch {
            return finding(error, at: place, in: file, form: .json, explaining: explaining)
        }
    }

    private func finding(
        _ problem: EventProblem, at place: EventPlace, in file: UnsafeRawBufferPointer, form: EventFileForm,
        explaining: Bool
    ) -> EventFinding {
        guard explaining else { return EventFinding(place: place, what: problem.what, hint: problem.hint) }
        let place = PlacedDocument(place, in: file, form: form)
        return place.finding(place.explained(problem, depth: limits.depth))
    }

    private func event(_ document: UnsafeRawBufferPointer, readable: Int) throws(EventProblem) -> TicketEvent {
        guard document.count <= limits.line else {
            throw EventProblem(
                "an event of \(document.count) bytes, and at most \(limits.line) are taken",
                hint: "send what changed, and leave texts in the help desk; an event a line, if these are several"
            )
        }
        let root = try reader.read(document, readable: readable)
        return try builder.event(from: RawEvent(document: root, limits: limits))
    }
}
