import Records

extension LocatedAsset {
  /// A digest of what is read: files and how they are read, not names or places.
  var contentDigest: String {
    var content: [String: JSONValue] = ["kind": .string(kind.rawValue)]
    content["files"] = .array(
      record.files.map { file in
        // A table is one file, whatever it is called; elsewhere the name says what it is for.
        kind == .data && record.files.count == 1
          ? [.string(file.sha256)] : [.string(file.name), .string(file.sha256)]
      })
    content["table"] = data?.content
    return (try? CanonicalJSON.sha256(.object(content))) ?? ""
  }
}

extension DataFormat {
  /// How files are read.
  fileprivate var content: JSONValue {
    switch self {
    case .csv(let table):
      [
        .string(table.textColumn), .string(table.labelColumn), .string(table.keep?.column ?? ""),
        .string(table.keep?.value ?? ""), .array(table.classNames.map(JSONValue.string)),
      ]
    case .aclImdb: "aclImdb"
    case .numbers(let table): table.json
    case .pictures(let folder, _):
      ["pictures", .array(folder.classNames.map(JSONValue.string))]
    }
  }

  /// A digest of how files are read, and of how many rows there should be.
  var digest: String? {
    var content: [JSONValue] = [content]
    if case .csv(let table) = self { content.append(.ints(table.classRows ?? [])) }
    return try? CanonicalJSON.sha256(.array(content))
  }
}
