import Engine

extension UnfreezeAction {
  func write(_ python: inout PythonScript) { python.setRequiresGradient(true, parts) }
}
