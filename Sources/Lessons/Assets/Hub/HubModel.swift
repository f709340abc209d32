import Foundation

/// A model on the Hugging Face hub.
package struct HubModel: Sendable, Equatable {
  /// As `from_pretrained` takes it: `bert-base-uncased` or `google/bert_uncased_L-2_H-128_A-2`.
  package var repository: String
  /// The commit that holds the files; `nil` for what is `main` when it is fetched.
  package var revision: String?

  package init(repository: String, revision: String?) {
    (self.repository, self.revision) = (repository, revision)
  }

  /// What a user typed, if it can be a repository, `OWNER/NAME`, and is no place on this machine.
  ///
  /// A folder of that name goes first, as with `from_pretrained`.
  init?(typed text: String) {
    let parts = text.split(separator: "/", omittingEmptySubsequences: false)
    guard parts.count == 2, Self.isRepository(text),
      !FileManager.default.fileExists(atPath: text)
    else { return nil }
    self.init(repository: text, revision: nil)
  }

  /// `NAME` or `OWNER/NAME` in the characters that the hub allows.
  private static func isRepository(_ text: String) -> Bool {
    let parts = text.split(separator: "/", omittingEmptySubsequences: false)
    return parts.count <= 2 && parts.allSatisfy(isName)
  }

  private static func isName(_ part: Substring) -> Bool {
    let isLegal = part.utf8.allSatisfy { byte in
      switch byte {
      case 0x30...0x39, 0x41...0x5A, 0x61...0x7A: true
      default: "._-".utf8.contains(byte)
      }
    }
    return isLegal && (1...96).contains(part.utf8.count) && !".-".contains(part.first ?? ".")
  }
}

/// As a manifest lists it: with the commit, so that it is the same model next year.
extension HubModel: Decodable {
  private enum CodingKeys: String, CodingKey {
    case repository, revision
  }

  package init(from decoder: Decoder) throws {
    let values = try decoder.container(keyedBy: CodingKeys.self)
    let repository = try values.decode(String.self, forKey: .repository)
    guard Self.isRepository(repository) else {
      throw DecodingError.dataCorruptedError(
        forKey: .repository, in: values,
        debugDescription: "no repository of the hub: NAME or OWNER/NAME")
    }
    let revision = try values.decode(String.self, forKey: .revision)
    guard HubListing.isCommit(revision) else {
      throw DecodingError.dataCorruptedError(
        forKey: .revision, in: values, debugDescription: "no commit: 40 hexadecimal digits")
    }
    self.init(repository: repository, revision: revision)
  }
}
