/// A member of a JSON object with a digest over the whole text, by which this program can tell later
/// that nobody has changed what it wrote.
///
/// Where the digest stands, the text that it is taken over has zeros.
public enum DigestMember {
  private static let name = "file_sha256"
  private static let zeros = String(repeating: "0", count: 64)

  /// The canonical text of an object with its digest, and a closing newline.
  ///
  /// Throws where the object holds a number that is not finite.
  ///
  /// - Parameter folder: the member to put the digest into, itself an object, for readers that know
  ///   of no other place; at the top without it.
  public static func sealed(_ value: JSONValue, in folder: String? = nil) throws -> String {
    var members = value.object ?? [:]
    if let folder {
      members[folder] = [name: .string(zeros)]
    } else {
      members[name] = .string(zeros)
    }
    let text = try CanonicalJSON.text(.object(members)) + "\n"
    var bytes = Array(text.utf8)
    guard let place = place(in: bytes) else { return text }
    bytes.replaceSubrange(place, with: SHA256Digest.hex(of: text).utf8)
    return String(decoding: bytes, as: UTF8.self)
  }

  /// Whether a text is, byte for byte, one that ``sealed(_:in:)`` has made.
  public static func isUnchanged(_ text: String) -> Bool {
    var bytes = Array(text.utf8)
    guard let place = place(in: bytes) else { return false }
    let digest = String(decoding: bytes[place], as: UTF8.self)
    bytes.replaceSubrange(place, with: zeros.utf8)
    return SHA256Digest.hex(of: String(decoding: bytes, as: UTF8.self)) == digest
  }

  /// Where the digest stands: behind the first member of that name.
  ///
  /// Within a text its quotation marks would have backslashes before them.
  private static func place(in bytes: [UInt8]) -> Range<Int>? {
    let key = Array("\"\(name)\":\"".utf8)
    var index = 0
    while index + key.count + zeros.utf8.count <= bytes.count {
      if bytes[index] == key[0], bytes[index...].starts(with: key) {
        let start = index + key.count
        return start..<(start + zeros.utf8.count)
      }
      index += 1
    }
    return nil
  }
}
