/// The sum of three tables' rows that a token becomes first: its word, its position, its type (0
/// throughout: a review is one sentence).
struct Embeddings {
  let words: Parameter  // [V, C]
  let positions: Parameter  // [maximum positions, C]
  let tokenTypes: Parameter  // [token types, C]
  /// The word whose row never learns, PyTorch's `padding_idx`.
  let padding: Int32

  /// out [T, C] = words[ids] + tokenTypes[0] + positions.
  func forward(_ ids: [Int32], into out: UnsafeMutablePointer<Float>) {
    let width = words.value.shape[1]
    let tokenType = tokenTypes.value.start
    for (t, id) in ids.enumerated() {
      let row = out + t * width
      let word = words.value.start + Int(id) * width
      let position = positions.value.start + t * width
      kernels.embed(
        word: word, tokenType: tokenType, position: position, into: row, columns: width)
    }
  }

  /// Adds the gradients of some sequences' rows to those of the three tables, in the order given.
  ///
  /// In the forward pass this was: out[t] = words[id of t] + tokenTypes[0] + positions[t]. So each
  /// row's gradient is added to the three rows that it was made of.
  ///
  /// - Parameter dOutput: [all sequences' tokens one after the other, C].
  func backward(_ sequences: [[Int32]], dOutput: UnsafePointer<Float>) {
    if words.requiresGradient { scatter(sequences, dOutput, into: words) { _, id in Int(id) } }
    if positions.requiresGradient { scatter(sequences, dOutput, into: positions) { t, _ in t } }
    if tokenTypes.requiresGradient { scatter(sequences, dOutput, into: tokenTypes) { _, _ in 0 } }
  }

  private func scatter(
    _ sequences: [[Int32]], _ dOutput: UnsafePointer<Float>, into table: Parameter,
    row: (_ position: Int, _ id: Int32) -> Int
  ) {
    let width = table.value.shape[1]
    let gradient = table.gradientToAddTo()
    var token = 0
    for sequence in sequences {
      for (t, id) in sequence.enumerated() {
        if table !== words || id != padding {
          kernels.add(
            dOutput + token * width, to: gradient.start + row(t, id) * width, count: width)
        }
        token += 1
      }
    }
  }
}
