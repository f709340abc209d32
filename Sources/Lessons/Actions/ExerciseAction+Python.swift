import Engine

extension ExerciseAction {
  /// What students are to write stands in no script.
  func write(_ python: inout PythonScript) {
    python.unspoken("exercise", "students write it")
  }
}
