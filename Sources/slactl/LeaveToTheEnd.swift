/// Keeps a value until the process ends.
///
/// For a command's last line: to give back a million texts one by one takes a good part of its time, and the end of the
/// process gives back all of them at once.
func leaveToTheEnd<Value>(_ value: Value) {
    _ = Unmanaged.passRetained(Left(value))
}

private final class Left<Value> {
    let value: Value

    init(_ value: Value) {
        self.value = value
    }
}
