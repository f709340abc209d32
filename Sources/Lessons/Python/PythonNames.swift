import Engine

/// Gives the names of a lesson names in Python: identifiers that mean nothing else in the script.
struct PythonNames: Sendable {
  private var known: [String: String] = [:]
  private var taken: Set<String>

  /// - Parameter taken: what the script uses already.
  init(taken: Set<String> = []) { self.taken = taken }

  /// The Python name of one of a lesson's names, the same each time.
  mutating func name(_ name: String) -> PythonCode {
    if let known = known[name] { return PythonCode(trusted: known) }
    let fresh = fresh(name, avoiding: Self.locals)
    known[name] = fresh.text
    return fresh
  }

  /// What a name of the lesson's is called, if it has been given a name.
  func existing(_ name: String) -> String? { known[name] }

  /// A name that nothing else has.
  mutating func fresh(_ wish: String) -> PythonCode { fresh(wish, avoiding: []) }

  private mutating func fresh(_ wish: String, avoiding others: Set<String>) -> PythonCode {
    var base = String(
      wish.unicodeScalars.map { scalar -> Character in
        Self.isAllowed(scalar) ? Character(scalar) : "_"
      })
    if base.allSatisfy({ $0 == "_" }) { base = "value" }
    if let first = base.unicodeScalars.first, ("0"..."9").contains(first) { base = "_" + base }
    // Python takes two leading underscores in a class for its own.
    while base.hasPrefix("__") { base.removeFirst() }
    var name = base
    var count = 1
    while taken.contains(name) || others.contains(name)
      || Self.keywords.contains(name) || Self.builtins.contains(name)
    {
      count += 1
      name = "\(base)_\(count)"
    }
    taken.insert(name)
    return PythonCode(trusted: name)
  }

  private static func isAllowed(_ scalar: Unicode.Scalar) -> Bool {
    switch scalar {
    case "a"..."z", "A"..."Z", "0"..."9", "_": true
    default: false
    }
  }

  /// Whether a name may stand behind a dot as it is.
  static func isIdentifier(_ name: String) -> Bool {
    guard let first = name.unicodeScalars.first, !("0"..."9").contains(first) else { return false }
    return name.unicodeScalars.allSatisfy(isAllowed) && !keywords.contains(name)
  }

  /// Words that are no names, soft keywords among them.
  static let keywords: Set<String> = [
    "False", "None", "True", "and", "as", "assert", "async", "await", "break", "class", "continue",
    "def", "del", "elif", "else", "except", "finally", "for", "from", "global", "if", "import",
    "in", "is", "lambda", "nonlocal", "not", "or", "pass", "raise", "return", "try", "while",
    "with", "yield", "match", "case", "type", "_", "__debug__",
  ]

  /// Names that Python has and the scripts use, or that a reader would take for Python's.
  private static let builtins: Set<String> = [
    "abs", "all", "any", "bool", "bytes", "dict", "dir", "enumerate", "Exception", "eval", "exec",
    "exit", "filter", "float", "format", "getattr", "globals", "hasattr", "hash", "help", "id",
    "input", "int", "isinstance", "iter", "len", "list", "locals", "map", "max", "min", "next",
    "object", "open", "ord", "pow", "print", "property", "quit", "range", "repr", "reversed",
    "round", "set", "setattr", "slice", "sorted", "str", "sum", "super", "tuple", "type", "vars",
    "zip", "self", "OSError", "KeyError", "ValueError", "SystemExit",
  ]

  /// Names that the lines of an action use within a function or a comprehension, where an object of the
  /// lesson's is named, too: a model `best` beside the best loss, a table `x` beside a batch.
  private static let locals: Set<String> = [
    "batch", "best", "criterion", "end", "features", "held", "held_loss", "i", "ids", "idle",
    "is_step", "key", "labels", "logits", "loss", "losses", "mask", "name", "output", "outputs",
    "p", "place", "rows", "row", "scale", "scheduler", "size", "steps", "text", "value", "values",
    "was_training", "x", "y", "ys",
  ]
}
