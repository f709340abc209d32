import Records

/// The rules of nbformat 4.5's schema, as a table: which members each thing must and may have.
///
/// Source: `nbformat.v4.5.schema.json` of the project jupyter/nbformat.
enum NotebookRules {
  private static let members: [String: (must: Set<String>, may: Set<String>)] = [
    "notebook": (["metadata", "nbformat_minor", "nbformat", "cells"], []),
    "markdown": (["id", "cell_type", "metadata", "source"], ["attachments"]),
    "code": (["id", "cell_type", "metadata", "source", "outputs", "execution_count"], []),
    "stream": (["output_type", "name", "text"], []),
    "display_data": (["output_type", "data", "metadata"], []),
    "error": (["output_type", "ename", "evalue", "traceback"], []),
  ]

  /// What is wrong with a notebook; nothing where it is valid.
  static func problems(_ notebook: JSONValue) -> [String] {
    var found = members("notebook", notebook, "notebook")
    if notebook["nbformat"]?.int != 4 { found.append("nbformat is not 4") }
    if (notebook["nbformat_minor"]?.int ?? 0) < 5 { found.append("nbformat_minor is below 5") }
    let metadata = notebook["metadata"]
    if metadata?["kernelspec"]?["name"]?.string == nil { found.append("no kernel name") }
    if metadata?["kernelspec"]?["display_name"]?.string == nil { found.append("no kernel title") }
    if metadata?["language_info"]?["name"]?.string == nil { found.append("no language") }
    var ids: Set<String> = []
    for (index, cell) in (notebook["cells"]?.array ?? []).enumerated() {
      found += self.cell(cell, "cell \(index)")
      if !ids.insert(cell["id"]?.string ?? "").inserted { found.append("cell \(index): id twice") }
    }
    return found
  }

  private static func members(_ kind: String, _ value: JSONValue, _ place: String) -> [String] {
    guard let object = value.object, let rule = members[kind] else {
      return ["\(place): no \(kind)"]
    }
    let keys = Set(object.keys)
    return rule.must.subtracting(keys).map { "\(place): no \($0)" }
      + keys.subtracting(rule.must).subtracting(rule.may).map { "\(place): \($0) is not allowed" }
  }

  private static func cell(_ cell: JSONValue, _ place: String) -> [String] {
    let kind = cell["cell_type"]?.string ?? ""
    var found = members(kind, cell, place)
    let id = cell["id"]?.string ?? ""
    if id.wholeMatch(of: /[a-zA-Z0-9\-_]{1,64}/) == nil { found.append("\(place): id \(id)") }
    found += text(cell["source"], "\(place).source")
    if let tags = cell["metadata"]?["tags"] {
      let texts = tags.array?.compactMap(\.string) ?? []
      if texts.count != tags.array?.count || Set(texts).count != texts.count
        || texts.contains(where: { $0.isEmpty || $0.contains(",") })
      {
        found.append("\(place): tags")
      }
    }
    guard kind == "code" else { return found }
    if let count = cell["execution_count"], count != .null, (count.int ?? -1) < 0 {
      found.append("\(place): execution_count")
    }
    for (index, output) in (cell["outputs"]?.array ?? []).enumerated() {
      found += self.output(output, "\(place).outputs[\(index)]")
    }
    return found
  }

  private static func output(_ output: JSONValue, _ place: String) -> [String] {
    let kind = output["output_type"]?.string ?? ""
    var found = members(kind, output, place)
    switch kind {
    case "stream": found += text(output["text"], place)
    case "display_data":
      for (type, value) in output["data"]?.object ?? [:] {
        found += text(value, "\(place) \(type)")
      }
    case "error":
      if output["traceback"]?.array?.allSatisfy({ $0.string != nil }) != true {
        found.append("\(place): traceback")
      }
    default: break
    }
    return found
  }

  /// A multi-line string: text or a list of texts.
  private static func text(_ value: JSONValue?, _ place: String) -> [String] {
    let isText = value?.string != nil || value?.array?.allSatisfy { $0.string != nil } == true
    return isText ? [] : ["\(place): no text"]
  }
}
