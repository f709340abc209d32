import Files
import Foundation

/// A module of the notebook's own.
package enum FoundModule {
  /// More is no helper of a notebook's.
  private static let largest = 1 << 20

  /// The text of `name`, such as `helper` or `package.helper`, where that file lies beside or below the
  /// notebook; `nil` where it does not.
  ///
  /// What the notebook says is not trusted: nothing outside of its folder is opened.
  package static func text(of name: String, beside folder: URL) -> String? {
    let parts = name.split(separator: ".", omittingEmptySubsequences: false)
    let areNames = parts.allSatisfy { part in
      !part.isEmpty
        && part.utf8.allSatisfy { byte in
          byte == UInt8(ascii: "_") || byte < 0x80 && Character(UnicodeScalar(byte)).isLetter
            || byte < 0x80 && Character(UnicodeScalar(byte)).isNumber
        }
    }
    guard areNames, parts.count <= 8 else { return nil }
    var file = folder
    for part in parts.dropLast() {
      file.appendPathComponent(String(part))
      let values = try? file.resourceValues(forKeys: [.isDirectoryKey, .isSymbolicLinkKey])
      guard values?.isDirectory ?? false, !(values?.isSymbolicLink ?? true) else { return nil }
    }
    file.appendPathComponent("\(parts[parts.count - 1]).py")
    guard let data = try? NamedFile.read(file, limit: largest, followsLinks: false),
      data.count <= largest
    else { return nil }
    return String(validating: data, as: UTF8.self)
  }
}
