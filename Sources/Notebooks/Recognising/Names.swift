/// What names stand for: globally, in the functions that are being followed, and in the notebook's own
/// modules.
struct Names {
  private struct Scope {
    var id: Int
    var parent: Int?
    var values: [String: Meaning]
    /// The names of a module, behind which nothing of the notebook's is looked for.
    var isModule = false
  }

  private var globals: [String: Meaning] = [:]
  private var scopes: [Scope] = []
  private var scopesSoFar = 0
  /// Modules that were read to their end.
  private var modules: [Int: Scope] = [:]

  var depth: Int { scopes.count }
  /// The call that is being followed.
  var scope: Int? { scopes.last?.id }

  /// Reads as Python does, from the inside out; writes where the code stands.
  subscript(_ name: String) -> Meaning? {
    get {
      var next = scopes.last
      while let scope = next {
        if let value = scope.values[name] { return value }
        if scope.isModule { return nil }
        next = scope.parent.flatMap { parent in
          scopes.last { $0.id == parent } ?? modules[parent]
        }
      }
      return globals[name]
    }
    set {
      if scopes.isEmpty {
        globals[name] = newValue
      } else {
        scopes[scopes.count - 1].values[name] = newValue
      }
    }
  }

  /// A name of the notebook itself, from within a function.
  mutating func forgetGlobal(_ name: String) {
    globals[name] = .unknown
    for index in scopes.indices { scopes[index].values[name] = .unknown }
  }

  /// Whether what is being followed stands at the top of a module.
  var isInModule: Bool { scopes.last?.isModule ?? false }

  func contains(scope: Int) -> Bool {
    modules[scope] != nil || scopes.contains { $0.id == scope }
  }

  mutating func enter(_ values: [String: Meaning], parent: Int?) {
    scopesSoFar += 1
    scopes.append(Scope(id: scopesSoFar, parent: parent, values: values))
  }

  mutating func leave() { scopes.removeLast() }

  /// Begins with a module's names; ``leaveModule()`` ends them.
  mutating func enter(module name: String) {
    enter(["__name__": .text(name)], parent: nil)
    scopes[scopes.count - 1].isModule = true
  }

  /// - Returns: what functions of the module are called in.
  mutating func leaveModule() -> Int {
    let module = scopes.removeLast()
    modules[module.id] = module
    return module.id
  }

  /// What a name stands for in a module.
  func value(_ name: String, inModule module: Int) -> Meaning? { modules[module]?.values[name] }

  /// The names that `from module import *` binds, where the module has no list of them.
  func publicNames(ofModule module: Int) -> [String] {
    modules[module]?.values.keys.filter { !$0.hasPrefix("_") }.sorted() ?? []
  }

  mutating func replace(_ old: Meaning, with new: Meaning) {
    globals = globals.mapValues { $0.replacing(old, with: new) }
    for index in scopes.indices {
      scopes[index].values = scopes[index].values.mapValues { $0.replacing(old, with: new) }
    }
    for (id, module) in modules {
      modules[id]?.values = module.values.mapValues { $0.replacing(old, with: new) }
    }
  }

  /// Puts something else in the place of values, in lists and mappings not.
  mutating func map(_ change: (Meaning) -> Meaning) {
    globals = globals.mapValues(change)
    for index in scopes.indices { scopes[index].values = scopes[index].values.mapValues(change) }
    for (id, module) in modules { modules[id]?.values = module.values.mapValues(change) }
  }

  func count(_ isCounted: (Meaning) -> Bool) -> Int {
    (scopes + modules.values).reduce(globals.values.count(where: isCounted)) {
      $0 + $1.values.values.count(where: isCounted)
    }
  }
}
