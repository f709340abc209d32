import Foundation
import Testing

@testable import Lessons

@Suite struct AssetManifestTests {
  /// The manifest of this clone.
  private static let manifest = URL(fileURLWithPath: #filePath)
    .deletingLastPathComponent().deletingLastPathComponent().deletingLastPathComponent()
    .deletingLastPathComponent().appendingPathComponent("lessons/assets.json")

  @Test func readsTheManifestOfTheLessons() throws {
    let manifest = try AssetManifest.read(from: Self.manifest)
    let model = try manifest.entry(named: "all-MiniLM-L6-v2")
    #expect(model.kind == .model)
    #expect(model.files.contains { $0.name == "model.safetensors" && $0.bytes == 90_868_376 })
    let data = try manifest.entry(named: "imdb")
    #expect(
      data.table
        == TextTable(
          textColumn: "text", labelColumn: "label",
          keep: TextTable.Keep(column: "source", value: "imdb"),
          classNames: ["negative", "positive"], classRows: [12_500, 12_500]))
  }

  @Test func pinsEveryFileWithAWholeDigest() throws {
    for entry in try AssetManifest.read(from: Self.manifest).assets {
      var digests = entry.files.map(\.sha256)
      switch entry.source {
      case .package(let package): digests.append(package.sha256)
      case .beside: Issue.record("\(entry.name) lies beside the lessons")
      case .hub(let model): #expect(HubListing.isCommit(try #require(model.revision)))
      case .beside: break
      }
      for digest in digests {
        #expect(digest.count == 64 && digest.allSatisfy(\.isHexDigit), "\(entry.name): \(digest)")
      }
      #expect(!entry.license.isEmpty && !entry.citation.isEmpty)
    }
  }

  /// A manifest may come from a stranger, and its names become paths.
  @Test(arguments: [
    #"{"repository": "../x", "revision": "COMMIT"}"#, #"{"repository": "x", "revision": "main"}"#,
    #"{"repository": "x", "revision": "../../../../../../../../../../../.."}"#,
    #"{"repository": "a/b/c", "revision": "COMMIT"}"#, #"{"repository": "x"}"#,
  ])
  func refusesAModelOfTheHubThatIsNotPinned(hub: String) throws {
    let text = """
      {"assets": [{"name": "x", "kind": "model", "summary": "", "license": "", "citation": "",
        "files": [], "hub": \(hub.replacing("COMMIT", with: String(repeating: "a", count: 40)))}]}
      """
    let folder = try TemporaryFolder(["assets.json": text])
    let url = folder.url.appendingPathComponent("assets.json")
    let error = try #require(throws: AssetError.self) { try AssetManifest.read(from: url) }
    #expect(error.kind == .invalid)
  }

  @Test(arguments: ["", "{}", #"{"assets": [{"name": "x"}]}"#])
  func refusesWhatIsNoManifest(text: String) throws {
    let folder = try TemporaryFolder(["assets.json": text])
    let url = folder.url.appendingPathComponent("assets.json")
    let error = try #require(throws: AssetError.self) { try AssetManifest.read(from: url) }
    #expect(error.kind == .invalid)
    #expect(error.message.contains(url.lastPathComponent))
  }
}
