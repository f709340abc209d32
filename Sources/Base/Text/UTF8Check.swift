/// Whether bytes are text.
public enum UTF8Check {
  /// How many bytes stand before the first that is not UTF-8; `nil` where all are.
  public static func firstInvalid(in bytes: some Sequence<UInt8>) -> Int? {
    var bytes = bytes.makeIterator()
    var parser = Unicode.UTF8.ForwardParser()
    var offset = 0
    while true {
      switch parser.parseScalar(from: &bytes) {
      case .valid(let scalar): offset += scalar.count
      case .error: return offset
      case .emptyInput: return nil
      }
    }
  }
}
