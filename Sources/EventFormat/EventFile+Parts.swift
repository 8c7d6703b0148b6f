extension EventFile {
    /// The file in parts, which give the same events and findings one after the other, and can be decoded side by side.
    ///
    /// A file is cut between lines. One that is not of lines, or of which none can be read, is one part.
    ///
    /// - Parameter size: of a part, in bytes; it is exceeded by what is left of its last line.
    /// - Complexity: O(n) of the bytes of the file, as lines are counted.
    package func parts(ofBytes size: Int) -> [EventFile] {
        bytes.withUnsafeBytes { file in
            guard form == .lines, EventProblem(fileBeginning: file) == nil else { return [self] }
            var parts: [EventFile] = []
            var start = TextPosition()
            while start.offset < file.count {
                var end = start
                while end.offset < start.offset + size, let line = file.line(from: end.offset) {
                    end.offset = line.end
                    end.line += 1
                }
                parts.append(EventFile(linesOf: self, from: start, to: end.offset))
                start = end
            }
            return parts
        }
    }
}
