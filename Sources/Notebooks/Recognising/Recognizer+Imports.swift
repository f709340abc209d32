/// Modules that lie beside the notebook, which Python looks for there first.
extension Recognizer {
  /// `import`, by the names that it binds.
  func imports(_ names: [String: String]) {
    for (name, path) in names.sorted(by: { $0.key < $1.key }) {
      guard let (module, rest) = openModule(path) else {
        bind(name, .path(path))
        continue
      }
      switch rest.count {
      // Its parts are looked for when they are named.
      case 0: bind(name, .path(path))
      case 1: bind(name, value(rest[0], of: path, in: module))
      default:
        problem("an import of `\(path)`, which is no name of a module")
        bind(name, .unknown)
      }
    }
  }

  /// `from module import *`, as the parser has it; `false` where no such module lies beside the notebook.
  func importsAll(_ words: String) -> Bool {
    let words = words.split(separator: " ")
    guard words.count == 4, words[0] == "from", words[2] == "import", words[3] == "*",
      let (module, rest) = openModule(String(words[1])), rest.isEmpty
    else { return false }
    guard names.value("__all__", inModule: module) == nil else {
      problem("an import of all names that a module lists")
      return true
    }
    for name in names.publicNames(ofModule: module) {
      bind(name, names.value(name, inModule: module) ?? .unknown)
    }
    return true
  }

  /// What a path stands for whose first part is a module beside the notebook; else the path.
  func part(ofPath path: String) -> Meaning {
    guard let (module, rest) = openModule(path), rest.count == 1 else {
      return .path(path)
    }
    return value(rest[0], of: path, in: module)
  }

  private func value(_ name: String, of path: String, in module: Int) -> Meaning {
    if let value = names.value(name, inModule: module) { return value }
    problem("`\(path)`, which its module does not have")
    return .unknown
  }

  /// The module that a path begins with, read when it is first asked for, and the names behind it.
  private func openModule(_ path: String) -> (module: Int, rest: [String])? {
    let parts = path.split(separator: ".").map(String.init)
    for count in 1...max(1, parts.count) where count <= parts.count {
      let name = parts.prefix(count).joined(separator: ".")
      if let module = moduleScopes[name] { return (module, Array(parts.dropFirst(count))) }
      guard !noModules.contains(name) else { continue }
      guard let source = findModule(name) else {
        noModules.insert(name)
        continue
      }
      return (read(module: name, source), Array(parts.dropFirst(count)))
    }
    return nil
  }

  private func read(module name: String, _ source: String) -> Int {
    note("`\(name)` is read from the file beside the notebook")
    // Two modules may import each other: the one that is being read has nothing to give yet.
    noModules.insert(name)
    names.enter(module: name)
    let outer = returned
    returned = nil
    run(PythonParser.statements(PythonLexer(source).tokens))
    returned = outer
    let module = names.leaveModule()
    moduleScopes[name] = module
    noModules.remove(name)
    return module
  }
}
