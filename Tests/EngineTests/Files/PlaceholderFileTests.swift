import Base
import Foundation
import Testing

@testable import Engine

@Suite struct PlaceholderFileTests {
  private static let lfs =
    "version https://git-lfs.github.com/spec/v1\noid sha256:\(String(repeating: "7", count: 64))\n"
    + "size 90888945\n"

  /// A folder with one file in it.
  private func folder(_ name: String, _ text: String) throws -> URL {
    let folder = FileManager.default.temporaryDirectory
      .appendingPathComponent("pointer-\(UUID().uuidString)")
    try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
    try Data(text.utf8).write(to: folder.appendingPathComponent(name))
    return folder
  }

  @Test func saysHowToGetWhatAGitLFSPointerStandsFor() throws {
    let folder = try folder("model.safetensors", Self.lfs)
    defer { try? FileManager.default.removeItem(at: folder) }
    let error = #expect(throws: EngineError.self) { try BertWeights(folder: folder) }
    #expect(
      error?.description == """
        \(folder.path)/model.safetensors: this is a Git LFS pointer and not the file itself, which \
        has 90888945 bytes; get it with `git lfs pull` in the repository that it comes from (after \
        `git lfs install`), or download it
        """)
  }

  @Test(arguments: ["config.json", "tokenizer.json", "vocab.txt", "reviews.csv"])
  func saysItOfEveryFileThatIsRead(name: String) throws {
    let folder = try folder(name, Self.lfs)
    defer { try? FileManager.default.removeItem(at: folder) }
    let error = #expect(throws: EngineError.self) {
      switch name {
      case "config.json": _ = try BertConfiguration.read(folder: folder)
      case "reviews.csv":
        _ = try TextDataset.reviewsCSV(
          folder.appendingPathComponent(name), textColumn: "text", labelColumn: "label", keep: nil,
          classNames: ["negative", "positive"])
      default: _ = try WordPieceTokenizer(folder: folder)
      }
    }
    #expect(error?.description.contains("\(name): this is a Git LFS pointer") == true)
  }

  @Test func knowsAPointerOfGitAnnex() {
    let text = "/annex/objects/SHA256E-s90888945--0123.safetensors\n"
    #expect(PlaceholderFile.problem(in: text.utf8)?.contains("git annex get") == true)
    #expect(PlaceholderFile.problem(in: "text,label\n".utf8) == nil)
    #expect(PlaceholderFile.problem(in: [UInt8]()) == nil)
  }
}
