/// Reads expressions from tokens by precedence climbing; what it does not understand becomes
/// ``PythonExpression/other(_:)``, and it never fails.
struct PythonExpressionParser {
  /// Deeper nesting is no cell that anybody wrote.
  private static let depthLimit = 120
  /// Nor is a longer chain of `a + b + …` or `a.b.c…`, which would make a tree as deep.
  private static let chainLimit = 200
  private static let precedence: [String: Int] = [
    "or": 1, "and": 2, "in": 4, "not in": 4, "is": 4, "is not": 4, "<": 4, ">": 4, "==": 4,
    "!=": 4, "<=": 4, ">=": 4, "|": 5, "^": 6, "&": 7, "<<": 8, ">>": 8, "+": 9, "-": 9, "*": 10,
    "/": 10, "//": 10, "%": 10, "@": 10, "**": 12,
  ]

  let tokens: [PythonToken]
  var index: Int
  private var depth = 0
  /// Whether something was met that cannot be read: what was made of it is no use.
  var isBroken = false

  init(_ tokens: [PythonToken], at index: Int) { (self.tokens, self.index) = (tokens, index) }

  var kind: PythonToken.Kind? { tokens.indices.contains(index) ? tokens[index].kind : nil }

  mutating func take(_ symbol: String) -> Bool {
    guard kind == .symbol(symbol) || kind == .name(symbol) else { return false }
    index += 1
    return true
  }

  /// Expressions with commas between them are a tuple.
  mutating func expressionList() -> PythonExpression {
    let first = starred()
    guard kind == .symbol(",") else { return first }
    var items = [first]
    while take(",") {
      guard startsExpression else { break }
      items.append(starred())
    }
    return .tuple(items)
  }

  var startsExpression: Bool {
    switch kind {
    case nil, .newline, .indent, .dedent: false
    case .symbol(let symbol): !["=", ")", "]", "}", ":", ",", ";"].contains(symbol)
    default: true
    }
  }

  mutating func starred() -> PythonExpression {
    take("*") ? .other([expression()]) : expression()
  }

  mutating func expression() -> PythonExpression {
    depth += 1
    defer { depth -= 1 }
    guard depth < Self.depthLimit else {
      skip()
      return .other([])
    }
    if take("lambda") { return lambda() }
    let value = binary(atLeast: 1)
    if take(":=") { return .named(value, expression()) }
    guard take("if") else { return value }
    let test = binary(atLeast: 1)
    guard take("else") else { return .other([value, test]) }
    return .conditional(value, test: test, otherwise: expression())
  }

  /// To the end of the logical line, of which nothing is known then.
  mutating func skip() {
    isBroken = true
    while let kind, kind != .newline { index += 1 }
  }

  private mutating func lambda() -> PythonExpression {
    var names: [String] = []
    var isPlain = true
    while let kind, kind != .newline, kind != .symbol(":") {
      if case .name(let name) = kind { names.append(name) } else { isPlain = false }
      index += 1
      if !take(","), self.kind != .symbol(":") { isPlain = false }
    }
    guard take(":") else { return .other([]) }
    let body = expression()
    return isPlain ? .lambda(names, body) : .loops(names.map { .name($0) }, [body])
  }

  mutating func binary(atLeast least: Int) -> PythonExpression {
    depth += 1
    defer { depth -= 1 }
    guard depth < Self.depthLimit else {
      skip()
      return .other([])
    }
    var left = unary()
    var length = 0
    while let (symbol, width) = symbol(), let level = Self.precedence[symbol], level >= least {
      index += width
      length += 1
      guard length < Self.chainLimit else {
        skip()
        return .other([])
      }
      let right = binary(atLeast: symbol == "**" ? level : level + 1)
      left = .binary(symbol, left, right)
    }
    return left
  }

  /// The operator that comes next, and how many tokens it has.
  private func symbol() -> (String, Int)? {
    func next(_ name: String) -> Bool {
      tokens.indices.contains(index + 1) && tokens[index + 1].kind == .name(name)
    }
    switch kind {
    case .symbol(let symbol): return (symbol, 1)
    case .name("not") where next("in"): return ("not in", 2)
    case .name("is") where next("not"): return ("is not", 2)
    case .name(let name): return (name, 1)
    default: return nil
    }
  }

  private mutating func unary() -> PythonExpression {
    depth += 1
    defer { depth -= 1 }
    guard depth < Self.depthLimit else {
      skip()
      return .other([])
    }
    for symbol in ["-", "+", "~", "not", "await"] where take(symbol) {
      return .unary(symbol, symbol == "not" ? binary(atLeast: 4) : binary(atLeast: 11))
    }
    return trailers(of: atom())
  }

  mutating func trailers(of atom: PythonExpression) -> PythonExpression {
    var value = atom
    for _ in 0..<Self.chainLimit {
      if take(".") {
        guard case .name(let name) = kind else { return .other([value]) }
        index += 1
        value = .attribute(value, name)
      } else if take("(") {
        value = .call(value, arguments())
      } else if take("[") {
        value = .index(value, subscripts())
      } else {
        return value
      }
    }
    skip()
    return .other([])
  }

  mutating func atom() -> PythonExpression {
    guard let kind else { return .other([]) }
    switch kind {
    case .newline, .indent, .dedent: return .other([])
    case .symbol(")"), .symbol("]"), .symbol("}"): return .other([])
    default: index += 1
    }
    switch kind {
    case .name("True"): return .truth(true)
    case .name("False"): return .truth(false)
    case .name("None"): return .none
    case .name(let name): return .name(name)
    case .number(let text): return .number(text)
    case .string(let string): return text(string)
    case .symbol("("): return parenthesised()
    case .symbol("["):
      let items = items(until: "]")
      if items.count == 1 {
        switch items[0] {
        case .comprehension, .loops: return items[0]
        default: break
        }
      }
      return .list(items)
    case .symbol("{"): return braces()
    case .magic:
      isBroken = true
      return .other([])
    default: return .other([])
    }
  }

  /// Strings beside each other are one.
  private mutating func text(_ first: PythonString) -> PythonExpression {
    var strings = [first]
    while case .string(let more)? = kind {
      index += 1
      strings.append(more)
    }
    guard !strings.contains(where: \.isBytes) else { return .other([]) }
    var whole = ""
    var pieces: [PythonPiece] = []
    var isKnown = true
    for string in strings {
      let parts =
        string.isFormatted
        ? FormattedString.pieces(of: string, depth: depth)
        : [.text(PythonString.text(of: string.source, isRaw: string.isRaw))]
      pieces += parts
      for part in parts {
        if case .text(let text?) = part { whole += text } else { isKnown = false }
      }
    }
    return isKnown ? .text(whole) : .formatted(pieces)
  }
}
