/// The ways of a batch's texts through a BERT and back.
///
/// A text's ways are one thread's each, and depend on its own tokens alone. What they leave lies in one
/// place, text after text, so that a weight's gradient is one product over the whole batch.
struct BertPasses {
  /// What a batch leaves, for as many tokens and texts as it was made for.
  struct Memory {
    fileprivate let backward: BertBackward
    fileprivate let activations: BertActivations
    fileprivate let norms: BertNormGradients

    init(_ features: BertFeatures, maxTokens: Int, maxSequences: Int) {
      let (forward, scope) = (features.forward, features.scope)
      backward = BertBackward(forward: forward, scope: scope)
      activations = BertActivations(
        forward, scope: scope, maxTokens: maxTokens, maxSequences: maxSequences)
      norms = BertNormGradients(forward.configuration, maxSequences: maxSequences)
    }
  }

  private let memory: Memory
  private let sequences: [[Int32]]
  private let firstTokens: [Int]
  private let dropout: BertDropout?
  /// The place of the first text among those that dropout was drawn for.
  private let firstMasks: Int

  /// - Parameter dropout: of a batch that these texts are part of; `nil` where none is active.
  init(
    _ memory: Memory, _ sequences: [[Int32]], dropout: BertDropout?, firstMasks: Int = 0
  ) {
    (self.memory, self.sequences) = (memory, sequences)
    (self.dropout, self.firstMasks) = (dropout, firstMasks)
    var firstTokens = [0]
    for sequence in sequences {
      firstTokens.append(firstTokens[firstTokens.count - 1] + sequence.count)
    }
    self.firstTokens = firstTokens
  }

  /// A text's way there.
  ///
  /// - Returns: its features [C], which its way back writes over.
  func forward(
    _ row: Int, keeping probabilities: BertActivations.Probabilities, _ workspace: BertWorkspace
  ) -> UnsafeMutablePointer<Float> {
    memory.backward.forward.features(
      of: sequences[row], dropout: dropout?.masks(firstMasks + row),
      memory: place(row, probabilities, workspace), workspace: workspace, into: features(row))
    return features(row)
  }

  /// A text's way back, once it has been there.
  ///
  /// - Parameters:
  ///   - dFeatures: [C].
  ///   - workspace: of forward passes, any thread's: nothing of it is read.
  func backward(
    _ row: Int, dFeatures: UnsafePointer<Float>, _ probabilities: BertActivations.Probabilities,
    _ workspace: BertWorkspace, _ backward: BertBackward.Workspace
  ) {
    memory.backward.run(
      tokens: sequences[row].count, dropout: dropout?.masks(firstMasks + row),
      memory: place(row, probabilities, workspace), features: features(row),
      dFeatures: dFeatures, norms: memory.norms.start(sequence: row), workspace: backward)
  }

  /// Adds to the gradients of all weights that ask for one, once every text has been there and back.
  func addWeightGradients(
    _ pool: WorkerPool, cancellation: Cancellation?
  ) throws(EngineError) {
    let tasks = BertWeightGradients(
      parameters: memory.backward.forward.parameters, activations: memory.activations,
      norms: memory.norms
    ).tasks(sequences)
    try pool.forEach(count: tasks.count, cancellation: cancellation) { index, _ in
      tasks[index]()
    }
  }

  private func features(_ row: Int) -> UnsafeMutablePointer<Float> {
    memory.activations.features.start + row * memory.activations.features.shape[1]
  }

  private func place(
    _ row: Int, _ probabilities: BertActivations.Probabilities, _ workspace: BertWorkspace
  ) -> BertSequenceMemory {
    memory.activations.memory(
      sequence: row, token: firstTokens[row], tokens: sequences[row].count,
      workspace: workspace, probabilities: probabilities)
  }
}
