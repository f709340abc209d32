/// Reads a cell's statements.
///
/// What it does not understand becomes a statement of kind `other`, and reading goes on behind it.
struct PythonParser {
  private static let depthLimit = 40
  private static let assignments: Set = [
    "+=", "-=", "*=", "/=", "//=", "%=", "**=", "&=", "|=", "^=", "<<=", ">>=", "@=",
  ]

  var parser: PythonExpressionParser
  private var depth = 0

  static func statements(_ tokens: [PythonToken]) -> [PythonStatement] {
    var parser = PythonParser(parser: PythonExpressionParser(tokens, at: 0))
    var statements: [PythonStatement] = []
    while parser.parser.kind != nil { statements += parser.line() }
    return statements
  }

  private init(parser: PythonExpressionParser) { self.parser = parser }

  var kind: PythonToken.Kind? { parser.kind }
  private var lineNumber: Int {
    parser.tokens.indices.contains(parser.index) ? parser.tokens[parser.index].line : 0
  }

  /// The statements of one logical line, a block with them if it opens one.
  private mutating func line() -> [PythonStatement] {
    switch kind {
    case .newline, .dedent, .indent:
      // An indented line that nothing asked for: the statements in it are read all the same.
      parser.index += 1
      return []
    default: break
    }
    if let compound = compound() { return [compound] }
    var statements: [PythonStatement] = []
    while let next = kind, next != .newline {
      let start = parser.index
      let number = lineNumber
      parser.isBroken = false
      let simple = simple()
      statements.append(
        PythonStatement(line: number, kind: parser.isBroken ? .other("", []) : simple))
      if !parser.take(";"), kind != .newline, kind != nil {
        parser.skip()
        statements[statements.count - 1].kind = .other("", [])
      }
      if parser.index == start { parser.index += 1 }
    }
    if kind == .newline { parser.index += 1 }
    return statements
  }

  // MARK: - Statements with a block

  private mutating func compound() -> PythonStatement? {
    guard case .name(let word)? = kind else {
      return kind == .symbol("@") ? decorated() : nil
    }
    let number = lineNumber
    switch word {
    case "if": return PythonStatement(line: number, kind: branch())
    case "for": return PythonStatement(line: number, kind: loop())
    case "with": return PythonStatement(line: number, kind: with())
    case "def": return PythonStatement(line: number, kind: function())
    case "class": return PythonStatement(line: number, kind: definition())
    case "while", "try", "async":
      parser.skip()
      var body = block()
      while case .name(let next)? = kind, ["except", "else", "finally"].contains(next) {
        parser.skip()
        body += block()
      }
      return PythonStatement(line: number, kind: .other(word, body))
    default: return nil
    }
  }

  private mutating func decorated() -> PythonStatement {
    let number = lineNumber
    var decorators: [PythonExpression] = []
    while kind == .symbol("@") {
      parser.index += 1
      decorators.append(parser.expression())
      parser.skip()
      parser.index += 1
    }
    let decorated = compound()
    if let same = decorated?.withoutGradients(decorators) { return same }
    return PythonStatement(line: number, kind: .other("@", decorated.map { [$0] } ?? []))
  }

  /// What stands behind a colon: indented lines, or the rest of the line.
  private mutating func block() -> [PythonStatement] {
    depth += 1
    defer { depth -= 1 }
    guard kind == .newline else {
      if depth < Self.depthLimit { return line() }
      parser.skip()
      return []
    }
    parser.index += 1
    guard kind == .indent else { return [] }
    parser.index += 1
    var statements: [PythonStatement] = []
    while let next = kind, next != .dedent {
      // Too deep to be a cell that somebody wrote: its lines are passed over.
      if depth >= Self.depthLimit {
        parser.index += 1
      } else {
        statements += line()
      }
    }
    if kind == .dedent { parser.index += 1 }
    return statements
  }

  private mutating func body() -> [PythonStatement]? {
    guard parser.take(":") else {
      parser.skip()
      _ = block()
      return nil
    }
    return block()
  }

  private mutating func branch() -> PythonStatement.Kind {
    var cases: [PythonCase] = []
    var otherwise: [PythonStatement] = []
    while parser.take("if") || parser.take("elif") {
      parser.isBroken = false
      let test = parser.expression()
      let isBroken = parser.isBroken
      guard let body = body(), !isBroken else { return .other("if", []) }
      cases.append(PythonCase(test: test, body: body))
      if kind != .name("elif") { break }
    }
    if parser.take("else") {
      guard let body = body() else { return .other("if", []) }
      otherwise = body
    }
    return .branch(cases, otherwise: otherwise)
  }

  private mutating func loop() -> PythonStatement.Kind {
    let number = lineNumber
    parser.index += 1
    let target = parser.targetList()
    guard parser.take("in") else {
      parser.skip()
      _ = block()
      return .other("for", [])
    }
    parser.isBroken = false
    let source = parser.expressionList()
    let isBroken = parser.isBroken
    guard let body = body() else { return .other("for", []) }
    if parser.take("else") {
      let rest = self.body() ?? []
      guard !isBroken, !body.contains(where: \.breaks) else { return .other("for", body + rest) }
      // Without a `break` it happens once the loop is done.
      let loop = PythonStatement(line: number, kind: .loop(target, in: source, body))
      return .branch([PythonCase(test: .truth(true), body: [loop] + rest)], otherwise: [])
    }
    if isBroken { return .other("for", body) }
    return .loop(target, in: source, body)
  }

  private mutating func with() -> PythonStatement.Kind {
    parser.index += 1
    var items: [PythonExpression] = []
    var targets: [PythonExpression] = []
    parser.isBroken = false
    repeat {
      items.append(parser.expression())
      if parser.take("as") { targets.append(parser.targetList()) }
    } while parser.take(",")
    let isBroken = parser.isBroken
    guard let body = body() else { return .other("with", []) }
    return isBroken ? .other("with", body) : .with(items, as: targets, body)
  }

  private mutating func function() -> PythonStatement.Kind {
    parser.index += 1
    guard case .name(let name)? = kind else { return .other("def", []) }
    parser.index += 1
    guard parser.take("(") else { return .other("def", []) }
    var function = PythonFunction(name: name, parameters: [], body: [])
    while let next = kind, next != .newline, next != .symbol(")") {
      let start = parser.index
      if case .name(let parameter) = next {
        parser.index += 1
        if function.parameters.contains(parameter) { function.hasOtherParameters = true }
        function.parameters.append(parameter)
        if parser.take(":") { _ = parser.expression() }
        if parser.take("=") { function.defaults[parameter] = parser.expression() }
      }
      if !parser.take(","), kind != .symbol(")") { function.hasOtherParameters = true }
      if parser.index == start { parser.index += 1 }
    }
    _ = parser.take(")")
    if parser.take("->") { _ = parser.expression() }
    guard let body = body() else { return .other("def", []) }
    function.body = body
    return .function(function)
  }

  private mutating func definition() -> PythonStatement.Kind {
    parser.index += 1
    guard case .name(let name)? = kind else { return .other("class", []) }
    parser.index += 1
    parser.isBroken = false
    let bases = parser.take("(") ? parser.arguments() : []
    let isBroken = parser.isBroken
    guard let body = body(), !isBroken else { return .other("class", []) }
    return .definition(PythonClass(name: name, bases: bases, body: body))
  }

  // MARK: - Statements of one line

  private mutating func simple() -> PythonStatement.Kind {
    if case .name(let word)? = kind {
      switch word {
      case "import", "from": return imports()
      case "pass":
        parser.index += 1
        return .pass
      case "global", "nonlocal", "del":
        parser.index += 1
        return .changes(Self.parts(of: parser.expressionList()))
      case "return":
        parser.index += 1
        let isBare = kind == .newline || kind == nil || kind == .symbol(";")
        return .give(isBare ? nil : parser.expressionList())
      case "raise", "assert", "break", "continue", "yield":
        while let next = kind, next != .newline, next != .symbol(";") { parser.index += 1 }
        return .other(word, [])
      default: break
      }
    }
    let value = parser.expressionList()
    if case .symbol(let symbol)? = kind, Self.assignments.contains(symbol) {
      parser.index += 1
      return .augmented(String(symbol.dropLast()), value, assigned())
    }
    if kind == .symbol(":") {
      parser.index += 1
      _ = parser.expression()
      guard parser.take("=") else { return .pass }
      return .assign([value], assigned())
    }
    guard kind == .symbol("=") else { return .expression(value) }
    var values = [value]
    while parser.take("=") { values.append(assigned()) }
    return .assign(values.dropLast(), values[values.count - 1])
  }

  /// What stands behind `=`: an exercise may have nothing there yet, which Python cannot read.
  private mutating func assigned() -> PythonExpression {
    if !parser.startsExpression { parser.isBroken = true }
    return parser.expressionList()
  }

  private static func parts(of expression: PythonExpression) -> [PythonExpression] {
    if case .tuple(let parts) = expression { parts } else { [expression] }
  }
}
