import Engine

extension FreezeAction {
  func write(_ python: inout PythonScript) { python.setRequiresGradient(false, parts) }
}

extension PythonScript {
  /// Takes parameters out of training or puts them back, and notes how many train then.
  mutating func setRequiresGradient(_ value: Bool, _ parts: [ModelPart]) {
    let parameter = fresh("parameter")
    for part in parts {
      line("for \(parameter) in \(parameters(of: part)):")
      indented { $0.line("\(parameter).requires_grad = \(value)") }
      let counts = owners(of: part).models.map { (member) -> PythonCode in
        "\(member.name): asking(\(member.code))"
      }
      record(.requiresGradient, "{\(counts)}")
    }
  }

  /// An expression of a part's parameters.
  mutating func parameters(of part: ModelPart) -> PythonCode {
    let (models, path) = owners(of: part)
    guard !path.isEmpty || models.count < members[part.name]?.count ?? 1 else {
      return "\(name(part.name)).parameters()"
    }
    guard !path.isEmpty else { return "\(models[0].code).parameters()" }
    needs(.models)
    return "part(\(models[0].code), \(path.joined(separator: ".")))"
  }

  /// The models that a part is of, and the rest of its path within each.
  mutating func owners(
    of part: ModelPart
  ) -> (models: [(name: String, code: PythonCode)], path: [String]) {
    var models = models(part.name)
    var path = part.path[...]
    if models.count > 1, let place = path.first.flatMap({ Int($0) }), models.indices.contains(place)
    {
      path.removeFirst()
      models = [models[place]]
    }
    return (models, Array(path))
  }
}
