/// The parts of a notebook's JSON that are read; everything else in it is passed over, however
/// large.
struct NotebookFile: Decodable {
  var nbformat: Int?
  var metadata: Metadata?
  var cells: [Cell]?
  /// Where nbformat 2 and 3 keep the cells.
  var worksheets: [Worksheet]?

  struct Worksheet: Decodable { var cells: [Cell] }

  struct Metadata: Decodable {
    var language: String?
    var isExport: Bool

    private enum CodingKeys: String, CodingKey {
      case lesson, kernelspec
      case languageInfo = "language_info"
    }
    private struct Named: Decodable {
      var name: String?
      var language: String?
    }
    private struct Anything: Decodable { init(from decoder: any Decoder) {} }

    init(from decoder: any Decoder) throws {
      let container = try decoder.container(keyedBy: CodingKeys.self)
      let info = try? container.decodeIfPresent(Named.self, forKey: .languageInfo)
      let kernel = try? container.decodeIfPresent(Named.self, forKey: .kernelspec)
      language = info?.name ?? kernel?.language
      isExport = (try? container.decodeIfPresent(Anything.self, forKey: .lesson)) != nil
    }
  }

  struct Cell: Decodable {
    var kind: String
    var id: String?
    var source: String
    /// Of a `heading` cell of nbformat 3.
    var level: Int?
    var tags: [String]
    /// The id that Colab writes.
    var colabID: String?
    var printed: [String]

    private enum CodingKeys: String, CodingKey {
      case id, source, input, level, metadata, outputs
      case kind = "cell_type"
    }
    private struct CellMetadata: Decodable {
      var id: String?
      var tags: [String]
      enum CodingKeys: CodingKey { case id, tags }

      init(from decoder: any Decoder) throws {
        let container = try decoder.container(keyedBy: CodingKeys.self)
        id = try? container.decodeIfPresent(String.self, forKey: .id)
        tags = (try? container.decodeIfPresent([String].self, forKey: .tags)) ?? []
      }
    }

    init(from decoder: any Decoder) throws {
      let container = try decoder.container(keyedBy: CodingKeys.self)
      kind = try container.decode(String.self, forKey: .kind)
      id = try? container.decodeIfPresent(String.self, forKey: .id)
      level = try? container.decodeIfPresent(Int.self, forKey: .level)
      let key: CodingKeys = container.contains(.source) ? .source : .input
      source = try container.decode(JoinedLines.self, forKey: key).text
      let metadata = try? container.decodeIfPresent(CellMetadata.self, forKey: .metadata)
      (tags, colabID) = (metadata?.tags ?? [], metadata?.id)
      let outputs = try? container.decodeIfPresent([Output].self, forKey: .outputs)
      printed = (outputs ?? []).flatMap { output in
        guard output.kind == "stream", output.name != "stderr" else { return [String]() }
        return output.text.split(separator: "\n").map(String.init)
      }
    }
  }

  private struct Output: Decodable {
    var kind: String
    var name: String?
    var text: String

    private enum CodingKeys: String, CodingKey {
      case name, stream, text
      case kind = "output_type"
    }

    init(from decoder: any Decoder) throws {
      let container = try decoder.container(keyedBy: CodingKeys.self)
      kind = (try? container.decode(String.self, forKey: .kind)) ?? ""
      let key: CodingKeys = container.contains(.name) ? .name : .stream
      name = try? container.decodeIfPresent(String.self, forKey: key)
      let lines = try? container.decodeIfPresent(JoinedLines.self, forKey: .text)
      text = kind == "stream" ? lines?.text ?? "" : ""
    }
  }
}

/// Text that nbformat stores as one string or as a list of lines with their ends.
private struct JoinedLines: Decodable {
  var text: String

  init(from decoder: any Decoder) throws {
    let container = try decoder.singleValueContainer()
    if let lines = try? container.decode([String].self) {
      text = lines.joined()
    } else if let whole = try? container.decode(String.self) {
      text = whole
    } else {
      throw DecodingError.typeMismatch(
        String.self,
        .init(codingPath: decoder.codingPath, debugDescription: "neither text nor a list of texts"))
    }
    // A notebook saved on Windows has not been changed by that. By scalars: CR LF is one Character.
    if text.utf8.contains(UInt8(ascii: "\r")) { text = Self.withLineFeeds(text) }
  }

  private static func withLineFeeds(_ text: String) -> String {
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
}
