import Engine
import Files
import Foundation
import Records

/// Data and weights of the user's own, named by a path.
enum LocalAsset {
  /// The files of a model's folder that a run reads, where they are there.
  static let modelFiles = [
    "config.json", "model.safetensors", "tokenizer.json", "tokenizer_config.json", "vocab.txt",
  ]

  static func locate(
    _ request: AssetRequest, cancellation: Cancellation
  ) throws(AssetError) -> LocatedAsset {
    let url = URL(typed: request.name)
    var isFolder: ObjCBool = false
    guard FileManager.default.fileExists(atPath: url.path, isDirectory: &isFolder) else {
      throw AssetError(.missing, "\(request.name): there is no such file or folder")
    }
    switch (request.kind, isFolder.boolValue) {
    case (.model, false):
      throw AssetError(
        .invalid, "\(request.name): a model is a folder with config.json and model.safetensors")
    case (.model, true):
      let names = names(in: url)
      try checkModel(request.name, has: names)
      return asset(request, url, nil, try digests(of: names, in: url, cancellation))
    case (.data, false):
      let file = try FileDigests.digest(
        url, name: url.lastPathComponent, cancellation: cancellation)
      let format = try LocalData.format(of: request.name)
      if case .numbers = format {
        return asset(request, url.deletingLastPathComponent(), format, [file], named: url)
      }
      return asset(request, url, format, [file])
    case (.data, true):
      let format = try LocalData.format(of: request.name)
      guard case .pictures(let folder, _) = format else {
        return asset(request, url, format, try splits(in: url, cancellation))
      }
      return asset(request, url, format, try classes(of: folder, in: url, cancellation))
    }
  }

  /// A model's folder with the digests of its files, which no manifest lists.
  static func model(
    _ url: URL, cancellation: Cancellation
  ) throws(AssetError) -> [AssetRecord.File] {
    try digests(of: names(in: url), in: url, cancellation)
  }

  /// Whether a folder has all that a model needs.
  static func isModel(_ url: URL) -> Bool { missing(among: names(in: url)).isEmpty }

  private static func names(in folder: URL) -> [String] {
    modelFiles.filter {
      FileManager.default.fileExists(atPath: folder.appendingPathComponent($0).path)
    }
  }

  private static func missing(among names: [String]) -> [String] {
    let hasTokenizer = names.contains("tokenizer.json") || names.contains("vocab.txt")
    return ["config.json", "model.safetensors"].filter { !names.contains($0) }
      + (hasTokenizer ? [] : ["tokenizer.json or vocab.txt"])
  }

  /// Says what a model's folder lacks.
  static func checkModel(_ folder: String, has names: [String]) throws(AssetError) {
    let missing = missing(among: names)
    guard missing.isEmpty else {
      throw AssetError(
        .missing,
        """
        \(folder): there is no \(missing.joined(separator: ", no ")) in it; a model's folder has \
        config.json, model.safetensors, and tokenizer.json or vocab.txt
        """)
    }
  }

  /// The record holds the last component alone: a path may tell who the user is.
  private static func asset(
    _ request: AssetRequest, _ url: URL, _ data: DataFormat?, _ files: [AssetRecord.File],
    named: URL? = nil
  ) -> LocatedAsset {
    let record = AssetRecord(
      name: (named ?? url).lastPathComponent, files: files, license: nil, citation: nil,
      readAs: data?.digest)
    return LocatedAsset(
      name: request.name, kind: request.kind, url: url, data: data, record: record)
  }

  /// One record a class folder: its size, and the digest over the sorted lines `NAME SHA256`.
  private static func splits(
    in folder: URL, _ cancellation: Cancellation
  ) throws(AssetError) -> [AssetRecord.File] {
    var records: [AssetRecord.File] = []
    for name in ["train/neg", "train/pos", "test/neg", "test/pos"] {
      let part = folder.appendingPathComponent(name)
      guard let names = try? FileManager.default.contentsOfDirectory(atPath: part.path) else {
        continue
      }
      let files = try digests(
        of: names.filter { $0.hasSuffix(".txt") }.sorted(), in: part, cancellation)
      let lines = files.map { "\($0.name) \($0.sha256)\n" }.joined()
      records.append(
        AssetRecord.File(
          name: name, bytes: files.reduce(0) { $0 + $1.bytes }, sha256: SHA256Digest.hex(of: lines))
      )
    }
    return records
  }

  /// The same of pictures: one record a folder.
  private static func classes(
    of folder: PictureFolder, in url: URL, _ cancellation: Cancellation
  ) throws(AssetError) -> [AssetRecord.File] {
    var records: [AssetRecord.File] = []
    let groups = Dictionary(grouping: folder.files) {
      $0.split(separator: "/").dropLast().joined(separator: "/")
    }
    for (name, files) in groups.sorted(by: { $0.key < $1.key }) {
      let files = try digests(of: files, in: url, cancellation)
      let lines = files.map { "\($0.name) \($0.sha256)\n" }.joined()
      records.append(
        AssetRecord.File(
          name: name, bytes: files.reduce(0) { $0 + $1.bytes }, sha256: SHA256Digest.hex(of: lines))
      )
    }
    return records
  }

  private static func digests(
    of names: [String], in folder: URL, _ cancellation: Cancellation
  ) throws(AssetError) -> [AssetRecord.File] {
    var files: [AssetRecord.File] = []
    for name in names {
      files.append(
        try FileDigests.digest(
          folder.appendingPathComponent(name), name: name, cancellation: cancellation))
    }
    return files
  }
}
