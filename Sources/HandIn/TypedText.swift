import Base
import Foundation

/// What a person has typed into a file: answers, marks.
package enum TypedText {
  /// The text of a file's bytes.
  ///
  /// - Parameters:
  ///   - name: what messages call the file.
  ///   - limit: how many bytes it may have.
  /// - Throws: `invalid` for a file that is too large, stands for another one, or is not UTF-8.
  package static func of(
    _ data: Data, _ name: String, limit: Int
  ) throws(HandInProblem) -> String {
    guard data.count <= limit else {
      throw HandInProblem(.invalid, "\(name): larger than \(ByteCount.limit(limit))")
    }
    if let problem = PlaceholderFile.problem(in: data) {
      throw HandInProblem(.invalid, "\(name): \(problem)")
    }
    guard let text = String(validating: data, as: UTF8.self) else {
      throw HandInProblem(
        .invalid,
        "\(name): not UTF-8 text; save it as UTF-8, which editors offer under Save As or Encoding")
    }
    return text
  }
}
