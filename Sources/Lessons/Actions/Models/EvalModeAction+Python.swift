import Engine

extension EvalModeAction {
  func write(_ python: inout PythonScript) { python.switchMode(of: model, toTraining: false) }
}
