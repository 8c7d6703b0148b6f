import BusinessTime

// The limits of the spool in `slad.yaml`.
extension NodeReader {
    mutating func spool(_ nodes: KeyedNodes) -> DaemonSettings.Spool {
        var spool = DaemonSettings.Spool()
        // A file that no notification told of would else be taken half, or not on the same day.
        let settle = ElapsedTime.seconds(1)...ElapsedTime.minutes(10)
        // `processed` has a directory a day, so that less than a day means nothing.
        let kept = ElapsedTime.days(1)...ElapsedTime.days(3_660)
        spool.settle = limit("settle", nodes, settle, spool.settle)
        spool.keepProcessed = limit("keep_processed", nodes, kept, spool.keepProcessed)
        spool.keepRejected = limit("keep_rejected", nodes, kept, spool.keepRejected)
        // A file is in memory as a whole; below the lower limit not even a batch of some hundred events comes through.
        spool.maxFileBytes = limit("max_file_size", nodes, 64 << 10...1 << 30, spool.maxFileBytes)
        spool.maxSpoolBytes = limit("max_spool", nodes, 16 << 20...1 << 50, spool.maxSpoolBytes)
        checkRoom(nodes, spool)
        return spool
    }

    private mutating func checkRoom(_ nodes: KeyedNodes, _ spool: DaemonSettings.Spool) {
        guard let node = nodes["max_spool"] ?? nodes["max_file_size"], spool.maxSpoolBytes < spool.maxFileBytes else {
            return
        }
        error(
            node.place,
            "max_spool (\(SizeText.text(spool.maxSpoolBytes))) is below max_file_size "
                + "(\(SizeText.text(spool.maxFileBytes)))",
            hint: "write a max_spool that has room for several such files"
        )
    }

    private mutating func limit(
        _ key: String, _ nodes: KeyedNodes, _ range: ClosedRange<ElapsedTime>, _ usual: ElapsedTime
    ) -> ElapsedTime {
        guard let node = nodes[key], let span = parsed(node, "a span such as 7d", SpanText.span) else { return usual }
        if range.contains(span) { return span }
        let bounds = (spanText(range.lowerBound), spanText(range.upperBound))
        error(
            node.place, "\(key) (\(spanText(span))) is not between \(bounds.0) and \(bounds.1)",
            hint: "write such as \(spanText(usual))")
        return usual
    }

    private mutating func limit(_ key: String, _ nodes: KeyedNodes, _ range: ClosedRange<Int>, _ usual: Int) -> Int {
        guard let node = nodes[key], let size = parsed(node, "a size such as 64MiB", SizeText.bytes) else {
            return usual
        }
        if range.contains(size) { return size }
        let bounds = (SizeText.text(range.lowerBound), SizeText.text(range.upperBound))
        error(
            node.place,
            "\(key) (\(SizeText.text(size))) is not between \(bounds.0) and \(bounds.1)",
            hint: "write such as \(SizeText.text(usual))"
        )
        return usual
    }
}

/// A span as operators write it: whole days as days.
private func spanText(_ span: ElapsedTime) -> String {
    let day = ElapsedTime.days(1).milliseconds
    let isDays = span > .zero && span.milliseconds.isMultiple(of: day)
    return isDays ? "\(span.milliseconds / day)d" : span.text
}
