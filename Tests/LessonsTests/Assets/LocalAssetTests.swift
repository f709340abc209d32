import Engine
import Foundation
import Testing

@testable import Lessons

@Suite struct LocalAssetTests {
  @Test func takesAFolderAsAModelAndRecordsItsLastNameAlone() throws {
    let workshop = try AssetWorkshop()
    let model = workshop.folder.appendingPathComponent("my-bert")
    try FileManager.default.createDirectory(at: model, withIntermediateDirectories: true)
    for name in ["vocab.txt", "config.json", "model.safetensors"] {
      try Data("abc".utf8).write(to: model.appendingPathComponent(name))
    }
    try Data("not read".utf8).write(to: model.appendingPathComponent("README.md"))
    let asset = try workshop.locate(name: model.path)
    #expect(asset.url.path == model.path)
    #expect(asset.record.name == "my-bert")
    #expect(asset.record.files.map(\.name) == ["config.json", "model.safetensors", "vocab.txt"])
    // The digest of "abc" in FIPS 180-4's examples.
    #expect(
      asset.record.files.first?.sha256
        == "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad")
  }

  @Test func takesAFileAsATable() throws {
    let workshop = try AssetWorkshop()
    let table = workshop.folder.appendingPathComponent("mine.csv")
    try Data("text,label\na,1\n".utf8).write(to: table)
    let asset = try workshop.locate(name: table.path, kind: .data)
    #expect(asset.record.files.map(\.bytes) == [15])
    guard case .csv(let read)? = asset.data else {
      return #expect(Bool(false), "read as \(String(describing: asset.data))")
    }
    #expect(
      read
        == TextTable(
          textColumn: "text", labelColumn: "label", classNames: ["negative", "positive"],
          classRows: [0, 1]))
  }

  @Test func digestsAFolderOfReviewsByNameAndContent() throws {
    let workshop = try AssetWorkshop()
    let folder = workshop.folder.appendingPathComponent("aclImdb")
    func digest(_ reviews: [String: String]) throws -> String? {
      try? FileManager.default.removeItem(at: folder)
      let part = folder.appendingPathComponent("train/neg")
      try FileManager.default.createDirectory(at: part, withIntermediateDirectories: true)
      for (name, text) in reviews {
        try Data(text.utf8).write(to: part.appendingPathComponent(name))
      }
      let asset = try workshop.locate(name: folder.path, kind: .data)
      guard case .aclImdb? = asset.data else { return nil }
      #expect(asset.record.files.map(\.name) == ["train/neg"])
      return asset.record.files.first?.sha256
    }
    let first = try #require(try digest(["0_1.txt": "bad", "1_2.txt": "dull"]))
    #expect(try digest(["1_2.txt": "dull", "0_1.txt": "bad"]) == first)
    #expect(try digest(["0_1.txt": "bad", "1_2.txt": "dull!"]) != first)
    #expect(try digest(["0_1.txt": "bad", "1_3.txt": "dull"]) != first)
  }

  @Test func saysThatAPathLeadsNowhere() throws {
    let error = try AssetWorkshop().failure(name: "./no/such/place")
    #expect(error.kind == .missing)
    #expect(error.message.contains("./no/such/place"))
  }

  @Test func saysWhatAModelsFolderLacks() throws {
    let workshop = try AssetWorkshop()
    let model = workshop.folder.appendingPathComponent("half")
    try FileManager.default.createDirectory(at: model, withIntermediateDirectories: true)
    try Data("{}".utf8).write(to: model.appendingPathComponent("config.json"))
    let error = try workshop.failure(name: model.path)
    #expect(error.kind == .missing)
    #expect(error.message.contains("there is no model.safetensors, no tokenizer.json or vocab.txt"))
  }

  @Test func saysThatAFolderHoldsNoReviews() throws {
    let workshop = try AssetWorkshop()
    let error = try workshop.failure(name: workshop.folder.path + "/", kind: .data)
    #expect(error.kind == .missing)
    #expect(error.message.contains("train/neg"))
  }

  @Test(.timeLimit(.minutes(1)))
  func refusesWhatMayNeverEnd() throws {
    let workshop = try AssetWorkshop()
    let pipe = workshop.folder.appendingPathComponent("pipe").path
    #expect(mkfifo(pipe, 0o600) == 0)
    for name in [pipe, "/dev/zero"] {
      let error = try workshop.failure(name: name, kind: .data)
      #expect(error.kind == .invalid)
      #expect(error.message.contains(name))
    }
  }

  @Test func refusesAFileAsAModel() throws {
    let workshop = try AssetWorkshop()
    let file = workshop.folder.appendingPathComponent("weights")
    try Data().write(to: file)
    #expect(try workshop.failure(name: file.path).kind == .invalid)
  }
}
