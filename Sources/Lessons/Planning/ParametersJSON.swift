import Records

/// Reads parameters from a JSON object.
enum ParametersJSON {
  /// What an object's members are; `nil` where the text is no JSON object of single values.
  static func read(_ text: String, _ source: SourceText, _ bag: inout DiagnosticBag)
    -> [FrontMatter.Parameter]?
  {
    let item: JSONItem
    do throws(JSONReader.Failure) {
      item = try JSONReader.item(of: text.utf8)
    } catch {
      let place = SourceLocation(line: error.line, column: error.column)
      bag.error(
        "json-syntax", at: SourceRange(place, place), "this is not JSON: \(error.reason)")
      return nil
    }
    guard let members = item.members else {
      bag.error(
        "parameters-syntax", at: source.range(ofLine: 1),
        "parameters are members of an object: {\"name\": value}")
      return nil
    }
    let places = Places(text)
    var entries: [FrontMatter.Parameter] = []
    for member in members {
      let name = String(decoding: member.name, as: UTF8.self)
      let nameRange = places.range(member.nameOffset..<member.nameOffset + member.name.count + 2)
      let range = places.range(member.valueRange)
      if entries.contains(where: { $0.name.value == name }) {
        bag.error("duplicate-key", at: nameRange, "`\(name)` stands twice in one list of keys")
        continue
      }
      guard let value = scalar(member.value) else {
        bag.error("parameters-syntax", at: range, "parameter `\(name)` takes a single value")
        continue
      }
      entries.append(
        .init(name: Located(name, at: nameRange), value: Located(value, at: range)))
    }
    return bag.diagnostics.isEmpty ? entries : nil
  }

  private static func scalar(_ item: JSONItem) -> JSONValue? {
    switch item {
    case .string: item.text.map(JSONValue.string)
    case .number(let number): .number(number)
    case .bool(let bool): .bool(bool)
    case .null: .null
    case .array, .object: nil
    }
  }

  /// Bytes of a text as places by line and column, a byte order mark apart.
  private struct Places {
    private let bytes: [UInt8]
    private let markLength: Int

    init(_ text: String) {
      bytes = Array(text.utf8)
      markLength = bytes.starts(with: [0xEF, 0xBB, 0xBF]) ? 3 : 0
    }

    func range(_ range: Range<Int>) -> SourceRange {
      let start = place(range.lowerBound)
      return SourceRange(start, start.advanced(by: range.count))
    }

    private func place(_ offset: Int) -> SourceLocation {
      let before = bytes[..<min(offset, bytes.count)]
      let end = before.lastIndex { $0 == UInt8(ascii: "\n") || $0 == UInt8(ascii: "\r") }
      return SourceLocation(
        line: LineEnds.count(before) + 1,
        column: before.count - (end.map { $0 + 1 } ?? markLength) + 1)
    }
  }
}
