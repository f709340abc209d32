import Engine

/// Makes an optimizer.
struct OptimizerAction: Action {
  private static let kind = Argument("", .choice(["AdamW"]), "The only one this version has.")
  private static let models = Argument(
    "parameters", .list(of: .bound(.backbone, .head, .sequential), "a list of models"),
    "The models whose parameters it steps. Frozen ones among them are passed over.")
  private static let learningRate = Argument(
    "lr", .notNegative, default: 0.001, "0.001", "The learning rate.")
  private static let weightDecay = Argument(
    "weight_decay", .notNegative, default: 0.01, "0.01",
    "Each step multiplies the weights by 1 - lr * weight_decay.")
  private static let betas = Argument(
    "betas",
    .list(
      of: .number("a number from 0 to below 1") { (0..<1).contains($0) },
      "a list of two numbers"), default: [0.9, 0.999],
    "[0.9, 0.999]", "How slowly the averages of gradients and of their squares move.")
  private static let epsilon = Argument(
    "eps", .notNegative, default: 1e-8, "1e-8", "Added to the denominator.")
  private static let name = Argument(
    "as", .newName, default: "optimizer", "optimizer", "The name to bind it to.")

  static let manual = ActionManual(
    name: "optimizer",
    summary: "Makes an optimizer over some models' parameters; the defaults are PyTorch's.",
    value: kind.description,
    arguments: [
      models.description, learningRate.description, weightDecay.description, betas.description,
      epsilon.description, name.description,
    ],
    example: """
      - optimizer: AdamW
        parameters: [head]
        lr: 5e-5
        weight_decay: 0.0005
        as: optimizer
      """)

  let models: [String]
  let learningRate, weightDecay, epsilon: Double
  let betas: [Double]
  let name: String

  var effect: ActionEffect { .makes(holds: true) }

  init?(_ reader: ActionReader) {
    let kind = reader.read(Self.kind)
    let models = reader.read(Self.models)
    let learningRate = reader.read(Self.learningRate)
    let weightDecay = reader.read(Self.weightDecay)
    let betas = reader.read(Self.betas)
    let epsilon = reader.read(Self.epsilon)
    let name = reader.read(Self.name)
    guard kind != nil, let models, let learningRate, let weightDecay, let betas, let epsilon,
      let name
    else { return nil }
    guard betas.count == 2 else {
      reader.report(
        "wrong-type", at: reader.range(of: "betas"), "`betas` takes a list of two numbers")
      return nil
    }
    self.models = models.map(\.name)
    (self.learningRate, self.weightDecay, self.epsilon) = (learningRate, weightDecay, epsilon)
    (self.betas, self.name) = (betas, name)
    let isKnown = !models.contains { $0.value == .unknown }
    let ids = Set(models.flatMap(\.value.models))
    reader.scope.bind(name, to: isKnown ? .optimizer(models: ids) : .unknown)
  }

  func run(_ context: RunContext) throws(EngineError) {
    var parameters: [Parameter] = []
    for name in models {
      for (_, model) in try context.members(of: name) {
        for parameter in model.parameters where !parameters.contains(where: { $0 === parameter }) {
          parameters.append(parameter)
        }
      }
    }
    context.bind(
      name,
      to: AdamW(
        parameters: parameters, learningRate: learningRate, weightDecay: weightDecay,
        betas: (betas[0], betas[1]), epsilon: epsilon))
  }
}
