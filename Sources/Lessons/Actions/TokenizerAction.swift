import Engine
import Records

/// Loads a model's tokenizer.
struct TokenizerAction: Action {
  private static let model = Argument("", .model, "Whose tokenizer.")
  private static let name = Argument(
    "as", .newName, default: "tokenizer", "tokenizer", "The name to bind it to.")

  static let manual = ActionManual(
    name: "tokenizer",
    summary: "Loads the tokenizer of a pretrained model.",
    value: model.description, arguments: [name.description],
    results: [
      ResultDescription(.vocabularySize, "How many tokens the tokenizer knows.")
    ],
    example: "- tokenizer: $backbone")

  let request: AssetRequest
  let name: String

  var asset: AssetRequest? { request }

  var effect: ActionEffect { .makes(holds: false) }

  init?(_ reader: ActionReader) {
    let request = reader.read(Self.model)
    let name = reader.read(Self.name)
    guard let request, let name else { return nil }
    (self.request, self.name) = (request, name)
    reader.scope.bind(name, to: .tokenizer)
  }

  func run(_ context: RunContext) throws(EngineError) {
    let tokenizer = try WordPieceTokenizer(folder: context.asset(request).url)
    context.bind(name, to: tokenizer)
    context.results[.vocabularySize] = .int(tokenizer.vocabularySize)
  }
}
