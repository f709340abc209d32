private import CCrypto
import Foundation

/// The name that git gives to a file's content.
public enum GitBlob {
  /// SHA-1 of `blob LENGTH`, a zero byte and the content, in lower-case hexadecimal.
  ///
  /// Source: "Git Internals - Git Objects" in Chacon and Straub, Pro Git.
  public static func hex(of data: Data) -> String {
    let message = Data("blob \(data.count)\0".utf8) + data
    var digest = [UInt8](repeating: 0, count: 20)
    let isDone = message.withUnsafeBytes { bytes in
      EVP_Digest(bytes.baseAddress, bytes.count, &digest, nil, EVP_sha1(), nil)
    }
    precondition(isDone == 1, "libcrypto offers no SHA-1")
    return Hexadecimal.text(of: digest)
  }
}
