/// What stands in brackets.
extension PythonExpressionParser {
  mutating func arguments() -> [PythonArgument] {
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
      if !take(","), self.kind != .symbol(")") { isBroken = true }
      if index == start { index += 1 }
    }
    if !take(")") { isBroken = true }
    return arguments
  }

  mutating func subscripts() -> PythonExpression {
    var parts: [PythonExpression] = []
    var hasComma = false
    while let kind, kind != .newline, kind != .symbol("]") {
      let start = index
      parts.append(subscriptPart())
      if take(",") { hasComma = true } else if self.kind != .symbol("]") { isBroken = true }
      if index == start { index += 1 }
    }
    if !take("]") { isBroken = true }
    return parts.count == 1 && !hasComma ? parts[0] : .tuple(parts)
  }

  /// One place, or `lower:upper:step`.
  private mutating func subscriptPart() -> PythonExpression {
    var bounds: [PythonExpression?] = [nil]
    while let kind, kind != .newline, kind != .symbol("]"), kind != .symbol(",") {
      let start = index
      if take(":") {
        bounds.append(nil)
      } else if bounds[bounds.count - 1] == nil {
        bounds[bounds.count - 1] = expression()
      } else {
        isBroken = true
        index += 1
      }
      if index == start { index += 1 }
    }
    if bounds.count == 1, let only = bounds[0] { return only }
    guard bounds.count < 4 else { return .other(bounds.compactMap { $0 }) }
    return .slice(bounds[0], bounds[1], bounds.count > 2 ? bounds[2] : nil)
  }

  /// An element with the loops that follow it.
  private mutating func comprehended(_ element: PythonExpression) -> PythonExpression {
    guard let (targets, parts) = loops() else { return element }
    if targets.count == 1, parts.count == 1 {
      return .comprehension(element, for: targets[0], in: parts[0])
    }
    return .loops(targets, [element] + parts)
  }

  private mutating func comprehended(_ entry: PythonEntry) -> PythonExpression? {
    guard let (targets, parts) = loops() else { return nil }
    if targets.count == 1, parts.count == 1 {
      return .entries(entry, for: targets[0], in: parts[0])
    }
    return .loops(targets, [entry.key, entry.value].compactMap { $0 } + parts)
  }

  /// What `for … in … if …` binds, and the sources and tests in it; `nil` where there is none.
  private mutating func loops() -> ([PythonExpression], [PythonExpression])? {
    var targets: [PythonExpression] = []
    var parts: [PythonExpression] = []
    while true {
      if take("for") {
        targets.append(targetList())
        guard take("in") else {
          isBroken = true
          return (targets, parts)
        }
        parts.append(binary(atLeast: 1))
      } else if !targets.isEmpty, take("if") {
        parts.append(binary(atLeast: 1))
      } else {
        return targets.isEmpty ? nil : (targets, parts)
      }
    }
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

  mutating func parenthesised() -> PythonExpression {
    if take(")") { return .tuple([]) }
    let first = comprehended(starred())
    guard take(",") else {
      if !take(")") { isBroken = true }
      return first
    }
    return .tuple([first] + items(until: ")"))
  }

  mutating func items(until end: String) -> [PythonExpression] {
    var items: [PythonExpression] = []
    while let kind, kind != .newline, kind != .symbol(end) {
      let start = index
      items.append(comprehended(starred()))
      if !take(","), self.kind != .symbol(end) { isBroken = true }
      if index == start { index += 1 }
    }
    if !take(end) { isBroken = true }
    return items
  }

  mutating func braces() -> PythonExpression {
    var entries: [PythonEntry] = []
    var elements: [PythonExpression] = []
    while let kind, kind != .newline, kind != .symbol("}") {
      let start = index
      if take("**") {
        entries.append(PythonEntry(key: nil, value: expression()))
      } else {
        let key = expression()
        if take(":") {
          let entry = PythonEntry(key: key, value: expression())
          if let loop = comprehended(entry) {
            if !take("}") { isBroken = true }
            return loop
          }
          entries.append(entry)
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
