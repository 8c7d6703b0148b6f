// Numbers: RFC 8259 section 6. A whole number has 64 bits, with a sign or without; any other is a finite double.
extension StrictReader {
    mutating func readNumber() throws(EventProblem) {
        let begin = position
        _ = take(UInt8(ascii: "-"))
        let isZero = peek() == UInt8(ascii: "0")
        let digits = skipDigits()
        guard digits > 0, !isZero || digits == 1 else { throw badNumber(from: begin) }
        var isWhole = true
        if take(UInt8(ascii: ".")) {
            isWhole = false
            guard skipDigits() > 0 else { throw badNumber(from: begin) }
        }
        if peek() == UInt8(ascii: "e") || peek() == UInt8(ascii: "E") {
            isWhole = false
            position += 1
            if !take(UInt8(ascii: "-")) { _ = take(UInt8(ascii: "+")) }
            guard skipDigits() > 0 else { throw badNumber(from: begin) }
        }
        guard word(from: position).isEmpty else { throw badNumber(from: begin) }
        try checkRange(begin..<position, isWhole: isWhole)
    }

    /// - Returns: how many.
    private mutating func skipDigits() -> Int {
        let begin = position
        while let byte = peek(), byte.isDigit { position += 1 }
        return position - begin
    }

    private func checkRange(_ number: Range<Int>, isWhole: Bool) throws(EventProblem) {
        let digits = String(decoding: text[number], as: UTF8.self)
        if isWhole {
            guard Int64(digits) == nil, UInt64(digits) == nil else { return }
            throw EventProblem(
                "a whole number that 64 bits cannot hold: \(shown(digits))",
                hint: "write it between quotation marks"
            ).at(number.lowerBound)
        }
        guard Double(digits)?.isFinite != true else { return }
        throw EventProblem("a number that is too large: \(shown(digits))", hint: "write it between quotation marks")
            .at(number.lowerBound)
    }

    /// What begins as a number and is none.
    private func badNumber(from begin: Int) -> EventProblem {
        let word = self.word(from: begin)
        let written = shown(TextView(bytes: UnsafeRawBufferPointer(rebasing: text[word])))
        let bare = String(decoding: text[word].prefix(40), as: UTF8.self).drop { $0 == "-" }
        let problem =
            if ["Infinity", "Inf", "inf", "NaN", "nan"].contains(String(bare)) {
                EventProblem("\(written) is not JSON", hint: "write null, or leave the key out")
            } else if bare.hasPrefix("0"), bare.dropFirst().first?.isASCIIDigit == true, !bare.contains("-") {
                EventProblem(
                    "a number with a leading zero: \(written)", hint: "leave the zeros out, or write \(written)")
            } else if bare.hasPrefix(".") {
                EventProblem("a number without a digit before the point: \(written)", hint: "write 0.5, not .5")
            } else if bare.contains(".e") || bare.contains(".E") || bare.hasSuffix(".") {
                EventProblem("a number without a digit behind the point: \(written)", hint: "leave the point out")
            } else if bare.contains(";") {
                EventProblem("a semicolon; JSON has commas: \(written)", hint: "write a comma, or leave it out")
            } else if bare.contains("\"") {
                EventProblem("a number and a quotation mark: \(written)", hint: "is a comma or a mark missing?")
            } else {
                EventProblem(
                    "\(written) is not a number", hint: "write it between quotation marks if it is a text")
            }
        return problem.at(begin)
    }
}

extension UInt8 {
    var isDigit: Bool { self >= UInt8(ascii: "0") && self <= UInt8(ascii: "9") }
}

extension Character {
    var isASCIIDigit: Bool { isASCII && isNumber }
}
