import Base
import Files
import Foundation
import Host
import Records

/// The list of assets that lessons may name: `lessons/assets.json`.
public struct AssetManifest: Sendable, Equatable, Decodable {
  public static let currentSchemaVersion = 1
  private static let byteLimit = 64 << 20
  /// Its name in a folder of lessons.
  public static let fileName = "assets.json"

  public var assets: [Entry]

  /// One asset: what it is, whose it is, where it comes from and every file's digest.
  public struct Entry: Sendable, Equatable {
    public var name: String
    public var kind: AssetKind
    /// One line for `lesson assets`.
    public var summary: String
    public var license: String
    public var citation: String
    public var source: Source
    /// Its files; empty for a model of the hub's that is in no manifest.
    public var files: [AssetRecord.File]
    /// How the one file of a data set of texts is read; absent for all else.
    public var table: Table?
    /// How a data set of numbers is read; absent for all else.
    public var numbers: NumberTable?

    /// Bytes on disk.
    public var bytes: Int { files.reduce(0) { $0 + $1.bytes } }
  }

  /// Where an asset comes from.
  public enum Source: Sendable, Equatable {
    case package(Package)
    case hub(HubModel)
  }

  /// A wheel on a Python package index, of which one folder is the asset.
  public struct Package: Sendable, Equatable, Decodable {
    public var name: String
    public var version: String
    /// The folder of the wheel in which the files lie.
    public var folder: String
    /// The size of the wheel, for the progress bar.
    public var bytes: Int
    /// The digest of the wheel, which pip compares.
    public var sha256: String
    /// Which of the package's wheels it is where there is one for each kind of machine; any machine may
    /// take its data out.
    public var wheel: Wheel?

    /// What pip is told of the machine that a wheel is for.
    public struct Wheel: Sendable, Equatable, Decodable {
      /// Such as `3.11`.
      public var python: String
      /// Such as `cp311`.
      public var abi: String
      /// Such as `manylinux_2_28_x86_64`.
      public var platforms: [String]
    }
  }

  /// The columns of a table of texts.
  public struct Table: Sendable, Equatable, Decodable {
    public var textColumn: String
    public var labelColumn: String
    public var keep: Keep?
    public var classNames: [String]

    /// Only rows with this value in this column belong to the data set.
    public struct Keep: Sendable, Equatable, Decodable {
      public var column: String
      public var value: String
    }

    enum CodingKeys: String, CodingKey {
      case textColumn = "text_column"
      case labelColumn = "label_column"
      case keep
      case classNames = "class_names"
    }

    var format: DataFormat {
      .csv(
        textColumn: textColumn, labelColumn: labelColumn, keep: keep.map { ($0.column, $0.value) },
        classNames: classNames)
    }
  }

  /// Reads a manifest.
  ///
  /// Throws ``AssetError`` of kind `io` or `invalid`.
  public static func read(from url: URL) throws(AssetError) -> AssetManifest {
    let data: Data
    do {
      data = try NamedFile.read(url, limit: byteLimit)
    } catch {
      throw AssetError(.io, "\(url.path): cannot be read: \(FileProblem.text(error))")
    }
    if let problem = PlaceholderFile.problem(in: data) {
      throw AssetError(.invalid, "\(url.path): \(problem)")
    }
    if let failure = JSONReader.failure(in: data) {
      throw AssetError(
        .invalid,
        "\(url.path):\(failure.line):\(failure.column): not JSON from here on: \(failure.reason)")
    }
    let manifest: AssetManifest
    do {
      manifest = try JSONDecoder().decode(AssetManifest.self, from: data)
    } catch {
      throw AssetError(
        .invalid, "\(url.path): not a manifest of assets: \(DecodingProblem.text(error))")
    }
    for asset in manifest.assets {
      if let problem = asset.numbers?.problem(files: asset.files.map(\.name)) {
        throw AssetError(.invalid, "\(url.path): asset \(asset.name): \(problem)")
      }
    }
    return manifest
  }

  /// The entry with a name.
  ///
  /// Throws `unknown`, with the nearest name, where there is none.
  public func entry(named name: String) throws(AssetError) -> Entry {
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
    case name, kind, summary, license, citation, package, hub, files, table, numbers
  }

  public init(from decoder: Decoder) throws {
    let values = try decoder.container(keyedBy: CodingKeys.self)
    let hub = try values.decodeIfPresent(HubModel.self, forKey: .hub)
    self.init(
      name: try values.decode(String.self, forKey: .name),
      kind: try values.decode(AssetKind.self, forKey: .kind),
      summary: try values.decode(String.self, forKey: .summary),
      license: try values.decode(String.self, forKey: .license),
      citation: try values.decode(String.self, forKey: .citation),
      source: try hub.map(AssetManifest.Source.hub)
        ?? .package(try values.decode(AssetManifest.Package.self, forKey: .package)),
      files: try values.decode([AssetRecord.File].self, forKey: .files),
      table: try values.decodeIfPresent(AssetManifest.Table.self, forKey: .table),
      numbers: try values.decodeIfPresent(NumberTable.self, forKey: .numbers))
  }
}
