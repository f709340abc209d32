/// The gradients of a batch's weights, once every sequence has gone forward and back: one product
/// over all rows of the batch in their order for each block of each weight.
///
/// How the weights are cut into blocks depends on their shapes alone, so the sums are the same on
/// any number of threads.
struct BertWeightGradients {
  let parameters: BertParameters
  let activations: BertActivations
  let norms: BertNormGradients

  /// Independent tasks that together add to every gradient asked for.
  func tasks(_ sequences: [[Int32]]) -> [() -> Void] {
    let scope = activations.scope
    let tokens = sequences.reduce(0) { $0 + $1.count }
    var tasks: [() -> Void] = []
    if scope.embeddings, let embeddings = activations.embeddings {
      tasks.append {
        parameters.embeddings.backward(sequences, dOutput: embeddings.normalized.start)
      }
    }
    for (index, layer) in activations.layers.enumerated() {
      tasks += self.tasks(
        parameters.layers[scope.firstLayer + index], layer, sequences: sequences, tokens: tokens)
    }
    if activations.isFinalFirstRowOnly {
      tasks += parameters.pooler.gradientTasks(
        dOutput: activations.features.start, input: activations.final.start,
        rows: sequences.count)
    }
    tasks.append {
      norms.add(sequences: sequences.count, to: parameters, from: scope.firstLayer)
    }
    return tasks
  }

  private func tasks(
    _ layer: BertParameters.Layer, _ kept: BertActivations.Layer, sequences: [[Int32]], tokens: Int
  ) -> [() -> Void] {
    func gradient(
      _ linear: Linear, _ dOutput: Tensor, _ input: Tensor, rows: Int
    ) -> [() -> Void] {
      linear.gradientTasks(dOutput: dOutput.start, input: input.start, rows: rows)
        // A closure of its own keeps copied rows alive until they have been read.
        .map { task in { withExtendedLifetime(input, task) } }
    }
    let rows: Int
    var tasks: [() -> Void]
    switch kept.keys {
    case .all(let key, let value):
      rows = tokens
      tasks =
        gradient(layer.query, kept.query, kept.input, rows: rows)
        + gradient(layer.key, key, kept.input, rows: rows)
        + gradient(layer.value, value, kept.input, rows: rows)
    case .firstRow(let first):
      rows = sequences.count
      tasks = gradient(layer.query, first.dQuery, firstRows(of: kept.input, sequences), rows: rows)
      tasks.append(
        layer.firstRowAttention(heads: first.sums.shape[1]).gradientTask(
          sequences: rows, query: kept.query, dKeyed: first.keyed, dContext: first.dContext,
          mixed: first.mixed, sums: first.sums, dSums: first.dSums))
    }
    return tasks
      + gradient(layer.attentionOutput, kept.attentionNorm.normalized, kept.context, rows: rows)
      + gradient(layer.intermediate, kept.intermediate, kept.attended, rows: rows)
      + gradient(layer.output, kept.outputNorm.normalized, kept.activated, rows: rows)
  }

  /// The [CLS] rows alone, [B, C].
  private func firstRows(of tensor: Tensor, _ sequences: [[Int32]]) -> Tensor {
    let width = tensor.shape[1]
    let result = Tensor(shape: [sequences.count, width])
    var token = 0
    for (row, sequence) in sequences.enumerated() {
      (result.start + row * width).update(from: tensor.start + token * width, count: width)
      token += sequence.count
    }
    return result
  }
}
