/// What one layer in one direction keeps of a forward pass, in one piece of memory, time first.
///
/// States of all steps lie one after the other with the initial ones before the first step, or after
/// the last where the steps are read backwards. So what every step began with is one array, and what
/// it ended with is another, a step further on.
struct CellMemory {
  /// What a kind of cell needs.
  struct Sizes {
    /// Gates, each of H values a row and step.
    let gates: Int
    /// What is kept beside gates and states, in multiples of H.
    let extra: Int
    /// Whether a cell state goes beside the hidden one.
    let hasCell: Bool

    var states: Int { hasCell ? 2 : 1 }
  }

  let steps, rows, hidden: Int
  let sizes: Sizes
  let isReverse: Bool
  let tensor: Tensor
  /// [T + 1, B, H] each; the cell's are none without a cell state.
  private let states, cells: UnsafeMutablePointer<Float>
  /// [T, B, G * H].
  let gates: UnsafeMutablePointer<Float>
  /// [T, B, extra * H].
  let extra: UnsafeMutablePointer<Float>

  init(_ sizes: Sizes, steps: Int, rows: Int, hidden: Int, isReverse: Bool) {
    (self.steps, self.rows, self.hidden) = (steps, rows, hidden)
    (self.sizes, self.isReverse) = (sizes, isReverse)
    let values = (steps + 1) * rows * hidden
    let perKind = steps * rows * hidden
    tensor = Tensor(
      uninitialized: [values * sizes.states + perKind * (sizes.gates + sizes.extra)])
    states = tensor.start
    cells = states + (sizes.hasCell ? values : 0)
    gates = states + values * sizes.states
    extra = gates + perKind * sizes.gates
  }

  /// Values of a step's states, B * H.
  private var size: Int { rows * hidden }

  /// The hidden states that the steps ended with, [T, B, H].
  var after: UnsafeMutablePointer<Float> { states + (isReverse ? 0 : size) }
  /// The hidden states that the steps began with, [T, B, H].
  var before: UnsafeMutablePointer<Float> { states + (isReverse ? size : 0) }
  /// The same of the cell states.
  var cellsAfter: UnsafeMutablePointer<Float> { cells + (isReverse ? 0 : size) }
  var cellsBefore: UnsafeMutablePointer<Float> { cells + (isReverse ? size : 0) }

  /// The step that is computed as number `place`.
  func step(_ place: Int) -> Int { isReverse ? steps - 1 - place : place }

  /// The first step begins with these states [B, H], or with zeros.
  func begin(hidden: UnsafePointer<Float>?, cell: UnsafePointer<Float>?) {
    let first = step(0) * size
    Self.fill(before + first, hidden, size)
    if sizes.hasCell { Self.fill(cellsBefore + first, cell, size) }
  }

  private static func fill(
    _ target: UnsafeMutablePointer<Float>, _ source: UnsafePointer<Float>?, _ count: Int
  ) {
    if let source {
      target.update(from: source, count: count)
    } else {
      target.update(repeating: 0, count: count)
    }
  }

  /// What the steps put out, [T, B, H]; no copy is made.
  var output: Tensor {
    Tensor(
      shape: [steps, rows, hidden],
      borrowing: UnsafeMutableBufferPointer(start: after, count: steps * size), from: tensor)
  }
}
