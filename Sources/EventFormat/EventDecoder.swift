import CSimdJSON
import SLAEngine

/// Turns the bytes of a file into events, and into findings for what is none.
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

    /// Decodes a whole file, in its order.
    ///
    /// A byte order mark at its start is passed over.
    ///
    /// A `.json` file that is not good JSON as a whole is one finding. Lines of nothing but white space are skipped.
    ///
    /// - Parameter take: called for each line or element; what it throws ends the decoding.
    /// - Complexity: O(n) of the bytes. An array of more than `EventLimits.line` bytes needs up to fifteen times its
    ///   size in memory while it is checked; lines need none but for the longest of them.
    package mutating func decode(
        _ bytes: UnsafeRawBufferPointer,
        form: EventFileForm,
        take: (DecodedLine) throws -> Void
    ) rethrows {
        let hasMark = bytes.starts(with: [0xEF, 0xBB, 0xBF])
        let text = UnsafeRawBufferPointer(rebasing: bytes.dropFirst(hasMark ? 3 : 0))
        switch form {
        case .lines: try decodeLines(text, take: take)
        case .json: try decodeDocument(text, take: take)
        }
    }

    private func decodeLines(_ text: UnsafeRawBufferPointer, take: (DecodedLine) throws -> Void) rethrows {
        var lines = LineSplitter(text)
        var number = 0
        while let line = lines.next() {
            number += 1
            guard !line.allSatisfy(\.isJSONSpace) else { continue }
            try take(decoded(line, within: text, line: number))
        }
    }

    private func decodeDocument(_ file: UnsafeRawBufferPointer, take: (DecodedLine) throws -> Void) rethrows {
        let document = file.trimmingJSONSpace()
        guard document.first == UInt8(ascii: "[") else {
            return try take(decoded(document, within: file, line: 1))
        }
        if let problem = problem(ofArray: document, within: file) {
            return try take(.finding(finding(problem, in: document, line: 1)))
        }
        var elements = ElementSplitter(array: document)
        var number = 0
        while let element = elements.next() {
            number += 1
            try take(decoded(element, within: file, line: number))
        }
    }

    private func problem(ofArray array: UnsafeRawBufferPointer, within file: UnsafeRawBufferPointer) -> EventProblem? {
        // A reader of its own for a long one, so that its buffers go when it does.
        let reader = array.count > limits.line ? JSONReader(depth: limits.depth) : self.reader
        do throws(EventProblem) {
            _ = try reader.read(array, readable: file.bytes(from: array))
            return nil
        } catch {
            return error
        }
    }

    private func decoded(
        _ document: UnsafeRawBufferPointer,
        within file: UnsafeRawBufferPointer,
        line: Int
    ) -> DecodedLine {
        do throws(EventProblem) {
            return .event(try event(document, readable: file.bytes(from: document)), line: line)
        } catch {
            return .finding(finding(error, in: document, line: line))
        }
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

    private func finding(_ problem: EventProblem, in document: UnsafeRawBufferPointer, line: Int) -> EventFinding {
        EventFinding(
            line: line,
            what: problem.what,
            hint: problem.hint,
            text: Array(document.prefix(limits.line)),
            textIsWhole: document.count <= limits.line
        )
    }
}

extension UnsafeRawBufferPointer {
    fileprivate func trimmingJSONSpace() -> UnsafeRawBufferPointer {
        let start = firstIndex { !$0.isJSONSpace } ?? endIndex
        let end = (lastIndex { !$0.isJSONSpace } ?? start - 1) + 1
        return UnsafeRawBufferPointer(rebasing: self[start..<end])
    }

    /// How many bytes there are from the first of `part` to the end.
    fileprivate func bytes(from part: UnsafeRawBufferPointer) -> Int {
        guard let start = part.baseAddress, let whole = baseAddress else { return 0 }
        return whole + count - start
    }
}
