/// A piece of a string, as it is put together.
enum PythonPiece: Equatable {
  /// Text; `nil` where it is not known which.
  case text(String?)
  /// A value; `format` is `nil` where it is written in a way that is not followed.
  case field(PythonExpression, format: String?)
}

/// An f-string's text and the expressions between its braces.
enum FormattedString {
  static func pieces(of string: PythonString, depth: Int) -> [PythonPiece] {
    guard depth < 100 else { return [.text(nil)] }
    var pieces: [PythonPiece] = []
    var literal = String.UnicodeScalarView()
    func endLiteral() {
      guard !literal.isEmpty else { return }
      pieces.append(.text(PythonString.text(of: String(literal), isRaw: string.isRaw)))
      literal.removeAll()
    }
    var rest = Array(string.source.unicodeScalars)[...]
    while let next = rest.popFirst() {
      if next == "\\", !string.isRaw, let escaped = rest.popFirst() {
        literal.append(contentsOf: [next, escaped])
        // The braces of `\N{…}` are its own.
        guard escaped == "N", rest.first == "{" else { continue }
        while let part = rest.popFirst(), part != "}" { literal.append(part) }
        continue
      }
      if next == "{" || next == "}", rest.first == next {
        literal.append(next)
        rest = rest.dropFirst()
        continue
      }
      guard next == "{" else {
        literal.append(next)
        continue
      }
      endLiteral()
      let field = field(of: rest)
      rest = rest[field.endIndex...].dropFirst()
      pieces.append(piece(field))
    }
    endLiteral()
    return pieces
  }

  /// Up to the brace that closes it.
  private static func field(of rest: ArraySlice<Unicode.Scalar>) -> ArraySlice<Unicode.Scalar> {
    var level = 1
    return rest.prefix { scalar in
      if scalar == "{" { level += 1 }
      if scalar == "}" { level -= 1 }
      return level > 0
    }
  }

  private static func piece(_ field: ArraySlice<Unicode.Scalar>) -> PythonPiece {
    let end = endOfExpression(field)
    let tail = String(String.UnicodeScalarView(field[end...]))
    var parser = PythonExpressionParser(
      PythonLexer(String(String.UnicodeScalarView(field[..<end]))).tokens, at: 0)
    let value = parser.expressionList()
    let isWhole = !parser.isBroken && (parser.kind == nil || parser.kind == .newline)
    guard isWhole else { return .field(.other([value]), format: nil) }
    if tail.isEmpty { return .field(value, format: "") }
    guard tail.hasPrefix(":"), !tail.contains("{") else { return .field(value, format: nil) }
    return .field(value, format: String(tail.dropFirst()))
  }

  /// Where the expression ends: at `:`, `!r` or the `=` that shows it, outside of brackets and
  /// strings.
  private static func endOfExpression(_ field: ArraySlice<Unicode.Scalar>) -> Int {
    var level = 0
    var quote: Unicode.Scalar?
    for index in field.indices {
      let scalar = field[index]
      let next = index + 1 < field.endIndex ? field[index + 1] : nil
      if let open = quote {
        if scalar == open { quote = nil }
        continue
      }
      switch scalar {
      case "'", "\"": quote = scalar
      case "(", "[", "{": level += 1
      case ")", "]", "}": level -= 1
      case ":" where level == 0: return index
      case "!" where level == 0 && next != "=": return index
      case "=" where level == 0 && next != "=":
        let before = index > field.startIndex ? field[index - 1] : " "
        if !"=!<>".unicodeScalars.contains(before) { return index }
      default: break
      }
    }
    return field.endIndex
  }
}
