private import CCrypto

/// The name that git gives to a file's content.
public enum GitBlob {
  /// SHA-1 of `blob LENGTH`, a zero byte and the content, in lower-case hexadecimal.
  ///
  /// Source: "Git Internals - Git Objects" in Chacon and Straub, Pro Git.
  public static func hex(of content: some Collection<UInt8>) -> String {
    let message = Array("blob \(content.count)\0".utf8) + content
    var digest = [UInt8](repeating: 0, count: 20)
    let isDone = message.withUnsafeBytes { bytes in
      EVP_Digest(bytes.baseAddress, bytes.count, &digest, nil, EVP_sha1(), nil)
    }
    precondition(isDone == 1, "libcrypto offers no SHA-1")
    return Hexadecimal.text(of: digest)
  }
}
