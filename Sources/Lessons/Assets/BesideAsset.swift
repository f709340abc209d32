import Engine
import Files
import Foundation
import Host
import Records

/// Data that lie beside a lesson, in the folder of the list of assets.
enum BesideAsset {
  /// Whether a file's name stays within a folder, as far as the name tells.
  static func isInside(_ name: String) -> Bool {
    let parts = name.split(separator: "/", omittingEmptySubsequences: false)
    return !parts.contains { $0.isEmpty || $0 == "." || $0 == ".." } && !name.contains("\0")
  }

  /// Refuses a file that a link leads out of the folder.
  static func check(_ entry: AssetManifest.Entry, in folder: URL) throws(AssetError) {
    let root = folder.resolvingSymlinksInPath().standardizedFileURL.path
    for file in entry.files {
      let url = folder.appendingPathComponent(file.name)
      let path = url.resolvingSymlinksInPath().standardizedFileURL.path
      guard path.hasPrefix(root == "/" ? root : root + "/") else {
        throw AssetError(
          .invalid,
          "\(url.path): leads to \(path), and data beside a lesson lie in the lesson's own folder")
      }
    }
  }

  /// Refuses a picture that cannot be read: otherwise each student's run would find it.
  static func checkPictures(
    of entry: AssetManifest.Entry, in folder: URL, _ cancellation: Cancellation
  ) throws(AssetError) {
    guard entry.pictures != nil else { return }
    for file in entry.files {
      guard !cancellation.isCancelled else { throw AssetError(.interrupted, "interrupted") }
      do throws(EngineError) {
        _ = try PictureFile.read(folder.appendingPathComponent(file.name))
      } catch {
        throw AssetError(error)
      }
    }
  }

  /// Refuses a picture that lies among those of an entry and that no entry lists: a run would pass it over.
  static func checkListed(
    _ entry: AssetManifest.Entry, in folder: URL, _ manifest: AssetManifest
  ) throws(AssetError) {
    guard let pictures = entry.pictures else { return }
    let place = folder.appendingPathComponent(pictures.folder)
    let listed = Set(manifest.assets.flatMap(\.files).map(\.name))
    for path in try LocalData.files(below: place) where PictureFolder.isPicture(path) {
      guard listed.contains("\(pictures.folder)/\(path)") else {
        throw AssetError(
          .invalid,
          """
          \(place.path)/\(path): a picture that \(AssetManifest.fileName) does not list; take it away, or take \
          the entry \(entry.name) out and add the folder anew with `lesson assets add`
          """)
      }
    }
  }

  /// An entry for a file or folder beside a lesson.
  ///
  /// - Parameters:
  ///   - path: the file or folder, as a person typed it.
  ///   - folder: the folder of the list.
  static func entry(
    _ path: String, name: String, summary: String, license: String, citation: String,
    in folder: URL, cancellation: Cancellation
  ) throws(AssetError) -> AssetManifest.Entry {
    let url = URL(typed: path)
    let root = folder.resolvingSymlinksInPath().standardizedFileURL.path + "/"
    let own = url.resolvingSymlinksInPath().standardizedFileURL.path
    guard own.hasPrefix(root) else {
      let isLink = url.standardizedFileURL.path.hasPrefix(folder.standardizedFileURL.path + "/")
      if isLink {
        throw AssetError(
          .invalid,
          "\(path): a link that leads to \(own); data beside a lesson lie in the lesson's own folder, so copy them there"
        )
      }
      throw AssetError(
        .invalid,
        "\(path): data beside a lesson lie in the lesson's own folder, \(folder.relativePath)")
    }
    let relative = String(own.dropFirst(root.count))
    var entry = AssetManifest.Entry(
      name: name, kind: .data, summary: summary, license: license, citation: citation,
      source: .beside, files: [])
    var files = [relative]
    switch try LocalData.format(of: url.path) {
    case .csv(let table): entry.table = table
    case .numbers(var table):
      for part in table.parts.indices { table.parts[part].file = relative }
      entry.numbers = table
    case .pictures(let pictures, _):
      files = pictures.files.map { "\(relative)/\($0)" }
      entry.pictures = AssetManifest.Pictures(folder: relative)
    case .aclImdb:
      throw AssetError(
        .invalid, "\(path): texts in folders cannot lie beside a lesson; a CSV file of them can")
    }
    for file in files {
      entry.files.append(
        try FileDigests.digest(
          folder.appendingPathComponent(file), name: file, cancellation: cancellation))
    }
    return entry
  }
}

extension AssetManifest {
  /// A list with one entry more: its text is otherwise as it was.
  ///
  /// - Throws: for a list that cannot be read, and for a name that is taken or is no name.
  package static func adding(
    _ path: String, name: String, summary: String, license: String, citation: String,
    to url: URL, cancellation: Cancellation
  ) throws(AssetError) -> Data {
    let manifest = try read(from: url)
    guard !name.isEmpty,
      name.allSatisfy({ $0.isASCII && ($0.isLetter || $0.isNumber || "-_.".contains($0)) }),
      name.first != "."
    else {
      throw AssetError(
        .unknown, "an asset's name has letters, digits, `-`, `_` and `.` only: \(name)")
    }
    guard !manifest.assets.contains(where: { $0.name == name }) else {
      throw AssetError(
        .unknown,
        "\(url.relativePath): an asset is called \(name) already; take it out first, or choose another name"
      )
    }
    let entry = try BesideAsset.entry(
      path, name: name, summary: summary, license: license, citation: citation,
      in: url.deletingLastPathComponent(), cancellation: cancellation)
    try BesideAsset.check(entry, in: url.deletingLastPathComponent())
    try BesideAsset.checkPictures(of: entry, in: url.deletingLastPathComponent(), cancellation)
    if let problem = entry.problem { throw AssetError(.invalid, "\(path): \(problem)") }
    let old: Data
    do {
      old = try NamedFile.read(url, limit: byteLimit)
    } catch {
      throw AssetError(.io, "\(url.path): cannot be read: \(FileProblem.text(error))")
    }
    guard let text = String(validating: old, as: UTF8.self),
      let list = (try? JSONReader.item(of: old))?.members?.last(where: {
        $0.name.elementsEqual("assets".utf8)
      }),
      let added = try? IndentedJSON.text(entry.json)
    else { throw AssetError(.invalid, "\(url.path): not a list of assets") }
    // Before the bracket that closes the list.
    let utf8 = Array(text.utf8)
    let body = utf8[list.valueRange].dropLast()
    let kept = body.reversed().drop { [0x20, 0x0A, 0x0D, 0x09].contains($0) }.count
    let start = list.valueRange.lowerBound + kept
    let indented = added.split(separator: "\n").map { "    \($0)" }.joined(separator: "\n")
    let new =
      String(decoding: utf8[..<start], as: UTF8.self) + (manifest.assets.isEmpty ? "\n" : ",\n")
      + indented + "\n  ]" + String(decoding: utf8[list.valueRange.upperBound...], as: UTF8.self)
    return Data(new.utf8)
  }
}

extension AssetManifest.Entry {
  /// As it stands in the list: of data beside a lesson.
  var json: JSONValue {
    var value: [String: JSONValue] = [
      "name": .string(name), "kind": .string(kind.rawValue), "summary": .string(summary),
      "license": .string(license), "citation": .string(citation), "beside": true,
      "files": .array(
        files.map {
          ["name": .string($0.name), "bytes": .int($0.bytes), "sha256": .string($0.sha256)]
        }),
    ]
    if let table { value["table"] = table.json }
    if let pictures { value["pictures"] = ["folder": .string(pictures.folder)] }
    if let numbers {
      var table: [String: JSONValue] = [
        "rows": .int(numbers.rows),
        "parts": .array(
          numbers.parts.map { part in
            [
              "file": .string(part.file), "header": .bool(part.hasHeader),
              "columns": .array(part.columns.map { $0.map { .string($0.name) } ?? .null }),
            ]
          }),
      ]
      table["target"] = numbers.target.map(JSONValue.string)
      if !numbers.classes.isEmpty {
        table["classes"] = .object(
          numbers.classes.mapValues { .array($0.map(JSONValue.string)) })
      }
      value["numbers"] = .object(table)
    }
    return .object(value)
  }
}

extension AssetManifest.Entry {
  /// What its data hold, in a sentence for whoever has added them.
  ///
  /// - Parameter folder: where its files lie.
  package func contents(in folder: URL) -> String {
    switch format {
    case .csv(let table)?:
      "Texts with the label in column \(table.labelColumn); classes: "
        + table.classNames.enumerated().map { label, name in
          name + (table.classRows.map { " (\($0[label]))" } ?? "")
        }.joined(separator: ", ")
    case .pictures(let folder, _)?:
      "Pictures of the classes \(folder.classNames.joined(separator: ", "))"
        + (folder.parts.isEmpty
          ? ""
          : "; parts: " + folder.parts.map { "\($0.name) \($0.rows.count)" }.joined(separator: ", "))
    case .numbers(let table)?:
      "\(table.rows) rows; columns: "
        + Self.columns(of: table, in: folder)
        + (table.target.map { "; target: \($0)" } ?? "; no target")
    case .aclImdb?, nil: ""
    }
  }

  /// Each column, one of words with its classes and how many rows each has: there a slip of the pen shows.
  private static func columns(of table: NumberTable, in folder: URL) -> String {
    let read = try? table.read(in: folder)
    return table.outline.columns.map { column in
      guard let names = column.classNames else { return column.name }
      guard names.count <= 10 else { return "\(column.name) (\(names.count) classes)" }
      let values = read?.columns.first { $0.name == column.name }?.values
      let classes = names.enumerated().map { place, name in
        name + (values.map { values in " \(values.count { $0 == Double(place) })" } ?? "")
      }
      return "\(column.name) (\(classes.joined(separator: ", ")))"
    }.joined(separator: ", ")
  }
}
