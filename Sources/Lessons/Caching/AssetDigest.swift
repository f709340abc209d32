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
    switch data {
    case .csv(let table)?:
      content["table"] = [
        .string(table.textColumn), .string(table.labelColumn), .string(table.keep?.column ?? ""),
        .string(table.keep?.value ?? ""), .array(table.classNames.map(JSONValue.string)),
      ]
    case .aclImdb?: content["table"] = "aclImdb"
    case .numbers(let table)?: content["table"] = table.json
    case .pictures(let folder, _)?:
      content["table"] = ["pictures", .array(folder.classNames.map(JSONValue.string))]
    case nil: break
    }
    return (try? CanonicalJSON.sha256(.object(content))) ?? ""
  }
}
