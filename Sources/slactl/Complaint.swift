import Foundation

/// One line a finding, on standard error.
func complain(_ text: String) {
    FileHandle.standardError.write(Data("\(text)\n".utf8))
}
