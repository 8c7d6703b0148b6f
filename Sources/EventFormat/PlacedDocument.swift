/// One document of a file that is refused, read once more for the places of its faults.
struct PlacedDocument {
    private let place: EventPlace
    private let text: UnsafeRawBufferPointer
    private let form: EventFileForm
    private let start: TextPosition

    init(_ place: EventPlace, in file: UnsafeRawBufferPointer, form: EventFileForm) {
        self.place = place
        self.form = form
        text = UnsafeRawBufferPointer(rebasing: file[place.range])
        start = TextPosition(line: place.line, column: place.column ?? file.column(of: place.range.lowerBound))
    }

    /// The fault that the strict reader finds where the parser refused the JSON; the parser's word where it finds none.
    func explained(_ problem: EventProblem, depth: Int) -> EventProblem {
        guard problem.isParsers else { return problem }
        var reader = StrictReader(text, form: form, start: start, depth: depth)
        return reader.problem() ?? problem
    }

    func finding(_ problem: EventProblem) -> EventFinding {
        var finding = EventFinding(place: place, what: problem.what, hint: problem.hint)
        guard let offset = problem.spot.flatMap(offset) else { return finding }
        var position = start
        position.advance(to: min(offset, text.count), in: text)
        (finding.line, finding.column) = (position.line, position.column)
        return finding
    }

    private func offset(of spot: EventProblem.Spot) -> Int? {
        switch spot {
        case .byte(let offset): return offset
        case .key(let index): return member(index)?.key
        case .value(let index): return member(index)?.value
        }
    }

    private func member(_ index: Int) -> (key: Int, value: Int)? {
        var finder = NodeFinder(text, index: index)
        return finder.place()
    }
}

extension UnsafeRawBufferPointer {
    /// The character of its line at which a byte stands, from 1; a byte order mark at the start is none.
    fileprivate func column(of offset: Int) -> Int {
        let before = self[..<offset]
        let lineStart = (before.lastIndex(of: 0x0A) ?? -1) + 1
        let mark = lineStart == 0 && starts(with: [0xEF, 0xBB, 0xBF]) ? 3 : 0
        return 1 + self[..<offset].dropFirst(lineStart + mark).count { !$0.isUTF8Continuation }
    }
}
