extension EventProblem {
    /// Why none of a file's lines can be read, where its first bytes show that it is of another kind.
    init?(fileBeginning bytes: UnsafeRawBufferPointer) {
        let compressed = FileKind.compressed.first { bytes.starts(with: $0.signature) }
        if bytes.starts(with: [0x1F, 0x8B]) {
            self.init(
                "the file is compressed with gzip",
                hint: "name it .gz, as in desk.ndjson.gz; if it is so named, it was compressed twice")
        } else if let compressed {
            self.init("the file is compressed: \(compressed.name)", hint: "send it as it is, or compressed with gzip")
        } else if FileKind.isUTF16(bytes) {
            self.init("the file is UTF-16", hint: "save the file as UTF-8")
        } else {
            return nil
        }
    }
}

private enum FileKind {
    /// The bytes with which other tools' files begin; no JSON does.
    static let compressed: [(signature: [UInt8], name: String)] = [
        ([0x50, 0x4B, 0x03, 0x04], "zip"), ([0x28, 0xB5, 0x2F, 0xFD], "zstd"), ([0x42, 0x5A, 0x68], "bzip2"),
        ([0xFD, 0x37, 0x7A, 0x58, 0x5A], "xz"),
    ]

    /// A mark of UTF-16, or (as JSON begins with a sign of ASCII) a zero beside its first byte.
    static func isUTF16(_ bytes: UnsafeRawBufferPointer) -> Bool {
        guard bytes.count >= 2 else { return false }
        switch (bytes[0], bytes[1]) {
        case (0xFF, 0xFE), (0xFE, 0xFF): return true
        case (0, 0): return false
        case (0, _), (_, 0): return bytes.count % 2 == 0
        default: return false
        }
    }
}
