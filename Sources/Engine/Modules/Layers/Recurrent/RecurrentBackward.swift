import KernelInterface

extension RecurrentLayer {
  /// From the last layer to the first, in each from the step that was computed last.
  func backward(
    _ dOutputs: [Tensor?], _ wanted: [Bool], _ trace: RecurrentTrace, _ pool: WorkerPool
  ) -> [Tensor?] {
    guard dOutputs.contains(where: { $0 != nil }) else { return wanted.map { _ in nil } }
    let (hidden, directions) = (settings.hidden, settings.directions)
    /// The gradients of the initial states, as far as they are wanted.
    let dInitial = wanted.dropFirst().map { wanted in
      wanted ? Tensor(uninitialized: [weights.count, trace.rows, hidden]) : nil
    }
    /// [T, B, H * directions], this function's own.
    var dLayer =
      dOutputs[0].map { settings.isBatchFirst ? $0.withFirstTwoSwapped() : $0.copy() }
      ?? Tensor(shape: [trace.steps, trace.rows, directions * hidden])
    var dInput: Tensor?
    for layer in (0..<settings.layers).reversed() {
      let wantsInput = layer > 0 || wanted[0]
      dInput = wantsInput ? trace.inputs[layer].similar() : nil
      for direction in 0..<directions {
        let place = layer * directions + direction
        let dAfter = directions == 1 ? dLayer : half(direction, of: dLayer)
        let back = RecurrentDirection(
          layer: self, weights: weights[place], memory: trace.memories[place],
          hasInitialStates: trace.hasInitialStates, dAfter: dAfter, pool: pool)
        back.run(
          dLast: dOutputs.dropFirst().map { $0.map { $0.start + place * trace.rows * hidden } },
          dInitial: dInitial.map { $0.map { $0.start + place * trace.rows * hidden } })
        back.addWeightGradients(input: trace.inputs[layer])
        if let dInput { back.inputGradient(into: dInput, adding: direction > 0) }
      }
      if layer > 0, let gradient = dInput {
        dLayer = trace.dropouts[layer]?.backward(gradient, true) ?? gradient
      }
    }
    let dX = settings.isBatchFirst ? dInput?.withFirstTwoSwapped() : dInput
    return [dX] + dInitial
  }

  /// One direction's part of rows [T, B, 2 * H].
  private func half(_ direction: Int, of rows: Tensor) -> Tensor {
    let hidden = settings.hidden
    let result = Tensor(uninitialized: [rows.shape[0], rows.shape[1], hidden])
    for row in 0..<rows.shape[0] * rows.shape[1] {
      (result.start + row * hidden).update(
        from: rows.start + (2 * row + direction) * hidden, count: hidden)
    }
    return result
  }
}

/// The way back through one layer in one direction.
struct RecurrentDirection<Cell: RecurrentLayer> {
  let layer: Cell
  let weights: RecurrentWeights
  let memory: CellMemory
  let hasInitialStates: Bool
  /// [T, B, H]: comes as what the output's gradient leaves, and gets what later steps add.
  let dAfter: Tensor
  let pool: WorkerPool
  /// [T, B, G * H], and the same memory or more of it for the hidden state's product.
  private let dGates: Tensor
  private let dHiddenGates: UnsafeMutablePointer<Float>

  init(
    layer: Cell, weights: RecurrentWeights, memory: CellMemory, hasInitialStates: Bool,
    dAfter: Tensor, pool: WorkerPool
  ) {
    (self.layer, self.weights, self.memory) = (layer, weights, memory)
    (self.hasInitialStates, self.dAfter, self.pool) = (hasInitialStates, dAfter, pool)
    let count = memory.steps * memory.rows * Cell.sizes.gates * memory.hidden
    dGates = Tensor(uninitialized: [Cell.keepsBiasesApart ? 2 * count : count])
    dHiddenGates = dGates.start + (Cell.keepsBiasesApart ? count : 0)
  }

  /// The gradients of all steps' gates.
  ///
  /// - Parameters:
  ///   - dLast: [B, H] for each state that the last step ended with, `nil` where nothing depends on it.
  ///   - dInitial: [B, H] for each initial state, `nil` where its gradient is not needed.
  func run(dLast: [UnsafeMutablePointer<Float>?], dInitial: [UnsafeMutablePointer<Float>?]) {
    let (steps, rows, hidden) = (memory.steps, memory.rows, memory.hidden)
    let size = rows * hidden
    if let dHidden = dLast.first ?? nil {
      kernels.add(dHidden, to: dAfter.start + memory.step(steps - 1) * size, count: size)
    }
    let dCell = Tensor(shape: [Cell.sizes.hasCell ? size : 0])
    if Cell.sizes.hasCell, let dLastCell = dLast[1] {
      dCell.start.update(from: dLastCell, count: size)
    }
    let dFirst = dInitial.first ?? nil
    dFirst?.update(repeating: 0, count: size)
    let operand = weights.hidden.operand
    pool.forEachRange(of: rows, cost: steps * layer.stepCost) { range in
      for number in (0..<steps).reversed() {
        let dBefore =
          number > 0 ? dAfter.start + memory.step(number - 1) * size : dFirst
        stepBack(
          memory.step(number), range, dBefore: dBefore.map { $0 + range.lowerBound * hidden },
          dCell: dCell.start + (Cell.sizes.hasCell ? range.lowerBound * hidden : 0), operand)
      }
    }
    if Cell.sizes.hasCell, dInitial.count > 1, let dFirstCell = dInitial[1] {
      dFirstCell.update(from: dCell.start, count: size)
    }
  }

  private func stepBack(
    _ step: Int, _ range: Range<Int>, dBefore: UnsafeMutablePointer<Float>?,
    dCell: UnsafeMutablePointer<Float>, _ operand: MatrixProduct.Right
  ) {
    let hidden = memory.hidden
    let row = step * memory.rows + range.lowerBound
    let width = Cell.sizes.gates * hidden
    layer.backward(
      CellStepBack(
        rows: range.count, hidden: hidden, gates: memory.gates + row * width,
        extra: memory.extra + row * Cell.sizes.extra * hidden,
        before: memory.before + row * hidden, cellBefore: memory.cellsBefore + row * hidden,
        after: memory.after + row * hidden, cellAfter: memory.cellsAfter + row * hidden,
        dAfter: dAfter.start + row * hidden, dCell: dCell, dGates: dGates.start + row * width,
        dHiddenGates: dHiddenGates + row * width, dBefore: dBefore))
    guard let dBefore else { return }
    // In the forward pass this was: u = h Wᵀ + b. So dh = du W.
    MatrixMultiply.run(
      MatrixProduct(
        m: range.count, n: hidden, k: width, a: dHiddenGates + row * width, aStride: width,
        b: operand, start: .output, out: dBefore, outStride: hidden))
  }

  /// Over all rows of all steps at once.
  ///
  /// A first step that began with zeros has no share in the hidden weight's gradient.
  ///
  /// - Parameter input: x [T, B, I].
  func addWeightGradients(input: Tensor) {
    let (rows, hidden) = (memory.steps * memory.rows, memory.hidden)
    let width = Cell.sizes.gates * hidden
    let zeros = hasInitialStates ? 0 : memory.rows
    let first = memory.isReverse ? 0 : zeros
    let tasks =
      WeightGradient.tasks(
        weights.hidden, dOutput: dHiddenGates + first * width,
        input: memory.before + first * hidden, rows: rows - zeros)
      + WeightGradient.tasks(
        weights.input, dOutput: dGates.start, input: input.start, rows: rows)
      + WeightGradient.tasks(bias: weights.inputBias, dOutput: dGates.start, rows: rows)
      + WeightGradient.tasks(bias: weights.hiddenBias, dOutput: dHiddenGates, rows: rows)
    let operations = 2 * rows * width * (hidden + weights.input.shape[1])
    pool.forEachPiece(count: tasks.count, cost: operations / tasks.count.atLeast1) { tasks[$0]() }
  }

  /// In the forward pass this was: gates = x Wᵀ + b.
  ///
  /// So dx [T, B, I] = dgates W, or that added to it.
  func inputGradient(into dInput: Tensor, adding: Bool) {
    let (outputs, inputs) = (weights.input.shape[0], weights.input.shape[1])
    let operand = weights.input.operand
    pool.forEachRange(of: memory.steps * memory.rows, cost: 2 * inputs * outputs) { range in
      MatrixMultiply.run(
        MatrixProduct(
          m: range.count, n: inputs, k: outputs, a: dGates.start + range.lowerBound * outputs,
          aStride: outputs, b: operand, start: adding ? .output : .nothing,
          out: dInput.start + range.lowerBound * inputs, outStride: inputs))
    }
  }
}
