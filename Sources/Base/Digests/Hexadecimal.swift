/// Bytes as digests are written.
package enum Hexadecimal {
  /// Two lower-case digits a byte.
  package static func text(of bytes: [UInt8]) -> String {
    bytes.map { ($0 < 16 ? "0" : "") + String($0, radix: 16) }.joined()
  }
}
