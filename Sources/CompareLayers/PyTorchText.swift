import Engine

/// A text that cannot be read.
struct TextProblem: Error, CustomStringConvertible { let description: String }

/// A module as PyTorch prints it, such as `Conv2d(3, 8, kernel_size=(3, 3))`, or a `Sequential` of
/// such lines.
struct PyTorchText {
  let className: String
  let positional: [OptionValue]
  let named: [String: OptionValue]
  /// The modules inside, by name, in order.
  let children: [Child]

  struct Child {
    let name: String
    let text: PyTorchText
  }

  init(_ text: String) throws(TextProblem) {
    var scanner = Scanner(text)
    self = try scanner.module()
  }

  fileprivate init(
    _ className: String, _ positional: [OptionValue], _ named: [String: OptionValue],
    _ children: [Child]
  ) {
    (self.className, self.positional, self.named) = (className, positional, named)
    self.children = children
  }

  /// Builds the module from the engine's catalogue.
  ///
  /// - Parameter extra: options that PyTorch does not print, by the class that they are for.
  func module(extra: [String: [String: OptionValue]]) throws -> any Module {
    if className == "Sequential" {
      return Network(chain: try children.map { ($0.name, try $0.text.module(extra: extra)) })
    }
    guard let entry = LayerCatalogue.entries.first(where: { $0.pytorch == "torch.nn." + className })
    else { throw TextProblem(description: "no layer stands for \(className)") }
    var values = named
    // How memory is used is no matter here.
    values["inplace"] = nil
    for (value, option) in zip(positional, entry.positional) { values[option.name] = value }
    values.merge(extra[className] ?? [:]) { _, new in new }
    return try entry.make(Options(values))
  }
}

/// Reads the text from front to back.
private struct Scanner {
  private var rest: Substring

  init(_ text: String) { rest = text[...] }

  mutating func module() throws(TextProblem) -> PyTorchText {
    let name = word()
    try expect("(")
    var (positional, named): ([OptionValue], [String: OptionValue]) = ([], [:])
    var children: [PyTorchText.Child] = []
    skipSpace()
    while rest.first != ")" {
      if rest.first == "(", isChild {
        rest.removeFirst()
        let child = word()
        try expect(")")
        try expect(":")
        skipSpace()
        children.append(PyTorchText.Child(name: child, text: try module()))
      } else if let name = optionName() {
        named[name] = try value()
      } else {
        positional.append(try value())
      }
      skipSpace()
      if rest.first == "," { rest.removeFirst() }
      skipSpace()
    }
    try expect(")")
    return PyTorchText(name, positional, named, children)
  }

  /// Whether a child's `(name): ` comes next, and not a tuple.
  private var isChild: Bool {
    guard let end = rest.firstIndex(of: ")") else { return false }
    return rest[rest.index(after: end)...].first == ":"
  }

  private mutating func optionName() -> String? {
    let name = rest.prefix { $0.isLetter || $0.isNumber || $0 == "_" }
    guard !name.isEmpty, rest[name.endIndex...].first == "=" else { return nil }
    rest = rest[rest.index(after: name.endIndex)...]
    return String(name)
  }

  private mutating func value() throws(TextProblem) -> OptionValue {
    if rest.first == "(" {
      rest.removeFirst()
      var items: [OptionValue] = []
      skipSpace()
      while rest.first != ")" {
        items.append(try value())
        skipSpace()
        if rest.first == "," { rest.removeFirst() }
        skipSpace()
        if rest.isEmpty { throw problem }
      }
      rest.removeFirst()
      return .list(items)
    }
    let text = rest.prefix { !",)\n ".contains($0) }
    guard !text.isEmpty else { throw problem }
    rest = rest[text.endIndex...]
    switch text {
    case "True": return .flag(true)
    case "False": return .flag(false)
    case "None": return .none
    default: break
    }
    if let whole = Int(text) { return .whole(whole) }
    if let number = Double(text) { return .number(number) }
    return .word(text.trimmingPrefix("'").filter { $0 != "'" })
  }

  private mutating func word() -> String {
    skipSpace()
    let word = rest.prefix { $0.isLetter || $0.isNumber || $0 == "_" }
    rest = rest[word.endIndex...]
    return String(word)
  }

  private mutating func expect(_ character: Character) throws(TextProblem) {
    skipSpace()
    guard rest.first == character else { throw problem }
    rest.removeFirst()
  }

  private mutating func skipSpace() { rest = rest.drop { $0.isWhitespace } }

  private var problem: TextProblem {
    TextProblem(description: "a module's text cannot be read at `\(rest.prefix(30))`")
  }
}
