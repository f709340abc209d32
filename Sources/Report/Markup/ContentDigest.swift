import Foundation
import Records

extension SHA256Digest {
  /// The digest of a text's UTF-8 bytes as content policies of web pages write it.
  package static func base64(of text: String) -> String {
    let digest = SHA256Digest()
    Array(text.utf8).withUnsafeBytes { digest.update($0) }
    return Data(digest.bytes()).base64EncodedString()
  }
}
