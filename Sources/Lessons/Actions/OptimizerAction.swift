import Engine

/// Makes an optimizer.
struct OptimizerAction: Action {
  private enum Kind: String, CaseIterable {
    case adamW = "AdamW"
    case adam = "Adam"
    case sgd = "SGD"
  }

  private static let kind = Argument(
    "", .choice(Kind.allCases.map(\.rawValue)),
    "Adam with decoupled weight decay, Adam, or gradient descent.")
  private static let parameters = Argument(
    "parameters", ArgumentType<[ModelPart]>.modelParts.optional, default: nil, "none",
    """
    What it steps: models, or parts of them by the start of their tensors' PyTorch names, such as \
    `backbone.encoder.layer.5`. Frozen tensors among them are passed over. Either this or `groups`.
    """)
  private static let groups = Argument(
    "groups", ArgumentType<[ParsedAction]>.groups.optional, default: nil, "none",
    "The same with settings of their own: what a group leaves out is as below.")
  private static let learningRate = Argument(
    "lr", .notNegative, default: 0.001, "0.001", "The learning rate.")
  private static let weightDecay = Argument(
    "weight_decay", ArgumentType.notNegative.optional, default: nil, "0.01 for AdamW, otherwise 0",
    """
    AdamW multiplies the weights by 1 - lr * weight_decay in each step; Adam and SGD add so much \
    of the weights to their gradient.
    """)
  private static let betas = Argument(
    "betas",
    .list(
      of: .number("a number from 0 to below 1") { (0..<1).contains($0) },
      "a list of two numbers"), default: [0.9, 0.999],
    "[0.9, 0.999]",
    "AdamW and Adam: how slowly the averages of gradients and of their squares move.")
  private static let epsilon = Argument(
    "eps", .notNegative, default: 1e-8, "1e-8", "AdamW and Adam: added to the denominator.")
  private static let momentum = Argument(
    "momentum", .notNegative, default: 0, "0",
    "SGD: how much of the last step's direction goes into the next.")
  private static let dampening = Argument(
    "dampening", .number("a number from 0 to 1") { (0...1).contains($0) }, default: 0, "0",
    "SGD: how much of a gradient is kept out of the momentum.")
  private static let nesterov = Argument(
    "nesterov", .flag, default: false, "false", "SGD: whether a step looks ahead.")
  private static let name = Argument(
    "as", .newName, default: "optimizer", "optimizer", "The name to bind it to.")

  /// Arguments that not every kind has.
  private static let owners: [String: [Kind]] = [
    betas.name: [.adamW, .adam], epsilon.name: [.adamW, .adam], momentum.name: [.sgd],
    dampening.name: [.sgd], nesterov.name: [.sgd],
  ]

  static let manual = ActionManual(
    name: "optimizer",
    summary: "Makes an optimizer over some models' parameters; the defaults are PyTorch's.",
    value: kind.description,
    arguments: [
      parameters.description, groups.description, learningRate.description,
      weightDecay.description, betas.description, epsilon.description, momentum.description,
      dampening.description, nesterov.description, name.description,
    ],
    example: """
      - optimizer: AdamW
        parameters: [head]
        lr: 5e-5
        weight_decay: 0.0005
        as: optimizer
      """)

  private let kind: Kind
  let groups: [OptimizerGroup]
  let learningRate, weightDecay: Double
  let betas: [Double]
  let epsilon, momentum, dampening: Double
  let nesterov: Bool
  let name: String

  var effect: ActionEffect { .makes(holds: true) }

  init?(_ reader: ActionReader) {
    let kind = reader.read(Self.kind).flatMap(Kind.init)
    let isSound = kind.map { Self.check($0, reader) } ?? false
    let groups = OptimizerGroup.read(reader, parameters: Self.parameters, groups: Self.groups)
    let learningRate = reader.read(Self.learningRate)
    let weightDecay = reader.read(Self.weightDecay)
    let betas = reader.read(Self.betas)
    let epsilon = reader.read(Self.epsilon)
    let momentum = reader.read(Self.momentum)
    let dampening = reader.read(Self.dampening)
    let nesterov = reader.read(Self.nesterov)
    let name = reader.read(Self.name)
    guard let kind, isSound, let groups, let learningRate, let weightDecay, let betas,
      let epsilon, let momentum, let dampening, let nesterov, let name
    else { return nil }
    guard betas.count == 2 else {
      reader.report(
        "wrong-type", at: reader.range(of: "betas"), "`betas` takes a list of two numbers")
      return nil
    }
    guard !nesterov || (momentum > 0 && dampening == 0) else {
      reader.report(
        "wrong-type", at: reader.range(of: "nesterov"),
        "`nesterov` needs a `momentum` above 0, and no `dampening`")
      return nil
    }
    (self.kind, self.groups, self.learningRate) = (kind, groups, learningRate)
    self.weightDecay = weightDecay ?? (kind == .adamW ? 0.01 : 0)
    (self.betas, self.epsilon) = (betas, epsilon)
    (self.momentum, self.dampening, self.nesterov) = (momentum, dampening, nesterov)
    self.name = name
    let parts = groups.flatMap(\.parts).map(\.planned)
    reader.scope.bind(
      name, to: parts.contains([]) ? .unknown : .optimizer(parts: parts.flatMap { $0 }))
  }

  /// Reports arguments of another kind.
  private static func check(_ kind: Kind, _ reader: ActionReader) -> Bool {
    var isSound = true
    for argument in reader.action.arguments {
      guard let kinds = owners[argument.name.value], !kinds.contains(kind) else { continue }
      let names = kinds.map(\.rawValue).joined(separator: " and ")
      reader.report(
        "unknown-argument", at: argument.name.range,
        "\(kind.rawValue) has no argument `\(argument.name.value)`",
        notes: ["\(names) \(kinds.count == 1 ? "has" : "have") it"])
      isSound = false
    }
    return isSound
  }

  func estimate(_ memory: inout MemoryEstimate, asset: LocatedAsset?) {
    memory.bind(name, to: .optimizer(states: kind == .sgd ? 0 : 2))
  }

  func run(_ context: RunContext) throws(EngineError) {
    var seen: Set<ObjectIdentifier> = []
    var groups: [ParameterGroup] = []
    for group in self.groups {
      var parameters: [Parameter] = []
      for part in group.parts {
        for member in try part.members(context) {
          parameters += member.parameters.filter { seen.insert(ObjectIdentifier($0)).inserted }
        }
      }
      groups.append(
        ParameterGroup(
          parameters: parameters, learningRate: group.learningRate ?? learningRate,
          weightDecay: group.weightDecay ?? weightDecay))
    }
    context.bind(name, to: optimizer(groups))
  }

  private func optimizer(_ groups: [ParameterGroup]) -> any Optimizer {
    switch kind {
    case .adamW: AdamW(groups: groups, betas: (betas[0], betas[1]), epsilon: epsilon)
    case .adam: Adam(groups: groups, betas: (betas[0], betas[1]), epsilon: epsilon)
    case .sgd: SGD(groups: groups, momentum: momentum, dampening: dampening, nesterov: nesterov)
    }
  }
}
