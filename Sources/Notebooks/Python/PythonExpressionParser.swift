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

  private var startsExpression: Bool {
    switch kind {
    case nil, .newline, .indent, .dedent: false
    case .symbol(let symbol): !["=", ")", "]", "}", ":", ",", ";"].contains(symbol)
    default: true
    }
  }

  private mutating func starred() -> PythonExpression {
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
    if take(":=") { return .other([expression()]) }
    guard take("if") else { return value }
    let test = binary(atLeast: 1)
    guard take("else") else { return .other([value, test]) }
    return .conditional(value, test: test, otherwise: expression())
  }

  /// To the end of the logical line.
  mutating func skip() {
    while let kind, kind != .newline { index += 1 }
  }

  private mutating func lambda() -> PythonExpression {
    var names: [String] = []
    while let kind, kind != .newline, kind != .symbol(":") {
      if case .name(let name) = kind { names.append(name) }
      index += 1
    }
    guard take(":") else { return .other([]) }
    return .lambda(names, expression())
  }

  private mutating func binary(atLeast least: Int) -> PythonExpression {
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

  private mutating func trailers(of atom: PythonExpression) -> PythonExpression {
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

  private mutating func arguments() -> [PythonArgument] {
    var arguments: [PythonArgument] = []
    while let kind, kind != .newline, kind != .symbol(")") {
      let start = index
      if take("**") {
        arguments.append(PythonArgument(stars: 2, value: expression()))
      } else if take("*") {
        arguments.append(PythonArgument(stars: 1, value: expression()))
      } else if case .name(let name) = kind, tokens.indices.contains(index + 1),
        tokens[index + 1].kind == .symbol("=")
      {
        index += 2
        arguments.append(PythonArgument(name: name, value: expression()))
      } else {
        arguments.append(PythonArgument(value: comprehended(expression())))
      }
      _ = take(",")
      if index == start { index += 1 }
    }
    _ = take(")")
    return arguments
  }

  private mutating func subscripts() -> PythonExpression {
    var parts: [PythonExpression] = []
    var isSlice = false
    while let kind, kind != .newline, kind != .symbol("]") {
      let start = index
      if take(":") {
        isSlice = true
      } else if !take(",") {
        parts.append(expression())
      }
      if index == start { index += 1 }
    }
    _ = take("]")
    if isSlice { return .other(parts) }
    return parts.count == 1 ? parts[0] : .tuple(parts)
  }

  /// An element with the loops that follow it.
  private mutating func comprehended(_ element: PythonExpression) -> PythonExpression {
    guard take("for") else { return element }
    let target = targetList()
    guard take("in") else { return .other([element]) }
    let source = binary(atLeast: 1)
    if kind == .name("for") || kind == .name("if") {
      while let kind, kind != .newline, kind != .symbol(")"), kind != .symbol("]"),
        kind != .symbol("}")
      {
        let start = index
        _ = expression()
        if index == start { index += 1 }
      }
      return .other([source])
    }
    return .comprehension(element, for: target, in: source)
  }

  /// The names in front of `in`.
  mutating func targetList() -> PythonExpression {
    var items = [trailers(of: atom())]
    while take(",") {
      if kind == .name("in") { break }
      items.append(trailers(of: atom()))
    }
    return items.count == 1 ? items[0] : .tuple(items)
  }

  private mutating func atom() -> PythonExpression {
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
    case .string(let text, let isFormatted): return string(text, isFormatted)
    case .symbol("("): return parenthesised()
    case .symbol("["):
      let items = items(until: "]")
      if items.count == 1, case .comprehension = items[0] { return items[0] }
      return .list(items)
    case .symbol("{"): return braces()
    default: return .other([])
    }
  }

  /// Strings beside each other are one.
  private mutating func string(_ text: String, _ isFormatted: Bool) -> PythonExpression {
    var whole = text
    var fields = isFormatted ? FormattedString.fields(of: text, depth: depth) : []
    var hasFields = isFormatted
    while case .string(let more, let isMoreFormatted)? = kind {
      index += 1
      whole += more
      if isMoreFormatted { fields += FormattedString.fields(of: more, depth: depth) }
      hasFields = hasFields || isMoreFormatted
    }
    return hasFields ? .formatted(fields) : .text(whole)
  }

  private mutating func parenthesised() -> PythonExpression {
    if take(")") { return .tuple([]) }
    let first = comprehended(starred())
    guard kind == .symbol(",") else {
      _ = take(")")
      return first
    }
    _ = take(",")
    return .tuple([first] + items(until: ")"))
  }

  private mutating func items(until end: String) -> [PythonExpression] {
    var items: [PythonExpression] = []
    while let kind, kind != .newline, kind != .symbol(end) {
      let start = index
      items.append(comprehended(starred()))
      _ = take(",")
      if index == start { index += 1 }
    }
    _ = take(end)
    return items
  }

  private mutating func braces() -> PythonExpression {
    var entries: [PythonEntry] = []
    var elements: [PythonExpression] = []
    while let kind, kind != .newline, kind != .symbol("}") {
      let start = index
      if take("**") {
        entries.append(PythonEntry(key: nil, value: expression()))
      } else {
        let key = expression()
        if take(":") {
          entries.append(PythonEntry(key: key, value: comprehended(expression())))
        } else {
          elements.append(comprehended(key))
        }
      }
      _ = take(",")
      if index == start { index += 1 }
    }
    _ = take("}")
    return elements.isEmpty ? .dictionary(entries) : .list(elements)
  }
}
