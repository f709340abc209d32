import Foundation
import Testing

@testable import Base

@Suite struct GitBlobTests {
  /// The second is the example of Pro Git, chapter 10.2; the first is what every repository knows.
  @Test(arguments: [
    ("", "e69de29bb2d1d6434b8b29ae775ad8c2e48c5391"),
    ("test content\n", "d670460b4b4aece5915caf5c68d12f560a9fe3e4"),
  ])
  func namesContentAsGitDoes(text: String, hex: String) {
    #expect(GitBlob.hex(of: Data(text.utf8)) == hex)
  }
}
