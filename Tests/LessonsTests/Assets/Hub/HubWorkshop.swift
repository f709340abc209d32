import Engine
import Foundation
import Records
import Testing

@testable import Lessons

/// A hub on this machine with one small model, a cache of Hugging Face's in a temporary folder, and
/// a store that uses both.
///
/// The server is Python's own for files, which knows nothing of half files: it sends them whole.
final class HubWorkshop {
  static let repository = "acme/small"
  static let commit = String(repeating: "c", count: 40)
  static let files = [
    "config.json": #"{"model_type": "bert"}"#, "model.safetensors": "the weights",
    "vocab.txt": "[PAD]\n",
  ]

  private let temporary: TemporaryFolder
  private let server = Process()
  private let log: URL
  var folder: URL { temporary.url }
  let port: Int
  let home: URL

  init() throws {
    temporary = try TemporaryFolder()
    let root = temporary.url.appendingPathComponent("hub")
    home = temporary.url.appendingPathComponent("huggingface")
    log = temporary.url.appendingPathComponent("server.log")
    try FileManager.default.createDirectory(at: root, withIntermediateDirectories: true)
    try Data().write(to: log)
    server.executableURL = URL(fileURLWithPath: "/usr/bin/env")
    server.arguments = ["python3", "-u", "-m", "http.server", "0", "--bind", "127.0.0.1"]
    server.currentDirectoryURL = root
    let output = try FileHandle(forWritingTo: log)
    (server.standardOutput, server.standardError) = (output, output)
    try server.run()
    port = try Self.port(in: log)
    try serve()
  }

  // Not waited for: on Linux that turns the run loop of whichever thread a test ends on.
  deinit { kill(server.processIdentifier, SIGKILL) }

  /// Waits until the server has said where it listens.
  static func port(in log: URL) throws -> Int {
    for _ in 0..<600 {
      let text = (try? String(contentsOf: log, encoding: .utf8)) ?? ""
      if let match = text.firstMatch(of: /port (\d+) .*\n/), let port = Int(match.1) { return port }
      usleep(50_000)
    }
    throw AssetError(.io, "Python's server did not start")
  }

  /// Puts the model on the hub, with a listing that may say otherwise than what is there.
  func serve(
    _ content: [String: String] = files, listed: [String: String] = files, revision: String = "main"
  ) throws {
    for (name, text) in content {
      try write(text, "\(Self.repository)/resolve/\(Self.commit)/\(name)")
    }
    let siblings = listed.map { name, text in
      let isLarge = name.hasSuffix(".safetensors")
      let large = """
        , "lfs": {"sha256": "\(SHA256Digest.hex(of: text))", "size": \(text.utf8.count)}
        """
      return """
        {"rfilename": "\(name)", "size": \(text.utf8.count),
         "blobId": "\(GitBlob.hex(of: Data(text.utf8)))"\(isLarge ? large : "")}
        """
    }
    try write(
      #"{"sha": "\#(Self.commit)", "siblings": [\#(siblings.joined(separator: ","))]}"#,
      "api/models/\(Self.repository)/revision/\(revision)")
  }

  private func write(_ text: String, _ path: String) throws {
    let url = folder.appendingPathComponent("hub/\(path)")
    try FileManager.default.createDirectory(
      at: url.deletingLastPathComponent(), withIntermediateDirectories: true)
    try Data(text.utf8).write(to: url)
  }

  /// How many requests the hub has answered.
  var requests: Int {
    let text = (try? String(contentsOf: log, encoding: .utf8)) ?? ""
    return text.split(separator: "\n").count { $0.contains("\"GET ") }
  }

  /// Hugging Face's variables for this hub.
  var environment: [String: String] {
    ["PATH": "/usr/bin:/bin", "HF_ENDPOINT": "http://127.0.0.1:\(port)", "HF_HOME": home.path]
  }

  /// The model as a manifest lists it.
  func entry(revision: String = commit) -> AssetManifest.Entry {
    AssetManifest.Entry(
      name: "small", kind: .model, summary: "a small model", license: "none", citation: "nobody",
      source: .hub(HubModel(repository: Self.repository, revision: revision)),
      files: Self.files.sorted { $0.key < $1.key }.map { name, text in
        AssetRecord.File(name: name, bytes: text.utf8.count, sha256: SHA256Digest.hex(of: text))
      }, table: nil)
  }

  func store(
    offline: Bool = false, _ more: [String: String] = [:]
  ) -> AssetStore {
    let environment = environment.merging(more) { $1 }
    return AssetStore(
      manifest: AssetManifest(assets: [entry()]), cache: AssetCache(environment: environment),
      offline: offline, environment: environment)
  }

  @discardableResult
  func locate(
    _ name: String = repository, _ store: AssetStore? = nil
  ) throws(AssetError) -> LocatedAsset {
    try (store ?? self.store()).locate(
      AssetRequest(name: name, kind: .model), cancellation: Cancellation(), progress: { _ in })
  }

  /// The error that looking for a model ends with.
  func failure(_ name: String = repository, _ store: AssetStore? = nil) throws -> AssetError {
    try #require(throws: AssetError.self) { try locate(name, store) }
  }

  /// A place in the cache, below the model's folder.
  func cached(_ path: String) -> URL {
    home.appendingPathComponent("hub/models--acme--small/\(path)")
  }
}
