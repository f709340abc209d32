/// What names stand for, globally and in the functions that are being followed.
struct Names {
  private struct Scope {
    var id: Int
    var parent: Int?
    var values: [String: Meaning]
  }

  private var globals: [String: Meaning] = [:]
  private var scopes: [Scope] = []
  private var scopesSoFar = 0

  var depth: Int { scopes.count }
  /// The call that is being followed.
  var scope: Int? { scopes.last?.id }

  /// Reads as Python does, from the inside out; writes where the code stands.
  subscript(_ name: String) -> Meaning? {
    get {
      var next = scopes.last
      while let scope = next {
        if let value = scope.values[name] { return value }
        next = scope.parent.flatMap { parent in scopes.last { $0.id == parent } }
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

  func contains(scope: Int) -> Bool { scopes.contains { $0.id == scope } }

  mutating func enter(_ values: [String: Meaning], parent: Int?) {
    scopesSoFar += 1
    scopes.append(Scope(id: scopesSoFar, parent: parent, values: values))
  }

  mutating func leave() { scopes.removeLast() }

  mutating func replace(_ old: Meaning, with new: Meaning) {
    globals = globals.mapValues { $0.replacing(old, with: new) }
    for index in scopes.indices {
      scopes[index].values = scopes[index].values.mapValues { $0.replacing(old, with: new) }
    }
  }

  /// Puts something else in the place of values, in lists and mappings not.
  mutating func map(_ change: (Meaning) -> Meaning) {
    globals = globals.mapValues(change)
    for index in scopes.indices { scopes[index].values = scopes[index].values.mapValues(change) }
  }

  func count(_ isCounted: (Meaning) -> Bool) -> Int {
    scopes.reduce(globals.values.count(where: isCounted)) {
      $0 + $1.values.values.count(where: isCounted)
    }
  }
}
