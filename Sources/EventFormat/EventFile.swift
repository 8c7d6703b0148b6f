import SLAEngine

/// The bytes of a file of events, and how far they have been decoded.
///
/// Events are decoded one by one as they are asked for, so that a large file needs its own size in memory and no more.
/// Copies are cheap and go on from the same place.
package struct EventFile: Sendable {
    package let bytes: [UInt8]
    package let form: EventFileForm

    private var stage = Stage.start
    /// Before what comes next.
    private var position = TextPosition()
    /// Where the last line ends that is asked for.
    private let end: Int
    /// It is an array, and good JSON, so that its elements are events; known when the first was asked for.
    package private(set) var isArray = false

    private enum Stage {
        case start
        case lines
        /// Within an array that is good JSON.
        case elements
        case end
    }

    package init(bytes: [UInt8], form: EventFileForm) {
        self.bytes = bytes
        self.form = form
        end = bytes.count
    }

    /// Some lines of another file, as they stand there.
    ///
    /// - Parameters:
    ///   - start: where a line begins, not that of a file that is not of lines.
    ///   - end: behind the end of a line.
    init(linesOf file: EventFile, from start: TextPosition, to end: Int) {
        bytes = file.bytes
        form = file.form
        self.end = end
        position = start
        stage = start.offset == 0 ? .start : .lines
    }

    /// Nothing follows. A file whose last event was decoded may find out only when it is asked for the next.
    package var isAtEnd: Bool { stage == .end }

    /// Decodes the next event, in the order of the file.
    ///
    /// A byte order mark at the start of the file is passed over, and so are lines of nothing but white space. A
    /// `.json` file that is not good JSON as a whole is one finding.
    ///
    /// - Parameter explaining: whether the place and cause of a fault in the JSON are looked for, which reads the
    ///   document once more, slowly.
    /// - Returns: nil at the end.
    /// - Complexity: O(n) of the bytes of the line or element; with the first of an array, of the whole array, which is
    ///   checked in pieces, so that it needs no more memory than one of a few mebibytes.
    package mutating func next(with decoder: inout EventDecoder, explaining: Bool = true) -> DecodedLine? {
        bytes.withUnsafeBytes { file in
            if stage == .start, let whole = begin(file, &decoder, explaining) { return whole }
            guard let place = nextPlace(in: file) else {
                stage = .end
                return nil
            }
            return decoder.decoded(place, in: file, form: form, explaining: explaining)
        }
    }

    /// The bytes of an event as they came.
    package func text(at place: EventPlace) -> ArraySlice<UInt8> {
        bytes[place.range]
    }

    /// Whether nothing but what separates events lies between two of the file, the earlier one first.
    ///
    /// - Complexity: O(n) of the bytes between.
    package func hasNothing(between first: Range<Int>, and second: Range<Int>) -> Bool {
        bytes[first.upperBound..<second.lowerBound].allSatisfy { $0.isJSONSpace || isArray && $0 == UInt8(ascii: ",") }
    }

    /// Finds where the first event is.
    ///
    /// - Returns: what came of the file where it is one document, or none that can be taken apart.
    private mutating func begin(
        _ file: UnsafeRawBufferPointer, _ decoder: inout EventDecoder, _ explaining: Bool
    ) -> DecodedLine? {
        if file.starts(with: [0xEF, 0xBB, 0xBF]) { position.offset = 3 }
        if let problem = EventProblem(fileBeginning: file) {
            stage = .end
            let place = EventPlace(line: 1, range: 0..<file.count)
            return .finding(EventFinding(place: place, what: problem.what, hint: problem.hint))
        }
        stage = .lines
        guard form == .json else { return nil }
        let document = file.withoutSpace(within: position.offset..<file.count)
        if !document.isEmpty { position.advance(to: document.lowerBound, in: file) }
        let place = EventPlace(line: position.line, range: document)
        stage = .end
        guard !document.isEmpty, file[document.lowerBound] == UInt8(ascii: "[") else {
            return decoder.decoded(place, in: file, form: form, explaining: explaining)
        }
        if let finding = decoder.finding(inArray: place, in: file, explaining: explaining) { return .finding(finding) }
        position.advance(to: document.lowerBound + 1, in: file)
        isArray = true
        stage = .elements
        return nil
    }

    private mutating func nextPlace(in file: UnsafeRawBufferPointer) -> EventPlace? {
        switch stage {
        case .lines: nextLine(in: file)
        case .elements: nextElement(in: file)
        case .start, .end: nil
        }
    }

    private mutating func nextLine(in file: UnsafeRawBufferPointer) -> EventPlace? {
        while position.offset < end, let line = file.line(from: position.offset) {
            let place = EventPlace(line: position.line, range: line.text)
            position.offset = line.end
            position.line += 1
            if !UnsafeRawBufferPointer(rebasing: file[line.text]).allSatisfy(\.isJSONSpace) { return place }
        }
        return nil
    }

    private mutating func nextElement(in file: UnsafeRawBufferPointer) -> EventPlace? {
        guard let element = file.element(from: position.offset) else { return nil }
        position.advance(to: element.lowerBound, in: file)
        defer { position.advance(to: element.upperBound, in: file) }
        return EventPlace(line: position.line, column: position.column, range: element)
    }
}
