import Base
import Foundation

/// What is wrong in a manifest, with its line.
struct ManifestCheck {
  let path: String
  private let data: Data
  private let root: JSONItem

  init(_ data: Data, path: String) throws(AssetError) {
    (self.path, self.data) = (path, data)
    do throws(JSONReader.Failure) {
      root = try JSONReader.item(of: data)
    } catch {
      throw AssetError(
        .invalid, "\(path):\(error.line):\(error.column): not JSON from here on: \(error.reason)")
    }
  }

  /// What decoding says, in words.
  func problem(_ error: any Error) -> AssetError {
    guard let error = error as? DecodingError else { return self.error([], "\(error)") }
    switch error {
    case .keyNotFound(let key, let context):
      return self.error(context.codingPath, "has no `\(key.stringValue)`")
    case .typeMismatch(let type, let context), .valueNotFound(let type, let context):
      return self.error(context.codingPath, "is not \(Self.words(for: type))")
    case .dataCorrupted(let context):
      let last = context.codingPath.last?.stringValue
      return self.error(
        context.codingPath,
        last == "kind" ? "is neither `model` nor `data`" : "is not what it should be")
    @unknown default: return self.error([], "is damaged")
    }
  }

  /// A problem at a place.
  ///
  /// - Parameter reason: what comes after the place's name.
  func error(_ path: [any CodingKey], _ reason: String) -> AssetError {
    let (offset, asset) = place(of: path)
    let line = data.prefix(offset).count { $0 == UInt8(ascii: "\n") } + 1
    let words = path.reduce("") { words, key in
      if let index = key.intValue { return words + "[\(index)]" }
      return words.isEmpty ? key.stringValue : words + "." + key.stringValue
    }
    let name = asset.map { " (\(OneLine.of($0, limit: 60)))" } ?? ""
    return AssetError(
      .invalid,
      "\(self.path):\(line): not a list of assets: \(words.isEmpty ? "it" : words)\(name) \(OneLine.of(reason))"
    )
  }

  /// A problem of one asset.
  func error(asset index: Int, _ reason: String) -> AssetError {
    error([Key(stringValue: "assets"), Key(intValue: index)], reason)
  }

  /// Names that stand in a manifest, by where they stand; others would be passed over in silence.
  private static let names: [String: [String]] = [
    "": ["schema_version", "assets"],
    "assets": [
      "name", "kind", "summary", "license", "citation", "package", "hub", "beside", "files",
      "table",
      "numbers", "pictures",
    ],
    "assets.package": ["name", "version", "folder", "bytes", "sha256", "wheel"],
    "assets.package.wheel": ["python", "abi", "platforms"],
    "assets.hub": ["repository", "revision"],
    "assets.files": ["name", "bytes", "sha256"],
    "assets.table": ["text_column", "label_column", "keep", "class_names", "class_rows"],
    "assets.table.keep": ["column", "value"],
    "assets.numbers": [
      "rows", "target", "classes", "unit_norm", "groups", "divisions", "parts",
    ],
    "assets.numbers.groups": ["name", "classes"],
    "assets.numbers.divisions": ["name", "rows_of_each_class"],
    "assets.numbers.parts": ["file", "separator", "skip_lines", "header", "columns"],
    "assets.numbers.parts.columns": ["name", "shape", "white"],
    "assets.pictures": ["folder"],
  ]

  /// Refuses a list that a later program has written, before anything in it is misread.
  func checkVersion() throws(AssetError) {
    let (name, known) = ("schema_version", AssetManifest.currentSchemaVersion)
    guard let version = root[name], version != .number(Double(known)) else { return }
    guard case .number(let number) = version else {
      throw error([Key(stringValue: name)], "is not a whole number")
    }
    throw error(
      [Key(stringValue: name)],
      "is \(CanonicalJSON.number(number)), and this program reads \(known): bring the program up to date"
    )
  }

  /// Refuses a name that means nothing where it stands.
  func checkNames() throws(AssetError) { try checkNames(root, [], "") }

  private func checkNames(
    _ item: JSONItem, _ path: [any CodingKey], _ kind: String
  ) throws(AssetError) {
    for (index, item) in (item.items ?? []).enumerated() {
      try checkNames(item, path + [Key(intValue: index)], kind)
    }
    guard let known = Self.names[kind] else { return }
    var seen: Set<String> = []
    for member in item.members ?? [] {
      let name = String(decoding: member.name, as: UTF8.self)
      guard seen.insert(name).inserted else {
        throw error(path, "has `\(OneLine.of(name, limit: 40))` twice")
      }
      guard known.contains(name) else {
        let hint = NearestName.of(name, in: known).map { "; did you mean `\($0)`?" } ?? ""
        throw error(
          path, "has a name that means nothing here: `\(OneLine.of(name, limit: 40))`\(hint)")
      }
      try checkNames(
        member.value, path + [Key(stringValue: name)], kind.isEmpty ? name : "\(kind).\(name)")
    }
  }

  /// How many bytes stand before a place, and the name of the asset that it is of.
  private func place(of path: [any CodingKey]) -> (offset: Int, asset: String?) {
    var item = root
    var offset = 0
    var asset: String?
    for (depth, key) in path.enumerated() {
      if let index = key.intValue {
        guard let items = item.items, items.indices.contains(index) else { break }
        item = items[index]
        offset = item.members?.map(\.nameOffset).min() ?? offset
        if depth == 1 { asset = item["name"]?.text }
      } else {
        let member = item.members?.last { $0.name.elementsEqual(key.stringValue.utf8) }
        guard let member else { break }
        (item, offset) = (member.value, member.nameOffset)
      }
    }
    return (offset, asset)
  }

  private struct Key: CodingKey {
    var stringValue: String
    var intValue: Int?

    init(stringValue: String) { self.stringValue = stringValue }
    init(intValue: Int) { (stringValue, self.intValue) = ("\(intValue)", intValue) }
  }

  private static func words(for type: any Any.Type) -> String {
    switch type {
    case is Int.Type: "a whole number"
    case is Double.Type: "a number"
    case is String.Type: "a text"
    case is Bool.Type: "true or false"
    case is [String: Any].Type: "an object"
    case is any Collection.Type: "a list"
    default: "what it should be"
    }
  }
}
