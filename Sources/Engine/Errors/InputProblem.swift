/// Why values cannot be computed with: the facts.
///
/// The words are in ``description``.
public enum InputProblem: Error, Equatable, Sendable {
  // MARK: - Kinds and shapes

  /// An input of another kind than a module takes; `module` is what messages call it.
  case kind(ActivationShape.Kind, neededBy: String)
  /// Shapes that do not fit a part of a model; `model` is what messages call the whole.
  case shapes(ShapeProblem, of: String)
  /// Inputs that a layer refuses while it runs, `layer` being its name in a sentence.
  case inputs(ShapeProblem, layer: String)
  /// An output and a target that a loss cannot be computed from.
  case lossShapes(LossKind, output: [Int], target: [Int])
  /// A model whose first output, from which a loss or a prediction is made, is not there.
  case noOutput
  /// A model whose first output is indices or texts.
  case outputOfNoNumbers
  /// A path to no part of a BERT, and the number of its layers.
  case noLayer(String, model: String, layers: Int)

  // MARK: - Values

  /// An index beyond the rows of an embedding.
  case index(Int32, rows: Int)
  /// A row's label for which the model has no output; rows and labels count from 0.
  case label(Int32, row: Int, classes: Int)
  /// The same, found by the loss at a place of its batch.
  case targetClass(Int32, place: Int, classes: Int)
  /// An output that is no probability, at a place of its batch.
  case probability(Float, place: Int)
  /// A target that is no probability, at a place of its batch.
  case targetProbability(Float, place: Int)
  /// A batch whose channels have one value each, of which there is no variance.
  case noVariance
  /// A row of a batch whose keys are all padding.
  case nothingToAttendTo(row: Int)

  // MARK: - BERT

  /// C and F, of which one is no multiple of 8.
  case bertWidths(hidden: Int, intermediate: Int)
  /// Tokens that a batch would be padded to, and the most that a model takes.
  case paddedLength(Int, positions: Int)
  /// Tokens of one text, and those of the batch as it would be padded.
  case textLength(Int, most: Int)
  /// A token id, and how many there are.
  case tokenID(Int32, vocabulary: Int)

  // MARK: - Trainings

  /// A loader over another number of rows than there are to learn from.
  case loaderRows(Int, rows: Int)
  /// Epochs and rows whose product is more than a whole number holds.
  case epochs(Int, rows: Int)
  /// An option of a layer, a loss, an optimizer or a schedule, by the entry's name.
  case option(OptionProblem, of: String)
  /// An option of a schedule that does not fit the training's length or its optimizer.
  case scheduleOption(OptionProblem)

  /// A kind of loss, in the words of a message.
  public enum LossKind: String, Sendable {
    case classes, values
    case broadcastValues = "broadcast values"
  }
}

extension InputProblem: CustomStringConvertible {
  public var description: String {
    switch self {
    case .kind(.numbers, let module): "\(module) expects numbers, not indices"
    case .kind(.indices, let module):
      "\(module) expects indices, such as token ids, not numbers"
    case .kind(.sequences, let module): "\(module) expects token ids of texts, not numbers"
    case .shapes(let problem, let model): problem.text(model)
    case .inputs(let problem, let layer):
      "\(layer) expects \(problem.expected), not \(problem.foundText)"
    case .lossShapes(let loss, let output, let target):
      "a loss of \(loss.rawValue) was given an output \(output) and a target \(target)"
    case .noOutput: "nothing comes out of the model"
    case .outputOfNoNumbers: "the model's output is no numbers"
    case .noLayer(let path, let model, let layers):
      "there is no `\(path)`: \(model) has \(layers) layers, counted from 0"
    case .index(let index, let rows):
      "index \(index) is not in an embedding's table of \(rows) rows"
    case .label(let label, let row, let classes):
      "row \(row) has label \(label), but the model gives \(classes) classes"
    case .targetClass(let label, let place, let classes):
      """
      the target has class \(label) at place \(place), but the output has \(classes) classes, from 0
      """
    case .probability(let value, let place):
      """
      the output has \(value) at place \(place), but `bce` takes probabilities, from 0 to 1: let \
      the network end in a sigmoid, or take `bce_with_logits`
      """
    case .targetProbability(let value, let place):
      "the target has \(value) at place \(place), but `bce` takes targets from 0 to 1"
    case .noVariance:
      """
      batch normalization needs more than one value a channel in training mode, and this batch \
      has one row: choose a batch size that leaves no single row over
      """
    case .nothingToAttendTo(let row):
      "the padding mask leaves row \(row) no key to attend to"
    case .bertWidths(let hidden, let intermediate):
      "hidden_size \(hidden) and intermediate_size \(intermediate) must be multiples of 8"
    case .paddedLength(let tokens, let positions):
      """
      sequences padded to \(tokens) tokens, but the model has \(positions) positions; lower \
      max_length
      """
    case .textLength(let tokens, let most):
      "a sequence of \(tokens) tokens where 1 to \(most) are possible"
    case .tokenID(let id, let vocabulary):
      """
      token id \(id), but the model's vocabulary ends at \(vocabulary - 1): tokenizer and backbone \
      do not belong together
      """
    case .loaderRows(let loaded, let rows): "a loader of \(loaded) rows over \(rows) rows"
    case .epochs(let epochs, let rows):
      "\(epochs) epochs of \(rows) rows are more than can be counted"
    case .option(let problem, let entry): "\(entry): `\(problem.option)` \(problem.reason)"
    case .scheduleOption(let problem): "the schedule's `\(problem.option)` \(problem.reason)"
    }
  }
}
