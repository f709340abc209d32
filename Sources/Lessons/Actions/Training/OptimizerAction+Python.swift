import Engine

extension OptimizerAction {
  func write(_ python: inout PythonScript) {
    let name = python.name(self.name)
    guard let entry = try? OptimizerCatalogue.entries.named(choice.name) else {
      return python.unspoken("optimizer", "there is no \(choice.name)")
    }
    let all = groups.flatMap(\.parts).flatMap(\.planned)
    let overlaps = all.indices.contains { index in
      all[..<index].contains { $0.overlaps(all[index]) }
    }
    let sets = groups.map { group -> PythonCode in
      let parts = group.parts.map { python.parameters(of: $0) }
      let several = parts.map { (part) -> PythonCode in "*\(part)" }
      if overlaps { return "list(dict.fromkeys([\(several)]))" }
      return parts.count == 1 ? parts[0] : "[\(several)]"
    }
    guard groups.count > 1 || groups[0].learningRate != nil || groups[0].weightDecay != nil else {
      return python.line("\(name) = \(entry.python(Options(choice.options), first: [sets[0]]))")
    }
    let items = zip(groups, sets).map { group, parameters -> PythonCode in
      var settings: PythonCode = "\("params"): \(parameters)"
      if let rate = group.learningRate { settings = "\(settings), \("lr"): \(rate)" }
      if let decay = group.weightDecay { settings = "\(settings), \("weight_decay"): \(decay)" }
      return "{\(settings)}"
    }
    let call = entry.python(Options(choice.options), first: ["[\(items)]"])
    python.line("\(name) = \(call)")
  }
}
