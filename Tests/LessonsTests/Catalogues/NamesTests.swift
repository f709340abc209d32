import Engine
import Foundation
import Testing

@testable import Lessons

/// Layers, losses, optimizers and schedules are named in their own files and their catalogues alone.
@Suite struct NamesTests {
  /// Words that mean something else as well: a fence, and a score.
  private static let others: Set<String> = ["step", "mse"]

  @Test func standInNoLiteralOfTheLessons() throws {
    let names = Set(
      LayerCatalogue.entries.map(\.name) + LossCatalogue.entries.map(\.name)
        + OptimizerCatalogue.entries.flatMap { [$0.name, $0.shortName] }
        + ScheduleCatalogue.entries.map(\.name)
    ).subtracting(Self.others)
    let root = URL(filePath: #filePath).deletingLastPathComponent()
      .appending(path: "../../../Sources/Lessons").standardizedFileURL
    let files = try #require(
      FileManager.default.enumerator(at: root, includingPropertiesForKeys: nil))
    var count = 0
    while let url = files.nextObject() as? URL {
      guard url.pathExtension == "swift" else { continue }
      // A mistake is about one layer or optimizer: leaving out a ReLU is about ReLUs.
      guard !url.pathComponents.contains("Mistakes") else { continue }
      count += 1
      let text = try String(contentsOf: url, encoding: .utf8)
      for match in text.matches(of: /"([A-Za-z_0-9]+)"/) {
        #expect(
          !names.contains(String(match.output.1)), "\(url.lastPathComponent): \(match.output.0)")
      }
    }
    #expect(count > 100)
  }
}
