import Foundation
import Testing

@testable import Lessons

@Suite struct HubSettingsTests {
  @Test(arguments: [
    (["HF_HUB_CACHE": "/a", "HF_HOME": "/b", "XDG_CACHE_HOME": "/c", "HOME": "/d"], "/a"),
    (["HF_HOME": "/b", "XDG_CACHE_HOME": "/c", "HOME": "/d"], "/b/hub"),
    (["XDG_CACHE_HOME": "/c", "HOME": "/d"], "/c/huggingface/hub"),
    (["HF_HOME": "", "HOME": "/d"], "/d/.cache/huggingface/hub"),
  ])
  func looksForTheCacheWhereHuggingFaceDoes(environment: [String: String], path: String) {
    #expect(HubSettings(environment: environment).cache.folder.path == path)
  }

  @Test(arguments: [
    ("1", true), ("on", true), ("Yes", true), ("TRUE", true), ("0", false), ("", false),
  ])
  func readsWhetherTheHubMayBeAsked(value: String, isOffline: Bool) {
    #expect(HubSettings(environment: ["HF_HUB_OFFLINE": value]).isOffline == isOffline)
  }

  @Test func takesTheTokenFromTheVariableOrTheFile() throws {
    let folder = try TemporaryFolder(["token": "from-file\n"])
    let home = ["HF_HOME": folder.url.path]
    #expect(HubSettings(environment: home).token == "from-file")
    let both = home.merging(["HF_TOKEN": "own"]) { $1 }
    #expect(HubSettings(environment: both).token == "own")
    let other = folder.url.appendingPathComponent("token").path
    #expect(HubSettings(environment: ["HF_TOKEN_PATH": other]).token == "from-file")
    #expect(HubSettings(environment: ["HF_HOME": "/nowhere"]).token == nil)
  }

  @Test func takesAnotherEndpoint() {
    #expect(HubSettings(environment: [:]).endpoint == "https://huggingface.co")
    #expect(HubSettings(environment: ["HF_ENDPOINT": "http://m/x/"]).endpoint == "http://m/x")
  }

  @Test(arguments: [
    ("acme/small", true), ("google/bert_uncased_L-2_H-128_A-2", true), ("small", false),
    ("./small", false), ("../small", false), ("/etc/passwd", false), ("a/b/c", false),
    ("a/", false), ("/a", false), ("~/a", false), ("a/b c", false), ("a/.b", false),
    ("-a/b", false),
  ])
  func tellsAModelFromAPlace(name: String, isModel: Bool) {
    let request = AssetRequest(name: name, kind: .model)
    #expect((request.hubModel != nil) == isModel)
    #expect(request.isPath == (name.contains("/") && !isModel))
    #expect(AssetRequest(name: name, kind: .data).hubModel == nil)
  }

  @Test(arguments: [
    #"[]"#, #"{"sha": "main", "siblings": []}"#,
    #"{"sha": "../../../../../../../../../../../../..xyz", "siblings": []}"#,
  ])
  func refusesAnAnswerThatIsNoListing(text: String) throws {
    let error = try #require(throws: AssetError.self) { try HubListing(Data(text.utf8)) }
    #expect(error.kind == .download)
  }

  /// A digest becomes the name of a file.
  @Test func passesOverFilesWithoutAWholeDigest() throws {
    let commit = String(repeating: "0", count: 40)
    let text = """
      {"sha": "\(commit)", "siblings": [
        {"rfilename": "a", "size": 1, "blobId": "../../../../../../../../../../../etc/x"},
        {"rfilename": "b", "size": 1},
        {"rfilename": "c", "blobId": "\(commit)"},
        {"rfilename": "d", "size": 1, "blobId": "\(commit)", "lfs": {"sha256": "F", "size": 1}},
        {"rfilename": "e", "size": 1, "blobId": "\(commit)"}]}
      """
    #expect(try HubListing(Data(text.utf8)).files.map(\.name) == ["e"])
  }
}
