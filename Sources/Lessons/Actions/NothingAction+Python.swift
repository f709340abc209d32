import Engine

extension NothingAction {
  func write(_ python: inout PythonScript) { python.comment(reason) }
}
