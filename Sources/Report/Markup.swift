/// A piece of a page. What is written in the source is markup; what is put in between is a text, and escaped.
struct Markup: ExpressibleByStringInterpolation {
    private(set) var text: String

    init(stringLiteral text: String) {
        self.text = text
    }

    init(stringInterpolation pieces: Interpolation) {
        text = pieces.text
    }

    /// What is no text from outside.
    init(trusted text: String) {
        self.text = text
    }

    static func += (left: inout Markup, right: Markup) { left.text += right.text }

    struct Interpolation: StringInterpolationProtocol {
        fileprivate var text = ""

        init(literalCapacity: Int, interpolationCount: Int) {
            text.reserveCapacity(literalCapacity + interpolationCount * 16)
        }

        mutating func appendLiteral(_ literal: String) { text += literal }
        mutating func appendInterpolation(_ markup: Markup) { text += markup.text }
        mutating func appendInterpolation(_ words: String) { text += Markup.escaped(words) }
        mutating func appendInterpolation(_ number: Int) { text += String(number) }
        /// A length or a place in a drawing, with one decimal.
        mutating func appendInterpolation(_ number: Double) { text += Markup.decimal(number) }
        mutating func appendInterpolation(_ parts: [Markup]) { for part in parts { text += part.text } }
    }

    /// Safe between tags and within quotes; what would turn the line round, or is no character of XML, is `?`.
    private static func escaped(_ words: String) -> String {
        var text = ""
        for scalar in Table.harmless(words).unicodeScalars {
            switch scalar {
            case "&": text += "&amp;"
            case "<": text += "&lt;"
            case ">": text += "&gt;"
            case "\"": text += "&quot;"
            case "'": text += "&#39;"
            case _ where scalar.value & 0xFFFE == 0xFFFE: text += "?"
            default: text.unicodeScalars.append(scalar)
            }
        }
        return text
    }

    private static func decimal(_ number: Double) -> String {
        let tenths = Int((number * 10).rounded())
        let sign = tenths < 0 ? "-" : ""
        let (whole, rest) = tenths.magnitude.quotientAndRemainder(dividingBy: 10)
        return rest == 0 ? "\(sign)\(whole)" : "\(sign)\(whole).\(rest)"
    }
}
