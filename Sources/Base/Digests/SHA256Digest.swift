private import CCrypto

/// SHA-256 (FIPS 180-4) as it is fed, and in the form that records and manifests write it:
/// lower-case hexadecimal.
public struct SHA256Digest: ~Copyable {
  private let context: OpaquePointer

  /// An empty message.
  public init() {
    // Both calls fail only when memory is exhausted or the library is built without SHA-256.
    guard let context = EVP_MD_CTX_new(), EVP_DigestInit_ex(context, EVP_sha256(), nil) == 1 else {
      preconditionFailure("libcrypto offers no SHA-256")
    }
    self.context = context
  }

  deinit { EVP_MD_CTX_free(context) }

  /// Appends bytes to the message.
  public func update(_ bytes: UnsafeRawBufferPointer) {
    EVP_DigestUpdate(context, bytes.baseAddress, bytes.count)
  }

  /// The 32 bytes of the digest of everything fed so far; ends the message.
  public consuming func bytes() -> [UInt8] {
    var digest = [UInt8](repeating: 0, count: 32)
    EVP_DigestFinal_ex(context, &digest, nil)
    return digest
  }

  /// The digest of everything fed so far; ends the message.
  public consuming func hex() -> String {
    Hexadecimal.text(of: bytes())
  }

  /// The digest of memory, not copied.
  public static func hex(of bytes: UnsafeRawBufferPointer) -> String {
    let digest = SHA256Digest()
    digest.update(bytes)
    return digest.hex()
  }

  /// The digest of some bytes.
  public static func hex(of bytes: some Collection<UInt8>) -> String {
    bytes.withContiguousStorageIfAvailable { hex(of: UnsafeRawBufferPointer($0)) }
      ?? Array(bytes).withUnsafeBytes { hex(of: $0) }
  }

  /// The digest of a text's UTF-8 bytes.
  public static func hex(of text: some StringProtocol) -> String { hex(of: text.utf8) }
}
