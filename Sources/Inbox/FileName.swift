import Glibc

/// The name of a file in its directory: any bytes but `/` and NUL, as Linux has it.
///
/// Compared byte by byte, so that the order is the same in every locale. Outsiders choose names: show them only
/// through `description` or `shellWord`.
package struct FileName: Hashable, Comparable, Sendable {
    /// The longest name that Linux's file systems take, in bytes (NAME_MAX).
    static let maxBytes = 255

    /// The bytes with a NUL at the end, as system calls want them.
    let terminated: [CChar]

    /// Takes a name of our own.
    package init(_ text: String) {
        terminated = Array(text.utf8CString)
    }

    /// Takes the bytes of a name; none of them is NUL.
    package init(bytes: some Sequence<UInt8>) {
        terminated = bytes.map(CChar.init(bitPattern:)) + [0]
    }

    /// Copies a name out of a system call's buffer.
    init(cString: UnsafePointer<CChar>) {
        terminated = Array(UnsafeBufferPointer(start: cString, count: strlen(cString) + 1))
    }

    /// The bytes without the NUL.
    package var bytes: [UInt8] { terminated.dropLast().map(UInt8.init(bitPattern:)) }

    package static func < (left: FileName, right: FileName) -> Bool {
        // As strcmp(3) compares, bytes count as unsigned.
        strcmp(left.terminated, right.terminated) < 0
    }

    /// Whether the name ends in these ASCII characters.
    func hasSuffix(_ suffix: StaticString) -> Bool {
        let start = terminated.count - 1 - suffix.utf8CodeUnitCount
        guard start >= 0 else { return false }
        return terminated.withUnsafeBytes { bytes in
            bytes[start...].dropLast().elementsEqual(
                UnsafeBufferPointer(start: suffix.utf8Start, count: suffix.utf8CodeUnitCount))
        }
    }

    /// Whether the file is compressed by gzip, as its name has it.
    package var isCompressed: Bool { hasSuffix(compressedEnding) }

    /// The name of what is in a compressed file, which tells its form: `a.json` of `a.json.gz`; other names stay.
    package var withoutCompression: FileName {
        isCompressed ? FileName(bytes: bytes.dropLast(compressedEnding.utf8CodeUnitCount)) : self
    }

    /// The name with an ending; the name is cut so that `room` bytes more still make a valid name.
    func appending(_ ending: String, leaving room: Int = 0) -> FileName {
        let kept = max(0, FileName.maxBytes - ending.utf8.count - room)
        return FileName(bytes: bytes.prefix(kept) + Array(ending.utf8))
    }
}

extension FileName: CustomStringConvertible {
    /// The name as a text that is harmless in a journal, on a terminal and in a table.
    ///
    /// Control characters, invisible ones (among them those that turn the direction of writing), backslashes and what
    /// is not UTF-8 are written `\xNN`, a byte each.
    package var description: String {
        guard let text = String(validating: bytes, as: UTF8.self) else {
            return bytes.map { isPlainASCII($0) ? String(UnicodeScalar($0)) : escaped($0) }.joined()
        }
        return text.unicodeScalars.map(harmless).joined()
    }

    /// The name as one word for a shell, whatever it holds, so that nobody can smuggle a command into a hint.
    package var shellWord: String {
        let bytes = bytes
        if !bytes.isEmpty, bytes.allSatisfy(isSafeInShell) { return String(decoding: bytes, as: UTF8.self) }
        return "$'" + bytes.map { isSafeInShell($0) ? String(UnicodeScalar($0)) : escaped($0) }.joined() + "'"
    }
}

private let compressedEnding: StaticString = ".gz"

private func isPlainASCII(_ byte: UInt8) -> Bool {
    (0x20...0x7E).contains(byte) && byte != UInt8(ascii: "\\")
}

private func isSafeInShell(_ byte: UInt8) -> Bool {
    switch byte {
    case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "A")...UInt8(ascii: "Z"): true
    case UInt8(ascii: "0")...UInt8(ascii: "9"): true
    case UInt8(ascii: "."), UInt8(ascii: "_"), UInt8(ascii: "-"), UInt8(ascii: "/"): true
    default: false
    }
}

private func harmless(_ scalar: UnicodeScalar) -> String {
    switch scalar.properties.generalCategory {
    case .control, .format, .lineSeparator, .paragraphSeparator, .privateUse, .surrogate, .unassigned:
        String(scalar).utf8.map(escaped).joined()
    default:
        scalar == "\\" ? escaped(UInt8(ascii: "\\")) : String(scalar)
    }
}

private func escaped(_ byte: UInt8) -> String {
    "\\x" + (byte < 16 ? "0" : "") + String(byte, radix: 16, uppercase: true)
}
