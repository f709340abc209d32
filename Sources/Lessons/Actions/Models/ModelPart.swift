import Engine

/// A model by its name, or the part of it whose tensors' PyTorch names start alike:
/// `backbone.encoder.layer.5`, `head.linear1`, and for a sequential model's members `model.1`.
struct ModelPart: Sendable {
  var name: String
  /// The components after the model's name.
  var path: [String]
  /// The same with models by number; empty where it is not known what the name is bound to.
  var planned: [PlannedPart]

  var text: String { ([name] + path).joined(separator: ".") }

  /// The models concerned, each under its own name, with those of their parameters that are meant.
  ///
  /// - Throws: `invalidInput` for a layer that the model does not have.
  func members(
    _ context: RunContext
  ) throws(EngineError) -> [(name: String, model: any LessonModel, parameters: [Parameter])] {
    var members = try context.members(of: name)
    var path = path[...]
    if members.count > 1, let index = path.popFirst().flatMap(Int.init) {
      members = [members[index]]
    }
    var found: [(name: String, model: any LessonModel, parameters: [Parameter])] = []
    for (name, model) in members {
      let parameters = model.namedParameters.filter {
        $0.name.split(separator: ".").map(String.init).starts(with: path)
      }.map(\.parameter)
      if parameters.isEmpty, let layers = (model as? BertModel)?.configuration.layers {
        throw .invalidInput(.noLayer(text, model: name, layers: layers))
      }
      found.append((name, model, parameters))
    }
    return found
  }
}

extension ArgumentType where Value == ModelPart {
  /// NAME, or NAME.path.
  static let modelPart = ArgumentType("the name of a model, or of a part such as backbone.pooler") {
    value, scope throws(ArgumentProblem) in
    let scalar = try scope.scalar(value)
    guard let text = scalar.parameter == nil ? scalar.text : scalar.value.string else {
      throw .wrongType
    }
    var path = text.split(separator: ".", omittingEmptySubsequences: false).map(String.init)
    guard !path.contains("") else { throw .wrongType }
    let owner = try scope.bound(
      path.removeFirst(), kinds: [.backbone, .head, .sequential, .network])
    return ModelPart(name: owner.name, path: path, planned: try planned(owner, path))
  }

  private static func planned(
    _ owner: BoundName, _ path: [String]
  ) throws(ArgumentProblem) -> [PlannedPart] {
    var parts = owner.value.parts
    var place = owner.name
    var rest = path[...]
    if parts.count > 1, let member = rest.popFirst() {
      let places = parts.indices.map(String.init)
      guard let index = places.firstIndex(of: member) else {
        throw .unknown(
          code: "unknown-name", "`\(place)` has no `\(member)`", name: member, candidates: places,
          note: "\(place).0 is its backbone, \(place).1 its head")
      }
      parts = [parts[index]]
      place += ".\(member)"
    }
    for index in parts.indices {
      try parts[index].layout.check(rest, of: place)
      parts[index].path = Array(rest)
    }
    return parts
  }
}

extension ArgumentType where Value == [ModelPart] {
  static let modelParts = ArgumentType(
    "the name of a model, or of a part such as backbone.pooler, or a list of those",
    schema: ["type": ["string", "array"], "items": ["type": "string"], "minItems": 1]
  ) { value, scope throws(ArgumentProblem) in
    guard case .list(let elements, _) = value else {
      return [try ArgumentType<ModelPart>.modelPart.read(value, scope)]
    }
    guard !elements.isEmpty else { throw .wrongType }
    return try ArgumentType<[ModelPart]>.list(of: .modelPart, "").read(value, scope)
  }
}
