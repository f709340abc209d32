import Base
import Engine

/// What PyTorch would refuse in the middle of a training, or compute without a word.
extension NetworkFit {
  /// Says where rows go in as the steps of one sequence, which PyTorch computes without a word.
  func warnOfStepsFirst(_ built: BuiltChain, input: ActivationShape) {
    guard let node = built.firstOfSteps(input: input),
      reader.scope.saysFirst("steps of \(network.id)")
    else { return }
    reader.scope.warn(
      "steps-first", at: node.range,
      """
      `\(node.name)` of `\(model.name)` takes steps first and rows second, so each row of `\(rows)` \
      goes in as a step
      """, notes: ["`batch_first: true` takes rows first", Silencing.remedy])
  }

  /// Whether what comes out has a place for each row; reports it where not.
  func hasRows(_ output: [Int], count: Int, _ argument: String) -> Bool {
    guard output.first != count else { return true }
    guard reader.scope.saysFirst("rows of \(network.id)") else { return false }
    reader.report(
      "shape-mismatch", at: reader.range(of: argument),
      """
      `\(model.name)` gives \(output) for \(Words.count(count, "row")) of `\(rows)`, and the \
      first dimension has to count the rows
      """)
    return false
  }

  /// Whether every layer that divides by a deviation has one, as far as the model's mode is known; reports
  /// it where not.
  func hasVariance(
    _ layers: [BuiltChain.Row], count: Int, isEvaluated: Bool, _ argument: String
  ) -> Bool {
    let scope = reader.scope
    let isTraining = !isEvaluated && scope.knowsModes && !scope.evaluated.contains(network.id)
    guard
      let layer = layers.first(where: { layer in
        layer.output.map { layer.module.lacksVariance(of: $0.shape, isTraining: isTraining) }
          ?? false
      })
    else { return true }
    guard scope.saysFirst("variance of \(network.id) \(rows)") else { return false }
    reader.report(
      "single-value", at: reader.range(of: argument),
      """
      `\(model.name).\(layer.name)` needs more than one value\(isTraining ? " in training mode" : ""), and \
      a batch of `\(rows)` has \(Words.count(count, "row"))
      """,
      notes: [
        isLoader
          ? "leave such a batch out with `drop_last: true`, or take another `batch_size`"
          : "switch it to evaluation mode first: - eval_mode: \(model.name)"
      ])
    return false
  }
}

extension BuiltChain {
  /// The first layer that takes steps first, and gets rows there: fed by the input, or by layers that keep
  /// its first two dimensions.
  fileprivate func firstOfSteps(input: ActivationShape) -> LayerChain.Node? {
    guard let shapes = try? network.shapes(of: [input]) else { return nil }
    // For each node whether its rows are still the input's.
    var keeps: [Bool] = []
    for (place, node) in nodes.enumerated() {
      let fed = node.node.sources.lazy.compactMap { source -> ActivationShape? in
        guard case .node(let index, let output) = source else { return input }
        return keeps[index] && output == 0 ? shapes[index][0] : nil
      }.first
      if fed != nil, node.module.takesStepsFirst { return node.node }
      if let fed, let found = node.inner?.firstOfSteps(input: fed) { return found }
      keeps.append(fed != nil && shapes[place][0].shape.prefix(2) == input.shape.prefix(2))
    }
    return nil
  }
}
