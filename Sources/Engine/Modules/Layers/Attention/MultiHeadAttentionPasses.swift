extension MultiHeadAttentionLayer {
  func forward(_ inputs: [Activation], _ pass: Pass) throws(EngineError) -> ModuleStep {
    var padding: Indices?
    if case .indices(let indices)? = inputs.last { padding = indices }
    let sequences = try inputs.dropLast(padding == nil ? 0 : 1).map {
      (input) throws(EngineError) in try input.tensor("attention")
    }
    guard sequences.count == 1 || sequences.count == 3 else {
      throw .invalidInput(
        .inputs(
          ShapeProblem(
            expected: "one sequence, or query, key and value",
            found: inputs.map(ActivationShape.init(of:))), layer: "attention"))
    }
    let (rows, queries) = extents(sequences[0].shape)
    let (_, keys) = extents(sequences[sequences.count / 2].shape)
    if let padding { try checkThatKeysAreLeft(padding, keys: keys) }
    let projections = sequences.enumerated().map { place, input in
      AttentionProjection(
        weight: inWeight, bias: inBias, input: input, firstThird: place,
        thirds: 3 / sequences.count)
    }
    let projected = projections.map { $0.forward(pass.pool) }
    let heads = AttentionHeads(
      rows: rows, queries: queries, keys: keys, heads: self.heads, headSize: width / self.heads,
      isCausal: isCausal, padding: padding,
      dropout: drawDropout(rows: rows * self.heads * queries, columns: keys, pass))
    let (query, key, value) = views(projected, heads)
    let probabilities = heads.makeProbabilities()
    let dropsAll = pass.isTraining && dropout == 1
    let dropped = heads.dropout == nil ? probabilities : heads.makeProbabilities()
    let context = sequences[0].similar()
    heads.forward(
      query: query, key: key, value: value, into: view(context, heads),
      probabilities: probabilities, dropped: dropped, pass.pool)
    // PyTorch draws nothing where everything is dropped.
    if dropsAll { context.values.update(repeating: 0) }
    let last = output.forward(context, pass)
    last.output.isTimeFirst = isBatchFirst
    var outputs = [Activation.numbers(last.output)]
    if averages {
      outputs.append(
        .numbers(
          dropsAll
            ? Tensor(shape: [rows, queries, keys]) : heads.average(dropped, pass.pool)))
    }
    return ModuleStep(outputs) { [self] dOutputs, wanted in
      let dAverage = dropsAll ? nil : dOutputs.dropFirst().first ?? nil
      guard dOutputs[0] != nil || dAverage != nil else { return wanted.map { _ in nil } }
      let dContext =
        dOutputs[0].flatMap { last.backward($0, true) } ?? Tensor(shape: context.shape)
      if dropsAll { dContext.values.update(repeating: 0) }
      let dProjected = projected.map { $0.similar() }
      let (dQuery, dKey, dValue) = views(dProjected, heads)
      heads.backward(
        AttentionHeads.Gradients(
          dContext: view(dContext, heads), dAverage: dAverage, dQuery: dQuery, dKey: dKey,
          dValue: dValue),
        query: query, key: key, value: value, probabilities: probabilities, pass.pool)
      // What the views point into lives until here.
      defer { withExtendedLifetime((projected, context)) {} }
      return inputGradients(projections, dProjected, wanted, pass.pool)
    }
  }

  /// Gradients of the weights, and of the inputs that want theirs; there is none of a padding mask.
  private func inputGradients(
    _ projections: [AttentionProjection], _ dProjected: [Tensor], _ wanted: [Bool],
    _ pool: WorkerPool
  ) -> [Tensor?] {
    let weightGradient = inWeight.requiresGradient ? inWeight.gradientToWrite() : nil
    let biasGradient = inBias.flatMap { $0.requiresGradient ? $0.gradientToWrite() : nil }
    let gradients = zip(projections, dProjected).enumerated().map { place, pair in
      pair.0.backward(
        pair.1, weightGradient: weightGradient, biasGradient: biasGradient,
        wantsInput: wanted[place], pool)
    }
    return gradients + wanted.dropFirst(gradients.count).map { _ in nil }
  }

  /// Decisions on the probabilities [rows, columns], in order.
  private func drawDropout(rows: Int, columns: Int, _ pass: Pass) -> Dropout? {
    guard pass.isTraining, dropout > 0, dropout < 1 else { return nil }
    var mask = DropoutMask()
    mask.reshape(rows: rows, columns: columns)
    var sampler = DropoutSampler(probability: dropout, maxColumns: columns)
    for row in 0..<rows {
      sampler.drawRow(columns, from: &pass.generator.engine, into: mask.row(row))
    }
    return Dropout(mask: mask, probability: dropout)
  }

  /// Query, key and value in one tensor [tokens, 3 * E] or in three [tokens, E].
  private func views(
    _ tensors: [Tensor], _ heads: AttentionHeads
  ) -> (query: TokenRows, key: TokenRows, value: TokenRows) {
    func third(_ place: Int) -> TokenRows {
      let isSelf = tensors.count == 1
      return TokenRows(
        tensors[isSelf ? 0 : place], columns: isSelf ? 3 * width : width,
        offset: isSelf ? place * width : 0, rows: heads.rows,
        tokens: place == 0 ? heads.queries : heads.keys, isBatchFirst: isBatchFirst)
    }
    return (third(0), third(1), third(2))
  }

  /// The queries' tokens in [B, L, E] or [L, B, E].
  private func view(_ tensor: Tensor, _ heads: AttentionHeads) -> TokenRows {
    TokenRows(
      tensor, columns: width, offset: 0, rows: heads.rows, tokens: heads.queries,
      isBatchFirst: isBatchFirst)
  }

  /// Without any key there is nothing to attend to, and PyTorch's result is NaN.
  private func checkThatKeysAreLeft(_ padding: Indices, keys: Int) throws(EngineError) {
    for row in 0..<padding.values.count / keys.atLeast1
    where padding.values[row * keys..<(row + 1) * keys].allSatisfy({ $0 != 0 }) {
      throw .invalidInput(.nothingToAttendTo(row: row))
    }
  }
}
