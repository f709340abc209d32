import KernelInterface

/// What the way back needs of a forward pass.
struct RecurrentTrace {
  let steps, rows: Int
  /// For each layer its input [T, B, I], and how a gradient goes back through the dropout before it.
  var inputs: [Tensor] = []
  var dropouts: [LayerStep?] = []
  /// For each layer and direction.
  var memories: [CellMemory] = []
  let hasInitialStates: Bool
}

extension RecurrentLayer {
  func forward(_ inputs: [Activation], _ pass: Pass) throws(EngineError) -> ModuleStep {
    let tensors = try inputs.map { (input) throws(EngineError) in
      try input.tensor("a recurrent layer")
    }
    let states = Self.sizes.states
    guard tensors.count == 1 || tensors.count == 1 + states else {
      throw .invalidInput(
        .inputs(
          ShapeProblem(
            expected: "a sequence, alone or with initial states",
            found: inputs.map(ActivationShape.init(of:))), layer: "a recurrent layer"))
    }
    let (steps, rows) = extents(tensors[0].shape)
    var trace = RecurrentTrace(steps: steps, rows: rows, hasInitialStates: tensors.count > 1)
    var x = settings.isBatchFirst ? tensors[0].withFirstTwoSwapped() : tensors[0]
    let last = (0..<states).map { _ in
      Tensor(uninitialized: [weights.count, rows, settings.hidden])
    }
    let dropout = DropoutLayer(settings.dropout)
    for layer in 0..<settings.layers {
      let dropped = layer > 0 ? dropout.forward(x, pass) : nil
      x = dropped?.output ?? x
      trace.inputs.append(x)
      trace.dropouts.append(dropped)
      for direction in 0..<settings.directions {
        let place = layer * settings.directions + direction
        trace.memories.append(
          run(weights[place], on: x, steps: steps, rows: rows, initial: tensors.dropFirst(), pass))
      }
      x = joined(trace.memories.suffix(settings.directions))
    }
    let count = rows * settings.hidden
    for (place, memory) in trace.memories.enumerated() {
      let end = memory.step(steps - 1) * count
      (last[0].start + place * count).update(from: memory.after + end, count: count)
      if states > 1 {
        (last[1].start + place * count).update(from: memory.cellsAfter + end, count: count)
      }
    }
    let output = settings.isBatchFirst ? x.withFirstTwoSwapped() : x
    output.isTimeFirst = settings.isBatchFirst
    return ModuleStep([.numbers(output)] + last.map { .numbers($0) }) { [self] dOutputs, wanted in
      backward(dOutputs, wanted, trace, pass.pool)
    }
  }

  /// One layer in one direction: the input's product for all steps at once, then step by step.
  ///
  /// Rows of a batch know nothing of each other, so threads take some of them through all steps.
  private func run(
    _ weights: RecurrentWeights, on x: Tensor, steps: Int, rows: Int, initial: ArraySlice<Tensor>,
    _ pass: Pass
  ) -> CellMemory {
    let hidden = settings.hidden
    let memory = CellMemory(
      Self.sizes, steps: steps, rows: rows, hidden: hidden, isReverse: weights.isReverse)
    let place = (weights.layer * settings.directions + (weights.isReverse ? 1 : 0)) * rows * hidden
    memory.begin(
      hidden: initial.first.map { UnsafePointer($0.start + place) },
      cell: initial.dropFirst().first.map { UnsafePointer($0.start + place) })
    multiply(weights, x, into: memory.gates, rows: steps * rows, pass.pool)
    let operand = weights.hidden.transposedOperand
    let hiddenBias = weights.hiddenBias.map { UnsafePointer($0.value.start) }
    let (gateWidth, extraWidth) = (Self.sizes.gates * hidden, Self.sizes.extra * hidden)
    pass.pool.forEachRange(of: rows, cost: steps * stepCost) { range in
      for number in 0..<steps {
        let row = memory.step(number) * rows + range.lowerBound
        forward(
          CellStep(
            rows: range.count, hidden: hidden, gates: memory.gates + row * gateWidth,
            extra: memory.extra + row * extraWidth, before: memory.before + row * hidden,
            cellBefore: memory.cellsBefore + row * hidden, after: memory.after + row * hidden,
            cellAfter: memory.cellsAfter + row * hidden,
            beginsWithZeros: number == 0 && initial.isEmpty, weight: operand,
            hiddenBias: hiddenBias))
      }
    }
    return memory
  }

  /// gates [rows, G * H] = x Wᵀ + b.
  private func multiply(
    _ weights: RecurrentWeights, _ x: Tensor, into gates: UnsafeMutablePointer<Float>, rows: Int,
    _ pool: WorkerPool
  ) {
    let (outputs, inputs) = (weights.input.shape[0], weights.input.shape[1])
    var bias = weights.inputBias?.value
    if let hidden = weights.hiddenBias?.value, let input = bias, !Self.keepsBiasesApart {
      let sum = input.copy()
      kernels.add(hidden.start, to: sum.start, count: outputs)
      bias = sum
    }
    let operand = weights.input.transposedOperand
    pool.forEachRange(of: rows, cost: 2 * inputs * outputs) { range in
      MatrixMultiply.run(
        MatrixProduct(
          m: range.count, n: outputs, k: inputs, a: x.start + range.lowerBound * inputs,
          aStride: inputs, b: operand, start: bias.map { .row($0.start) } ?? .nothing,
          out: gates + range.lowerBound * outputs, outStride: outputs))
    }
    // The sum of biases is read until here.
    withExtendedLifetime(bias) {}
  }

  /// Both directions' outputs side by side, [T, B, H * directions].
  private func joined(_ memories: ArraySlice<CellMemory>) -> Tensor {
    guard let first = memories.first, memories.count > 1 else {
      return memories.first?.output ?? Tensor(shape: [0])
    }
    let (width, hidden) = (memories.count * first.hidden, first.hidden)
    let output = Tensor(uninitialized: [first.steps, first.rows, width])
    for (direction, memory) in memories.enumerated() {
      for row in 0..<first.steps * first.rows {
        (output.start + row * width + direction * hidden).update(
          from: memory.after + row * hidden, count: hidden)
      }
    }
    return output
  }
}
