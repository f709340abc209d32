import Engine

extension TodoAction {
  /// A lesson with such a mark has no plan, so nothing of it is ever written.
  func write(_ python: inout PythonScript) {
    python.unspoken("todo", "this is still to be written")
  }
}
