import Engine
import Foundation
import Records
import Testing

@testable import Lessons

@Suite struct HubFetcherTests {
  private static let weights = HubWorkshop.files["model.safetensors"] ?? ""
  private static let blob = "blobs/\(SHA256Digest.hex(of: weights))"

  @Test func fetchesAModelOnceIntoHuggingFacesOwnLayout() throws {
    let workshop = try HubWorkshop()
    let first = try workshop.locate()
    let requests = workshop.requests
    #expect(requests == 4)
    let again = try workshop.locate("acme/small", workshop.store(offline: true))
    #expect(workshop.requests == requests)
    #expect(first.url == again.url)
    #expect(first.url == workshop.cached("snapshots/\(HubWorkshop.commit)"))
    #expect(first.record == again.record)
    #expect(first.record.name == "acme/small")
    #expect(first.record.files.map(\.name) == ["config.json", "model.safetensors", "vocab.txt"])
    #expect(first.record.license == nil)
    let link = first.url.appendingPathComponent("model.safetensors").path
    let target = try FileManager.default.destinationOfSymbolicLink(atPath: link)
    #expect(target == "../../\(Self.blob)")
    let main = try String(contentsOf: workshop.cached("refs/main"), encoding: .utf8)
    #expect(main == HubWorkshop.commit)
  }

  @Test func findsWhatANotebookHasFetched() throws {
    let workshop = try HubWorkshop()
    let snapshot = workshop.cached("snapshots/\(HubWorkshop.commit)")
    try FileManager.default.createDirectory(at: snapshot, withIntermediateDirectories: true)
    for (name, text) in HubWorkshop.files {
      try Data(text.utf8).write(to: snapshot.appendingPathComponent(name))
    }
    let asset = try workshop.locate("small")
    #expect(asset.record.files == workshop.entry().files)
    #expect(workshop.requests == 0)
  }

  @Test func fetchesTheCommitThatTheManifestNames() throws {
    let workshop = try HubWorkshop()
    let error = try workshop.failure("small")
    #expect(error.kind == .missing)
    #expect(error.message.contains("acme/small at \(HubWorkshop.commit)"))
    try workshop.serve(revision: HubWorkshop.commit)
    let asset = try workshop.locate("small")
    #expect(asset.record.files == workshop.entry().files)
    #expect(asset.record.citation == "nobody")
    #expect(!FileManager.default.fileExists(atPath: workshop.cached("refs/main").path))
  }

  @Test func refusesAnAlteredFileUntilItIsFetchedAgain() throws {
    let workshop = try HubWorkshop()
    try workshop.serve(revision: HubWorkshop.commit)
    try workshop.locate("small")
    try Data("the w3ights".utf8).write(to: workshop.cached(Self.blob))
    let error = try workshop.failure("small")
    #expect(error.kind == .invalid)
    #expect(error.message.contains("model.safetensors: altered"))
    #expect(error.message.contains("`lesson fetch small`"))
    try workshop.store().fetch(workshop.entry(), cancellation: Cancellation()) { _ in }
    try workshop.locate("small")
  }

  @Test(arguments: ["the w3ights", "the weight", ""])
  func keepsNothingThatTheHubListsOtherwise(weights: String) throws {
    let workshop = try HubWorkshop()
    try workshop.serve(["model.safetensors": weights])
    let error = try workshop.failure()
    #expect(error.kind == .invalid)
    #expect(error.message.contains("model.safetensors of acme/small did not arrive"))
    let blobs = try FileManager.default.contentsOfDirectory(atPath: workshop.cached("blobs").path)
    #expect(!blobs.contains { $0.hasPrefix(SHA256Digest.hex(of: Self.weights)) })
    try workshop.serve()
    try workshop.locate()
  }

  @Test(arguments: ["the we", "the weights", "something else that is longer"])
  func goesOnAfterADownloadThatWasCutOff(left: String) throws {
    let workshop = try HubWorkshop()
    try FileManager.default.createDirectory(
      at: workshop.cached("blobs"), withIntermediateDirectories: true)
    let partial = workshop.cached("\(Self.blob).incomplete")
    try Data(left.utf8).write(to: partial)
    let asset = try workshop.locate()
    let weights = asset.url.appendingPathComponent("model.safetensors")
    #expect(try String(contentsOf: weights, encoding: .utf8) == Self.weights)
    #expect(!FileManager.default.fileExists(atPath: partial.path))
  }

  @Test func saysWhatARepositoryLacks() throws {
    let workshop = try HubWorkshop()
    try workshop.serve(listed: ["config.json": "{}", "pytorch_model.bin": "older"])
    let error = try workshop.failure()
    #expect(error.kind == .missing)
    #expect(error.message.contains("there is no model.safetensors, no tokenizer.json or vocab.txt"))
  }

  @Test func saysThatThereIsNeitherAFolderNorAModelOfAName() throws {
    let error = try HubWorkshop().failure("acme/none")
    #expect(error.kind == .missing)
    #expect(error.message.contains("there is no folder acme/none here"))
    #expect(error.message.contains("knows no model acme/none, or keeps it from you"))
    #expect(error.message.contains("HF_TOKEN (which is not set; answer 404)"))
  }

  @Test func saysThatTheHubIsOutOfReach() throws {
    let workshop = try HubWorkshop()
    let store = workshop.store(["HF_ENDPOINT": "http://127.0.0.1:1"])
    let error = try workshop.failure("acme/small", store)
    #expect(error.kind == .download)
    #expect(error.message.contains("fetching acme/small from http://127.0.0.1:1 failed: "))
    #expect(error.message.contains("HTTPS_PROXY"))
  }

  @Test(arguments: [true, false])
  func asksForNothingOffline(byOption: Bool) throws {
    let workshop = try HubWorkshop()
    let store =
      byOption ? workshop.store(offline: true) : workshop.store(["HF_HUB_OFFLINE": "1"])
    for name in ["acme/small", "small"] {
      let error = try workshop.failure(name, store)
      #expect(error.kind == .missing)
      #expect(error.message.contains(byOption ? "`lesson fetch \(name)`" : "HF_HUB_OFFLINE"))
    }
    #expect(workshop.requests == 0)
  }

  @Test func saysThatCurlIsNotInstalled() throws {
    let workshop = try HubWorkshop()
    let error = try workshop.failure("acme/small", workshop.store(["PATH": workshop.folder.path]))
    #expect(error.kind == .download)
    #expect(error.message.contains("apt-get install curl"))
  }

  @Test func keepsTheTokenOutOfTheArguments() throws {
    let workshop = try HubWorkshop()
    let curl = workshop.folder.appendingPathComponent("curl")
    let script = """
      #!/bin/bash
      printf '%s\\n' "$@" > '\(workshop.folder.path)/arguments'
      cat > '\(workshop.folder.path)/input'
      exit 6
      """
    try Data(script.utf8).write(to: curl)
    try FileManager.default.setAttributes([.posixPermissions: 0o755], ofItemAtPath: curl.path)
    let store = workshop.store(["HF_TOKEN": "hf_secret", "PATH": "\(workshop.folder.path):/bin"])
    _ = try workshop.failure("acme/small", store)
    func text(_ name: String) throws -> String {
      try String(contentsOf: workshop.folder.appendingPathComponent(name), encoding: .utf8)
    }
    #expect(try text("input") == "header = \"Authorization: Bearer hf_secret\"\n")
    #expect(try !text("arguments").contains("hf_secret"))
  }
}
