import Engine
import Files
import Foundation

/// What data of one's own are, found out by looking at them: the same before a run and in it.
enum LocalData {
  /// Files of a folder of pictures, and folders in folders.
  private static let mostFiles = 1_000_000
  private static let mostDepth = 8

  /// - Parameter name: as the user wrote it.
  static func format(of name: String) throws(AssetError) -> DataFormat {
    let url = URL(typed: name)
    var isFolder: ObjCBool = false
    guard FileManager.default.fileExists(atPath: url.path, isDirectory: &isFolder) else {
      throw AssetError(.missing, "\(name): there is no such file or folder")
    }
    guard isFolder.boolValue else { return try table(url) }
    return try holdsReviews(url) ? .aclImdb : pictures(url, name)
  }

  /// Texts with a class each where there are the columns `text` and `label`; else numbers and classes.
  private static func table(_ url: URL) throws(AssetError) -> DataFormat {
    do throws(EngineError) {
      if let classes = try TextDataset.classes(ofCSV: url) {
        return .csv(
          TextTable(
            textColumn: TextDataset.textColumn, labelColumn: CSVTable.labelColumn,
            classNames: classes.names, classRows: classes.rows))
      }
      let (columns, rows) = try CSVTable.columns(of: url)
      return .numbers(
        NumberTable(
          rows: rows, target: target(among: columns.map(\.name)),
          classes: Dictionary(
            columns.compactMap { column in column.classNames.map { (column.name, $0) } }
          ) { first, _ in first }, hasUnitNorm: false,
          parts: [
            NumberTable.Part(
              file: url.lastPathComponent, separator: ",", skippedLines: 0,
              columns: columns.map { NumberTable.Column(name: $0.name, shape: []) },
              hasHeader: true)
          ]))
    } catch {
      throw AssetError(error)
    }
  }

  /// The target column, by its name.
  private static func target(among columns: [String]) -> String? {
    ["target", CSVTable.labelColumn].first { columns.contains($0) }
  }

  private static func holdsReviews(_ folder: URL) -> Bool {
    ["train/neg", "train/pos"].contains { part in
      let names = try? FolderListing.names(in: folder.appendingPathComponent(part))
      return names?.contains { $0.text.hasSuffix(".txt") } == true
    }
  }

  private static func pictures(_ folder: URL, _ name: String) throws(AssetError) -> DataFormat {
    let paths = try files(below: folder)
    let hasPictures = paths.contains(where: PictureFolder.isPicture)
    do throws(PictureFolder.Problem) {
      return .pictures(try PictureFolder(paths: paths), folder: "")
    } catch {
      throw AssetError(
        hasPictures ? .invalid : .missing,
        """
        \(name): \(error.reason). A folder of data holds a folder of PNG or JPEG pictures for each \
        class, or train, val and test with such folders; or it is an unpacked aclImdb, with train/neg and \
        train/pos
        """)
    }
  }

  /// All files below a folder but hidden ones, as paths within it.
  static func files(below folder: URL) throws(AssetError) -> [String] {
    var paths: [String] = []
    try list(folder, "", depth: 0, &paths)
    return paths
  }

  private static func list(
    _ folder: URL, _ path: String, depth: Int, _ paths: inout [String]
  ) throws(AssetError) {
    let place = path.isEmpty ? folder : folder.appendingPathComponent(path)
    let names: [FolderListing.Name]
    do throws(POSIXError) {
      names = try FolderListing.names(in: place)
    } catch {
      throw AssetError(.io, "\(place.path): cannot be read: \(error.words)")
    }
    guard depth <= mostDepth else {
      throw AssetError(.invalid, "\(place.path): folders are nested deeper than \(mostDepth)")
    }
    let shown = names.filter { !$0.text.hasPrefix(".") }
    // `ImageFolder` would call it a class, and find no picture of it.
    guard !shown.isEmpty || path.isEmpty else {
      throw AssetError(
        .invalid, "\(place.path): an empty folder; put pictures in it, or take it out")
    }
    for name in shown {
      let own = path.isEmpty ? name.text : "\(path)/\(name.text)"
      guard name.isUTF8 else {
        throw AssetError(.invalid, "\(place.path): the name \(name.text) is not UTF-8: rename it")
      }
      var isFolder: ObjCBool = false
      let file = folder.appendingPathComponent(own)
      guard FileManager.default.fileExists(atPath: file.path, isDirectory: &isFolder) else {
        throw AssetError(.missing, "\(file.path): a link that leads nowhere")
      }
      if isFolder.boolValue {
        try list(folder, own, depth: depth + 1, &paths)
      } else {
        paths.append(own)
      }
      guard paths.count <= mostFiles else {
        throw AssetError(.invalid, "\(folder.path): more than \(mostFiles) files")
      }
    }
  }
}

extension AssetError {
  /// What the engine says of a file of data.
  init(_ error: EngineError) {
    let kind: Kind =
      switch error {
      case .unreadable: .io
      case .interrupted: .interrupted
      default: .invalid
      }
    self.init(kind, "\(error)")
  }
}
