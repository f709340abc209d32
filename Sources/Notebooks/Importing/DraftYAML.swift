/// Writes actions and values as a lesson has them.
struct DraftYAML {
  /// The parameters that settings became, in the order in which they came up.
  private(set) var parameters: [(name: String, value: String)] = []

  /// An action with its arguments, a line each.
  mutating func lines(of action: DraftAction) -> [String] {
    let value = text(of: action.value)
    return ["- \(action.name): \(value)"]
      + action.arguments.map { "  \($0.name): \(text(of: $0.value))" }
  }

  private mutating func text(of value: DraftValue) -> String {
    switch value {
    case .word(let text): return text
    case .text(let text): return Self.quoted(text)
    case .list(let values): return "[" + values.map { text(of: $0) }.joined(separator: ", ") + "]"
    case .entry(let key, let value): return "{\(key): \(text(of: value))}"
    case .setting(let name, let value):
      let text = text(of: value)
      if let known = parameters.first(where: { $0.name == name }) {
        return known.value == text ? "$\(name)" : text
      }
      parameters.append((name, text))
      return "$\(name)"
    }
  }

  /// Text in double quotation marks, on one line.
  static func quoted(_ text: String) -> String {
    var out = "\""
    for scalar in text.unicodeScalars {
      switch scalar {
      case "\"": out += "\\\""
      case "\\": out += "\\\\"
      case "\n": out += "\\n"
      case "\t": out += "\\t"
      default:
        let isPlain =
          scalar.value >= 0x20 && !scalar.properties.isDefaultIgnorableCodePoint
          && ![.control, .format, .lineSeparator, .paragraphSeparator].contains(
            scalar.properties.generalCategory)
          && scalar.value & 0xFFFE != 0xFFFE
        if isPlain {
          out.unicodeScalars.append(scalar)
        } else {
          let hex = String(scalar.value, radix: 16, uppercase: true)
          out += "\\U" + String(repeating: "0", count: 8 - hex.count) + hex
        }
      }
    }
    return out + "\""
  }
}
