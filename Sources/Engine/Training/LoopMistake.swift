/// A mistake in a training's loop that replays can make on purpose, so that the numbers of a student's
/// program can be told from those of a right one.
///
/// No lesson can say these: they are no settings of a training, but ways of getting its loop wrong.
public enum LoopMistake: String, Sendable, CaseIterable {
  /// Gradients are never set back to zero.
  case neverZeroes
  /// Gradients are set back to zero before the first batch of an epoch alone.
  case zeroesEachEpoch
  /// The optimizer never steps.
  case neverSteps
  /// Between a batch's way forward and its way back the optimizer steps by the gradients of the batch
  /// before.
  case stepsBeforeBackward
  /// The optimizer steps at the beginning of a batch, so that the last batch's step is never taken.
  case stepsFirst
  /// Several batches make a step, and their gradients are added up and not averaged.
  case undivided
  /// The first epoch's batches are handed out in every epoch.
  case ordersOnce
  /// The rows are put into one random order before the first epoch, by `torch.randperm`.
  case permutesOnce
  /// The rows are put into an order of their own in each epoch, by `torch.randperm`.
  case permutesEachEpoch
  /// A target without the output's last dimension: every output meets every row's target.
  case broadcastsTarget
  /// Of two classes each is taken for the other.
  case swapsLabels
  /// The loss is the sum over the batch's rows, and not their mean.
  case sumsLoss
  /// Outputs go through softmax before the loss.
  case softmaxesOutput
}

/// One unit of rounding for each value, upwards, downwards or none, from a stream of its own.
struct RoundingNoise {
  private var state: UInt64 = 0x9E37_79B9_7F4A_7C15

  /// Moves every value by at most one unit in its last place.
  mutating func shake(_ parameters: [Parameter]) {
    for parameter in parameters {
      let values = parameter.value.start
      for index in 0..<parameter.value.count {
        // Marsaglia's xorshift64.
        state ^= state << 13
        state ^= state >> 7
        state ^= state << 17
        switch state % 3 {
        case 0: values[index] = values[index].nextUp
        case 1: values[index] = values[index].nextDown
        default: break
        }
      }
    }
  }
}

extension LabelledRows {
  /// The rows with each of two classes taken for the other.
  var swapped: LabelledRows {
    switch targets {
    case .numbers(let tensor):
      let values = tensor.array.map { 1 - $0 }
      return LabelledRows(
        inputs: inputs, targets: .numbers(Tensor(shape: tensor.shape, values: values)))
    case .indices(let indices):
      return LabelledRows(
        inputs: inputs,
        targets: .indices(Indices(shape: indices.shape, values: indices.values.map { 1 - $0 })))
    case .sequences: return self
    }
  }
}
