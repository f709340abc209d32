import Engine
import Records

/// Builds a classifier head.
struct HeadAction: Action {
  /// Where a head's width comes from.
  enum Inputs: Sendable {
    case number(Int)
    case backbone(String)
  }

  private static let inputs = Argument(
    "", inputsType, "Features that go in: a number, or `backbone.hidden_size`.")
  private static let hidden = Argument(
    "hidden", .whole(atLeast: 1), "Neurons between the two linear layers.")
  private static let labels = Argument(
    "labels", .whole(atLeast: 2), "Classes, and so logits that come out.")
  private static let name = Argument(
    "as", .newName, default: "head", "head", "The name to bind it to.")

  private static let inputsType = ArgumentType<Inputs>(
    "a whole number or NAME.hidden_size of a backbone",
    schema: [
      "type": ["integer", "string"], "minimum": 1, "pattern": "[.]hidden_size$|^[$][a-z]",
    ]
  ) { value, scope throws(ArgumentProblem) in
    if let number = try scope.scalar(value).value.int {
      guard number > 0 else { throw .wrongType }
      return .number(number)
    }
    let member = ArgumentType<MemberName>.member(["hidden_size"], of: .backbone)
    return .backbone(try member.read(value, scope).owner.name)
  }

  static let manual = ActionManual(
    name: "head",
    summary: """
      Builds a new head of linear, ReLU, linear, its weights drawn from the step's generator as \
      PyTorch draws them.
      """,
    value: inputs.description,
    arguments: [hidden.description, labels.description, name.description],
    results: [
      ResultDescription(
        .initial, TensorSummary.headShape,
        "Each tensor's shape, SHA-256 and first values (8 at most)."),
      ResultDescription(.headParameters, "Numbers that the head is made of."),
    ],
    example: """
      - head: backbone.hidden_size
        hidden: 64
        labels: 2
        as: head
      """)

  let inputs: Inputs
  let hidden: Int
  let labels: Int
  let name: String

  var effect: ActionEffect { .makes(holds: false) }
  var drawsRandomNumbers: Bool { true }

  init?(_ reader: ActionReader) {
    let inputs = reader.read(Self.inputs)
    let hidden = reader.read(Self.hidden)
    let labels = reader.read(Self.labels)
    let name = reader.read(Self.name)
    guard let inputs, let hidden, let labels, let name else { return nil }
    (self.inputs, self.hidden, self.labels, self.name) = (inputs, hidden, labels, name)
    reader.scope.bind(name, to: .head(id: reader.scope.newModel(), labels: labels))
  }

  func estimate(_ memory: inout MemoryEstimate, asset: LocatedAsset?) {
    let width: Double
    switch inputs {
    case .number(let number): width = Double(number)
    case .backbone(let name):
      guard case .backbone(let known, _)? = memory[name] else { return }
      width = known
    }
    let head = MemoryEstimate.Head(
      inputs: width, hidden: Double(hidden), labels: Double(labels))
    memory.bind(name, to: .head(head))
    memory.add("a head of \(head.text) numbers", bytes: head.parameters * 4)
  }

  func check(_ models: inout KnownModels, asset: LocatedAsset?) throws(EngineError) {
    if case .number(let width) = inputs { models.bind(name, width: width) }
  }

  func run(_ context: RunContext) throws(EngineError) {
    let width: Int
    switch inputs {
    case .number(let number): width = number
    case .backbone(let name):
      let backbone: BertModel = try context.value(name)
      width = backbone.configuration.hiddenSize
    }
    let head = LessonNetwork(
      .head(inputs: width, hidden: hidden, labels: labels, generator: context.generator))
    context.bind(name, to: head)
    context.results[.initial] = head.summary
    context.results[.headParameters] = .int(head.parameters.reduce(0) { $0 + $1.value.count })
  }
}
