import Engine

extension TrainModeAction {
  func write(_ python: inout PythonScript) { python.switchMode(of: model, toTraining: true) }
}

extension PythonScript {
  /// Switches a model to training or evaluation mode, and notes it.
  mutating func switchMode(of model: String, toTraining: Bool) {
    let name = name(model)
    line(toTraining ? "\(name).train()" : "\(name).eval()")
    let modes = models(model).map { (member) -> PythonCode in
      "\(member.name): \(member.code).training"
    }
    record(.trainingMode, "{\(modes)}")
  }

  /// The models that a name stands for, each under its own name: of a sequential model its members.
  mutating func models(_ name: String) -> [(name: String, code: PythonCode)] {
    let whole = self.name(name)
    guard let members = members[name] else { return [(name, whole)] }
    // A member's own name may have been given to another model since.
    return members.enumerated().map { place, member in (member, "\(whole)[\(place)]") }
  }
}
