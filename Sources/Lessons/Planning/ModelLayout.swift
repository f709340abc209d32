/// What a model's tensors are called, as far as that is known before its weights are read.
///
/// Names are PyTorch's, cut at the dots. `*` stands for the number of an encoder's layer: how many
/// layers there are only the weights say.
enum ModelLayout: Sendable, Equatable {
  case backbone, head
  /// A model of layers, whose tensors have these names.
  case network([String])

  static let anyLayer = "*"

  /// The names of all tensors.
  var tensors: [[String]] {
    switch self {
    case .backbone: Self.backboneTensors
    case .head: Self.headTensors
    case .network(let names): Self.cut(names)
    }
  }

  /// The same, each with its dots.
  var names: [String] { tensors.map { $0.joined(separator: ".") } }

  private static let backboneTensors: [[String]] = {
    let norm = ["LayerNorm.weight", "LayerNorm.bias"]
    let embeddings =
      ["word_embeddings", "position_embeddings", "token_type_embeddings"].map { $0 + ".weight" }
      + norm
    let layer =
      ["attention.self.query", "attention.self.key", "attention.self.value"].flatMap(parameters)
      + parameters("attention.output.dense") + norm.map { "attention.output." + $0 }
      + parameters("intermediate.dense") + parameters("output.dense")
      + norm.map { "output." + $0 }
    return cut(
      embeddings.map { "embeddings." + $0 } + layer.map { "encoder.layer.\(anyLayer)." + $0 }
        + parameters("pooler.dense"))
  }()

  private static let headTensors = cut(TensorSummary.headTensors)

  private static func parameters(_ layer: String) -> [String] {
    [layer + ".weight", layer + ".bias"]
  }

  private static func cut(_ names: [String]) -> [[String]] {
    names.map { $0.split(separator: ".").map(String.init) }
  }

  /// What may stand after some components of a name, in order.
  func members(of path: some Collection<String>) -> [String] {
    var members: [String] = []
    for tensor in tensors where tensor.count > path.count {
      let fits = zip(tensor, path).allSatisfy { pattern, component in
        pattern == component || pattern == Self.anyLayer && Self.isNumber(component)
      }
      if fits, !members.contains(tensor[path.count]) { members.append(tensor[path.count]) }
    }
    return members
  }

  /// Refuses a path that no tensor's name starts with.
  ///
  /// - Parameter owner: what stands before it in the lesson.
  func check(_ path: some Collection<String>, of owner: String) throws(ArgumentProblem) {
    var place = owner
    for (depth, component) in path.enumerated() {
      let members = members(of: path.prefix(depth))
      if members == [Self.anyLayer] {
        guard Self.isNumber(component) else {
          throw ArgumentProblem(
            code: "unknown-name", message: "`\(place)` has no `\(component)`",
            notes: ["layers have numbers, counted from 0: \(place).0"])
        }
      } else if !members.contains(component) {
        throw .unknown(
          code: "unknown-name", "`\(place)` has no `\(component)`", name: component,
          candidates: members)
      }
      place += ".\(component)"
    }
  }

  /// Whether a component is a whole number as Python writes one.
  static func isNumber(_ component: String) -> Bool {
    Int(component).map { $0 >= 0 && String($0) == component } ?? false
  }
}
