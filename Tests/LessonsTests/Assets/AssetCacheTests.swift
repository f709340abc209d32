import Engine
import Foundation
import Testing

@testable import Lessons

@Suite struct AssetCacheTests {
  @Test(arguments: [
    (["LESSON_HOME": "/a", "XDG_CACHE_HOME": "/b", "HOME": "/c"], "/a"),
    (["LESSON_HOME": "", "XDG_CACHE_HOME": "/b", "HOME": "/c"], "/b/lesson"),
    (["XDG_CACHE_HOME": "relative", "HOME": "/c"], "/c/.cache/lesson"),
    (["HOME": "/c"], "/c/.cache/lesson"),
  ])
  func followsLessonHomeThenTheXDGCacheThenHome(environment: [String: String], path: String) {
    #expect(AssetCache(environment: environment).folder.path == path)
  }

  /// A cache beside an installation that brought the asset of a workshop.
  private func bundled(_ weights: String) throws -> (AssetWorkshop, URL) {
    let workshop = try AssetWorkshop()
    let bundle = workshop.folder.appendingPathComponent("bundle")
    let brought = bundle.appendingPathComponent(workshop.place.lastPathComponent)
    try FileManager.default.createDirectory(at: brought, withIntermediateDirectories: true)
    for (name, text) in [
      ("config.json", AssetWorkshop.configuration), ("model.safetensors", weights),
    ] {
      try Data(text.utf8).write(to: brought.appendingPathComponent(name))
    }
    workshop.cache = AssetCache(folder: workshop.cache.folder, bundle: bundle)
    return (workshop, brought)
  }

  @Test func takesWhatAnInstallationBroughtAndWritesNothing() throws {
    let (workshop, brought) = try bundled(AssetWorkshop.weights)
    let asset = try workshop.locate(workshop.store(offline: true))
    #expect(asset.url.path == brought.path)
    #expect(workshop.calls == 0)
    #expect(!FileManager.default.fileExists(atPath: workshop.cache.folder.path))
  }

  @Test func checksWhatAnInstallationBroughtAndMendsItElsewhere() throws {
    let (workshop, brought) = try bundled("the w3ights")
    let error = try workshop.failure(workshop.store())
    #expect(error.kind == .invalid)
    #expect(error.message.hasPrefix("\(brought.path)/model.safetensors: altered"))
    try workshop.store().fetch(workshop.entry, cancellation: Cancellation()) { _ in }
    #expect(try workshop.locate(workshop.store()).url.path == workshop.place.path)
    let altered = brought.appendingPathComponent("model.safetensors")
    #expect(try String(contentsOf: altered, encoding: .utf8) == "the w3ights")
  }
}
