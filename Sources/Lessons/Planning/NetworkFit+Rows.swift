import Engine

/// What PyTorch would refuse in the middle of a training, or compute without a word.
extension NetworkFit {
  /// Says where rows go in as the steps of one sequence, which PyTorch computes without a word.
  func warnOfStepsFirst(_ built: BuiltChain) {
    guard
      let node = built.nodes.first(where: { node in
        node.node.sources.contains(.input(0)) && node.module.takesStepsFirst
      }), reader.scope.misfits.insert("steps of \(network.id)").inserted
    else { return }
    reader.scope.report(
      Diagnostic(
        .warning, code: "steps-first", file: reader.scope.file, range: node.node.range,
        message: """
          `\(model.name).\(node.node.name)` takes steps first and rows second, so each row of \
          `\(rows)` goes in as a step
          """,
        notes: ["`batch_first: true` takes rows first", Silencing.remedy])
    )
  }

  /// Whether what comes out has a place for each row; reports it where not.
  func hasRows(_ output: [Int], count: Int, _ argument: String) -> Bool {
    guard output.first != count else { return true }
    guard reader.scope.misfits.insert("rows of \(network.id)").inserted else { return false }
    reader.report(
      "shape-mismatch", at: reader.range(of: argument),
      """
      `\(model.name)` gives \(output) for \(count) \(count == 1 ? "row" : "rows") of `\(rows)`, and the \
      first dimension has to count the rows
      """)
    return false
  }

  /// Whether every layer that needs a variance has one, as far as the model's mode is known; reports it
  /// where not.
  func hasVariance(_ layers: [BuiltChain.Row], count: Int, _ argument: String) -> Bool {
    let scope = reader.scope
    guard scope.knowsModes, !scope.evaluated.contains(network.id),
      let layer = layers.first(where: { layer in
        layer.module.needsVariance
          && layer.output.map { $0.values == Double($0.shape[1]) } ?? false
      })
    else { return true }
    reader.report(
      "single-value", at: reader.range(of: argument),
      """
      `\(model.name).\(layer.name)` needs more than one value a channel in training mode, and a batch \
      of `\(rows)` has \(count) \(count == 1 ? "row" : "rows")
      """,
      notes: [
        isLoader
          ? "leave such a batch out with `drop_last: true`, or take another `batch_size`"
          : "switch it to evaluation mode first: - eval_mode: \(model.name)"
      ])
    return false
  }
}
