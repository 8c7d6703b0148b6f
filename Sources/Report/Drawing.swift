/// A picture in a page, with what it shows in words for those who do not see it.
struct Drawing {
    private let width: Double
    private let height: Double
    private let title: String
    private let summary: String
    /// Differs from those of the other pictures of the page.
    private let id: String
    private var parts: [Markup] = []

    init(_ id: String, width: Double, height: Double, title: String, summary: String) {
        self.id = id
        self.width = width
        self.height = height
        self.title = title
        self.summary = summary
    }

    /// Where a text stands at its place.
    enum Anchor: String {
        case start, middle, end
    }

    /// - Parameter style: a class of the style sheet; colours are its business.
    mutating func rectangle(
        _ x: Double, _ y: Double, _ width: Double, _ height: Double, _ style: String, note: String? = nil
    ) {
        let box: Markup =
            "<rect x=\"\(x)\" y=\"\(y)\" width=\"\(max(0, width))\" height=\"\(max(0, height))\" class=\"\(style)\""
        parts.append(note.map { "\(box)><title>\($0)</title></rect>" } ?? "\(box)/>")
    }

    mutating func line(_ x1: Double, _ y1: Double, _ x2: Double, _ y2: Double, _ style: String) {
        parts.append("<line x1=\"\(x1)\" y1=\"\(y1)\" x2=\"\(x2)\" y2=\"\(y2)\" class=\"\(style)\"/>")
    }

    mutating func path(_ points: [(x: Double, y: Double)], _ style: String) {
        guard points.count > 1 else { return }
        let places = points.map { "\($0.x),\($0.y) " as Markup }
        parts.append("<polyline points=\"\(places)\" class=\"\(style)\"/>")
    }

    mutating func point(_ x: Double, _ y: Double, _ style: String, note: String) {
        parts.append("<circle cx=\"\(x)\" cy=\"\(y)\" r=\"3.2\" class=\"\(style)\"><title>\(note)</title></circle>")
    }

    mutating func text(_ words: String, _ x: Double, _ y: Double, _ anchor: Anchor = .start, _ style: String = "label")
    {
        parts.append(
            "<text x=\"\(x)\" y=\"\(y)\" text-anchor=\"\(anchor.rawValue)\" class=\"\(style)\">\(words)</text>")
    }

    var markup: Markup {
        """
        <svg viewBox="0 0 \(width) \(height)" width="\(width)" height="\(height)" role="img" \
        aria-labelledby="\(id)t \(id)d"><title id="\(id)t">\(title)</title><desc id="\(id)d">\(summary)</desc>\
        \(parts)</svg>

        """
    }
}
