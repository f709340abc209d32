/// Writes actions and values as a lesson has them.
struct DraftYAML {
  /// The parameters that settings became, in the order in which they came up.
  private(set) var parameters: [(name: String, value: String)] = []

  /// The step that each action stands in.
  var steps: [Int: String] = [:]

  /// The most bytes that we write into a line; a lesson's reader takes few more.
  private static let lineLimit = 8000

  /// An action with its arguments, a line each; a mark to do where a line would be too long to be
  /// read again.
  mutating func lines(of action: DraftAction) -> [String] {
    var lines = self.lines("- \(action.name)", action.value)
    for argument in action.arguments { lines += self.lines("  \(argument.name)", argument.value) }
    guard let longest = lines.map(\.utf8.count).max(), longest > Self.lineLimit else {
      return lines
    }
    let todo = "\(action.name): a value of \(longest) bytes is too long for a line of a lesson"
    return ["- todo: \(Self.quoted(todo))"]
  }

  private mutating func lines(_ name: String, _ value: DraftValue) -> [String] {
    if case .entries(let entries) = value,
      entries.contains(where: { if case .result = $0.value { true } else { false } })
    {
      // A path may have brackets, which a mapping on one line may not.
      return ["\(name):"] + entries.map { "    \($0.name): \(text(of: $0.value))" }
    }
    guard case .block(let items) = value else { return ["\(name): \(text(of: value))"] }
    return ["\(name):"] + items.map { "    - \(text(of: $0))" }
  }

  private mutating func text(of value: DraftValue) -> String {
    switch value {
    case .word(let text): return text
    case .text(let text): return Self.quoted(text)
    case .list(let values): return "[" + values.map { text(of: $0) }.joined(separator: ", ") + "]"
    case .entry(let key, let value): return "{\(key): \(text(of: value))}"
    case .entries(let entries):
      return "{" + entries.map { "\($0.name): \(text(of: $0.value))" }.joined(separator: ", ") + "}"
    case .block(let items): return "[" + items.map { text(of: $0) }.joined(separator: ", ") + "]"
    case .result(let action, let path): return "\(steps[action] ?? "step").\(path)"
    case .setting(let name, let value):
      let text = text(of: value)
      if let known = parameters.first(where: { $0.name == name }) {
        return known.value == text ? "$\(name)" : text
      }
      guard text.utf8.count <= Self.lineLimit / 2 else { return text }
      parameters.append((name, text))
      return "$\(name)"
    }
  }

  /// Whether a word needs no quotation marks.
  static func isPlainWord(_ word: String) -> Bool {
    let known: Set = ["true", "false", "null", "yes", "no", "on", "off"]
    return !word.isEmpty && !known.contains(word.lowercased())
      && word.utf8.allSatisfy { byte in
        byte == UInt8(ascii: "_")
          || byte < 0x80 && Character(UnicodeScalar(byte)).isLetter
          || byte < 0x80 && Character(UnicodeScalar(byte)).isNumber
      } && Double(word) == nil
  }

  /// Text in double quotation marks, on one line.
  ///
  /// Beside what YAML itself asks for, an ampersand that could be an anchor and brackets that do
  /// not balance are escaped: a lesson's reader refuses them before it looks at quotation marks.
  static func quoted(_ text: String) -> String {
    let scalars = Array(text.unicodeScalars)
    let opened = scalars.count { $0 == "[" || $0 == "{" }
    let closed = scalars.count { $0 == "]" || $0 == "}" }
    let bracketsArePlain = opened == closed && opened <= 16
    var out = "\""
    for (index, scalar) in scalars.enumerated() {
      switch scalar {
      case "\"": out += "\\\""
      case "\\": out += "\\\\"
      case "\n": out += "\\n"
      case "\t": out += "\\t"
      case "[", "]", "{", "}": out += bracketsArePlain ? String(scalar) : escaped(scalar)
      case "&":
        let isAlone = index + 1 == scalars.count || scalars[index + 1] == " "
        out += isAlone ? "&" : escaped(scalar)
      default: out += isPlain(scalar) ? String(scalar) : escaped(scalar)
      }
    }
    return out + "\""
  }

  private static func escaped(_ scalar: Unicode.Scalar) -> String {
    let hex = String(scalar.value, radix: 16, uppercase: true)
    let (letter, digits) =
      switch scalar.value {
      case ..<0x100: ("x", 2)
      case ..<0x1_0000: ("u", 4)
      default: ("U", 8)
      }
    return "\\\(letter)" + String(repeating: "0", count: digits - hex.count) + hex
  }

  private static func isPlain(_ scalar: Unicode.Scalar) -> Bool {
    scalar.value >= 0x20 && !scalar.properties.isDefaultIgnorableCodePoint
      && ![.control, .format, .lineSeparator, .paragraphSeparator].contains(
        scalar.properties.generalCategory)
      && scalar.value & 0xFFFE != 0xFFFE
  }
}
