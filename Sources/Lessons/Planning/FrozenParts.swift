/// A model, or those of its tensors whose names start alike, before anything runs.
struct PlannedPart: Sendable, Equatable {
  /// The model's number.
  var model: Int
  var layout: ModelLayout
  /// The components that the names start with; none for the whole model.
  var path: [String] = []

  /// Whether some tensor can be in both.
  func overlaps(_ other: PlannedPart) -> Bool {
    model == other.model && (path.starts(with: other.path) || other.path.starts(with: path))
  }
}

/// What asks for a gradient, as far as it is known before anything runs: everything that `freeze` and
/// `unfreeze` have said so far, in order.
struct FrozenParts {
  private var said: [(part: PlannedPart, isFrozen: Bool)] = []

  mutating func set(_ parts: [PlannedPart], isFrozen: Bool) {
    said += parts.map { ($0, isFrozen) }
  }

  /// Whether every tensor of a model asks for a gradient for certain.
  func trainsWhole(_ model: Int) -> Bool {
    let said = said.filter { $0.part.model == model }
    let whole = said.lastIndex { $0.part.path.isEmpty && !$0.isFrozen }
    return !said.suffix(from: whole ?? 0).contains { $0.isFrozen }
  }

  /// Whether some tensor of a part may ask for a gradient.
  ///
  /// How many layers a backbone has is not known here. One that has not been named is taken to be
  /// there.
  func mayTrain(_ part: PlannedPart) -> Bool { trained(in: part) != nil }

  /// The first tensor of a part that may ask for a gradient and is in none of some others.
  func trained(in part: PlannedPart, outside others: [PlannedPart] = []) -> String? {
    let said = said.filter { $0.part.model == part.model }
    let named = Set((said.map(\.part) + [part]).flatMap(\.path).filter(ModelLayout.isNumber))
    let layers = named + [ModelLayout.anyLayer]
    let tensors = part.layout.tensors.flatMap { tensor in
      tensor.contains(ModelLayout.anyLayer)
        ? layers.map { layer in tensor.map { $0 == ModelLayout.anyLayer ? layer : $0 } } : [tensor]
    }
    return tensors.first { tensor in
      tensor.starts(with: part.path)
        && said.last { tensor.starts(with: $0.part.path) }?.isFrozen != true
        && !others.contains { $0.model == part.model && tensor.starts(with: $0.path) }
    }?.joined(separator: ".")
  }
}
