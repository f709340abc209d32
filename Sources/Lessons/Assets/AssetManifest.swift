import Base
import Engine
import Files
import Foundation
import Host
import Records

/// The list of assets that lessons may name: `lessons/assets.json`.
package struct AssetManifest: Sendable, Equatable, Decodable {
  package static let currentSchemaVersion = 1
  static let byteLimit = 64 << 20
  /// Its name in a folder of lessons.
  package static let fileName = "assets.json"

  package var assets: [Entry]
  /// The folder that it was read in, where data beside lessons lie.
  package var folder: URL?

  enum CodingKeys: String, CodingKey { case assets }

  init(assets: [Entry], folder: URL? = nil) { (self.assets, self.folder) = (assets, folder) }

  /// One asset: what it is, whose it is, where it comes from and every file's digest.
  package struct Entry: Sendable, Equatable {
    package var name: String
    package var kind: AssetKind
    /// One line for `lesson assets`.
    package var summary: String
    package var license: String
    package var citation: String
    package var source: Source
    /// Its files; empty for a model of the hub's that is in no manifest.
    package var files: [AssetRecord.File]
    /// How the one file of a data set of texts is read; absent for all else.
    package var table: TextTable?
    /// How a data set of numbers is read; absent for all else.
    package var numbers: NumberTable?
    /// Which folder holds pictures in folders of their classes; absent for all else.
    package var pictures: Pictures?

    /// Bytes on disk.
    package var bytes: Int { files.reduce(0) { $0 + $1.bytes } }
  }

  /// Pictures in folders of their classes.
  package struct Pictures: Sendable, Equatable, Decodable {
    /// The folder above the classes, or above `train`, `val` and `test`.
    package var folder: String
  }

  /// Where an asset comes from.
  package enum Source: Sendable, Equatable {
    case package(Package)
    case hub(HubModel)
    /// The folder of the list itself.
    case beside
  }

  /// A wheel on a Python package index, of which one folder is the asset.
  package struct Package: Sendable, Equatable, Decodable {
    package var name: String
    package var version: String
    /// The folder of the wheel in which the files lie.
    package var folder: String
    /// The size of the wheel, for the progress bar.
    package var bytes: Int
    /// The digest of the wheel, which pip compares.
    package var sha256: String
    /// Which of the package's wheels it is where there is one for each kind of machine; any machine may
    /// take its data out.
    package var wheel: Wheel?

    /// The machine that a wheel is for, in pip's words.
    package struct Wheel: Sendable, Equatable, Decodable {
      /// Such as `3.11`.
      package var python: String
      /// Such as `cp311`.
      package var abi: String
      /// Such as `manylinux_2_28_x86_64`.
      package var platforms: [String]
    }
  }

  /// Reads a manifest.
  ///
  /// Throws ``AssetError`` of kind `io` or `invalid`.
  package static func read(from url: URL) throws(AssetError) -> AssetManifest {
    let data: Data
    do {
      data = try NamedFile.read(url, limit: byteLimit)
    } catch {
      throw AssetError(.io, "\(url.path): cannot be read: \(FileProblem.text(error))")
    }
    if let problem = PlaceholderFile.problem(in: data) {
      throw AssetError(.invalid, "\(url.path): \(problem)")
    }
    let check = try ManifestCheck(data, path: url.path)
    try check.checkVersion()
    var manifest: AssetManifest
    do {
      manifest = try JSONDecoder().decode(AssetManifest.self, from: data)
    } catch {
      throw check.problem(error)
    }
    try check.checkNames()
    var names: Set<String> = []
    for (index, asset) in manifest.assets.enumerated() {
      if !names.insert(asset.name).inserted {
        throw check.error(asset: index, "has a name that another asset has, too")
      }
      if let problem = asset.problem { throw check.error(asset: index, problem) }
    }
    manifest.folder = url.deletingLastPathComponent()
    return manifest
  }

  /// The entry with a name.
  ///
  /// Throws `unknown`, with the nearest name, where there is none.
  package func entry(named name: String) throws(AssetError) -> Entry {
    if let entry = assets.first(where: { $0.name == name }) { return entry }
    let names = assets.map(\.name)
    let suggestion = NearestName.of(name, in: names).map { "; did you mean \($0)?" } ?? "."
    throw AssetError(
      .unknown,
      """
      no asset is called \(name)\(suggestion) Known: \(names.joined(separator: ", ")). \
      A folder or file of your own needs a slash in its name: ./\(name)
      """)
  }
}

extension AssetManifest.Entry: Decodable {
  private enum CodingKeys: String, CodingKey {
    case name, kind, summary, license, citation, package, hub, beside, files, table, numbers
    case pictures
  }

  package init(from decoder: Decoder) throws {
    let values = try decoder.container(keyedBy: CodingKeys.self)
    let isBeside = try values.decodeIfPresent(Bool.self, forKey: .beside) ?? false
    let hub = try values.decodeIfPresent(HubModel.self, forKey: .hub)
    self.init(
      name: try values.decode(String.self, forKey: .name),
      kind: try values.decode(AssetKind.self, forKey: .kind),
      summary: try values.decode(String.self, forKey: .summary),
      license: try values.decode(String.self, forKey: .license),
      citation: try values.decode(String.self, forKey: .citation),
      source: try isBeside
        ? .beside
        : hub.map(AssetManifest.Source.hub)
          ?? .package(try values.decode(AssetManifest.Package.self, forKey: .package)),
      files: try values.decode([AssetRecord.File].self, forKey: .files),
      table: try values.decodeIfPresent(TextTable.self, forKey: .table),
      numbers: try values.decodeIfPresent(NumberTable.self, forKey: .numbers),
      pictures: try values.decodeIfPresent(AssetManifest.Pictures.self, forKey: .pictures))
  }
}

extension AssetManifest.Entry {
  /// How its data are read; `nil` for a model.
  var format: DataFormat? {
    if let table { return .csv(table) }
    if let numbers { return .numbers(numbers) }
    guard let pictures, let folder = try? pictures.structure(of: files) else { return nil }
    return .pictures(folder, folder: pictures.folder)
  }

  /// What is wrong with it, as words after its name; `nil` where nothing is.
  var problem: String? {
    if name.isEmpty { return "has an empty `name`" }
    if let file = files.first(where: { !BesideAsset.isInside($0.name) }) {
      return "has a file that does not lie below its folder: \(file.name)"
    }
    for file in files
    where file.bytes < 0 || file.sha256.utf8.count != 64 || !file.sha256.allSatisfy(\.isHexDigit) {
      return "has a file \(file.name) without a size and a SHA-256 of 64 digits"
    }
    if kind == .data, [table != nil, numbers != nil, pictures != nil].count(where: { $0 }) != 1 {
      return "is data, and needs one of `table`, `numbers` and `pictures`"
    }
    if kind == .data, files.isEmpty { return "has no `files`" }
    if let problem = table?.problem { return problem }
    if let problem = numbers?.problem(files: files.map(\.name)) { return "is no table: \(problem)" }
    guard let pictures else { return nil }
    do throws(PictureFolder.Problem) {
      _ = try pictures.structure(of: files)
      return nil
    } catch {
      return "is no folder of pictures: \(error.reason)"
    }
  }
}

extension AssetManifest.Pictures {
  /// The classes and parts that the files' names tell.
  fileprivate func structure(
    of files: [AssetRecord.File]
  ) throws(PictureFolder.Problem) -> PictureFolder {
    let prefix = folder + "/"
    if let other = files.first(where: { !$0.name.hasPrefix(prefix) }) {
      throw PictureFolder.Problem(reason: "'\(other.name)' does not lie in '\(folder)'")
    }
    return try PictureFolder(paths: files.map { String($0.name.dropFirst(prefix.count)) })
  }
}
