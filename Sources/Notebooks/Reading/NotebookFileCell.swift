import Base

/// A cell of a notebook's JSON.
struct NotebookFileCell {
  var kind: String
  var id: String?
  var source: String
  /// Of a `heading` cell of nbformat 3.
  var level: Int?
  var tags: [String]
  /// The id that Colab writes.
  var colabID: String?
  /// The lines that it printed.
  var printed: [String]

  /// - Parameter place: what messages call it: `cells[3]`.
  init(_ item: JSONItem, at place: String) throws(NotebookFile.Problem) {
    guard item.members != nil else {
      throw NotebookFile.Problem(text: "no notebook: \(place) is of the wrong type")
    }
    guard let type = item["cell_type"] else {
      throw NotebookFile.Problem(text: "no notebook: \(place) has no `cell_type`")
    }
    guard let kind = type.text else {
      throw NotebookFile.Problem(text: "no notebook: \(place).cell_type is of the wrong type")
    }
    self.kind = kind
    let key = item["source"] == nil && item["input"] != nil ? "input" : "source"
    guard let source = item[key] else {
      throw NotebookFile.Problem(text: "no notebook: \(place) has no `source`")
    }
    self.source = try Self.text(source, at: "\(place).\(key)")
    id = item["id"]?.text
    level = item["level"]?.integer
    let metadata = item["metadata"]
    colabID = metadata?["id"]?.text
    let tags = metadata?["tags"]?.items ?? []
    self.tags = tags.allSatisfy { $0.text != nil } ? tags.compactMap(\.text) : []
    printed = (item["outputs"]?.items ?? []).flatMap(Self.printed)
  }

  private static func text(
    _ item: JSONItem, at place: String
  ) throws(NotebookFile.Problem) -> String {
    guard let bytes = joined(item) else {
      throw NotebookFile.Problem(text: "no notebook: \(place) is of the wrong type")
    }
    guard let text = String(validating: bytes, as: UTF8.self) else {
      throw NotebookFile.Problem(
        text: """
          \(place) holds half of a surrogate pair\(half(in: bytes)), which is no character by \
          itself: a character was cut in two; type it anew
          """)
    }
    return withLineFeeds(text)
  }

  /// Text that nbformat stores as one string or as a list of lines with their ends.
  private static func joined(_ item: JSONItem) -> [UInt8]? {
    if let bytes = item.bytes { return bytes }
    guard let lines = item.items else { return nil }
    let bytes = lines.compactMap(\.bytes)
    return bytes.count == lines.count ? Array(bytes.joined()) : nil
  }

  /// The first half of a pair among some bytes and its line, as the file writes it.
  private static func half(in bytes: [UInt8]) -> String {
    guard let offset = UTF8Check.firstInvalid(in: bytes), offset + 2 < bytes.count,
      bytes[offset] == 0xED
    else { return "" }
    let code = 0xD000 | Int(bytes[offset + 1] & 0x3F) << 6 | Int(bytes[offset + 2] & 0x3F)
    let line = LineEnds.count(bytes[..<offset]) + 1
    return " in line \(line), \\u\(String(code, radix: 16))"
  }

  /// The text with LF at its lines' ends: a notebook saved on Windows has not been changed by that.
  private static func withLineFeeds(_ text: String) -> String {
    guard text.utf8.contains(UInt8(ascii: "\r")) else { return text }
    // By bytes: CR LF is one Character.
    var out: [UInt8] = []
    var afterReturn = false
    for byte in text.utf8 {
      let isReturn = byte == UInt8(ascii: "\r")
      if isReturn || !(afterReturn && byte == UInt8(ascii: "\n")) {
        out.append(isReturn ? UInt8(ascii: "\n") : byte)
      }
      afterReturn = isReturn
    }
    return String(decoding: out, as: UTF8.self)
  }

  /// What an output printed: a stream other than that of errors; nothing of any other kind.
  private static func printed(_ output: JSONItem) -> [String] {
    guard output["output_type"]?.text == "stream",
      (output["name"] ?? output["stream"])?.text != "stderr",
      let bytes = output["text"].flatMap(joined)
    else { return [] }
    // Half of a pair becomes a sign for what cannot be shown: nothing compares these lines.
    return withLineFeeds(String(decoding: bytes, as: UTF8.self)).split(separator: "\n")
      .map(String.init)
  }
}
