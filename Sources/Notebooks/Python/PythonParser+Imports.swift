extension PythonParser {
  mutating func imports() -> PythonStatement.Kind {
    var module = ""
    if parser.take("from") {
      module = dotted()
      guard parser.take("import") else { return .other("from", []) }
      _ = parser.take("(")
    } else {
      parser.index += 1
    }
    // `from a import *` may bind any name.
    if kind == .symbol("*") {
      parser.index += 1
      return .other("from \(module) import *", [])
    }
    var names: [String: String] = [:]
    while case .name? = kind {
      let path = dotted()
      // A second `import` is no name: the rest of the line says nothing.
      guard !path.isEmpty else { break }
      let whole = module.isEmpty ? path : "\(module).\(path)"
      if parser.take("as"), case .name(let alias)? = kind {
        names[alias] = whole
        parser.index += 1
      } else {
        // `import torch.nn` binds `torch`.
        let first = String(path.prefix { $0 != "." })
        names[first] = module.isEmpty ? first : whole
      }
      _ = parser.take(",")
    }
    while let next = kind, next != .newline, next != .symbol(";") { parser.index += 1 }
    return .imports(names)
  }

  private mutating func dotted() -> String {
    var text = ""
    while true {
      if case .name(let name)? = kind, name != "import" {
        text += name
        parser.index += 1
      }
      guard parser.take(".") else { return text }
      text += "."
    }
  }
}
