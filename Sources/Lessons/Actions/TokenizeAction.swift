import Engine
import Records

/// Says how a data set is to be tokenised.
struct TokenizeAction: Action {
  /// Tokens that BERT's tokenizers allow when nothing else is said.
  private static let modelMaximum = 512

  private static let dataset = Argument(
    "", .bound(.dataset, .tokenizedDataset), "The data set to tokenise.")
  private static let tokenizer = Argument("tokenizer", .bound(.tokenizer), "The tokenizer to use.")
  private static let padding = Argument(
    "padding", .choice(["max_length", "longest", "false"]), default: "false", "false",
    """
    What PyTorch would pad a row to: `max_length`, or the longest row of its batch. Padding is \
    never computed here; it decides which random numbers dropout uses up.
    """)
  private static let truncation = Argument(
    "truncation", .flag, default: false, "false", "Whether rows are cut at `max_length` tokens.")
  private static let maxLength = Argument(
    "max_length", .whole(atLeast: 3), default: modelMaximum, "\(modelMaximum)",
    "The length to cut at or pad to, in tokens, [CLS] and [SEP] included.")
  private static let name = Argument(
    "as", ArgumentType.newName.optional, default: nil, "the data set's own name",
    "The name to bind the tokenised data set to.")

  static let manual = ActionManual(
    name: "tokenize",
    summary: """
      Says how a data set is tokenised. Only the rows that a later step uses are tokenised, \
      when they are used.
      """,
    value: dataset.description,
    arguments: [
      tokenizer.description, padding.description, truncation.description, maxLength.description,
      name.description,
    ],
    results: [
      ResultDescription(.maxLength, "The length to cut at or pad to."),
      ResultDescription(.padding, "How batches are padded."),
      ResultDescription(.truncation, "Whether rows are cut."),
    ],
    example: """
      - tokenize: dataset
        tokenizer: tokenizer
        padding: max_length
        truncation: true
      """)

  let dataset: String
  let tokenizer: String
  let padding: String
  let truncation: Bool
  let maxLength: Int
  let name: String

  var effect: ActionEffect { .makes(holds: false) }

  init?(_ reader: ActionReader) {
    let dataset = reader.read(Self.dataset)
    let tokenizer = reader.read(Self.tokenizer)
    let padding = reader.read(Self.padding)
    let truncation = reader.read(Self.truncation)
    let maxLength = reader.read(Self.maxLength)
    let name = reader.read(Self.name)
    guard let dataset, let tokenizer, let padding, let truncation, let maxLength, let name else {
      return nil
    }
    self.dataset = dataset.name
    self.tokenizer = tokenizer.name
    (self.padding, self.truncation, self.maxLength) = (padding, truncation, maxLength)
    self.name = name ?? dataset.name
    if case .dataset(_, let texts) = dataset.value {
      reader.scope.bind(self.name, to: .dataset(isTokenized: true, texts))
    } else {
      reader.scope.bind(self.name, to: .unknown)
    }
  }

  func estimate(_ memory: inout MemoryEstimate, asset: LocatedAsset?) {
    if let data = memory[dataset] { memory.bind(name, to: data) }
    memory.bind(name, length: Double(maxLength))
  }

  func run(_ context: RunContext) throws(EngineError) {
    var dataset: LessonDataset = try context.value(dataset)
    dataset.tokenization = Tokenization(
      tokenizer: try context.value(tokenizer),
      padding: padding == "max_length" ? .toLength(maxLength) : .longestInBatch,
      maxLength: truncation ? maxLength : nil)
    context.bind(name, to: dataset)
    context.results[.maxLength] = .int(maxLength)
    context.results[.padding] = .string(padding)
    context.results[.truncation] = .bool(truncation)
  }
}
