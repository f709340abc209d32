import Engine
import Records

/// Builds a model of layers.
struct ModelAction: Action {
  private static var layers: Argument<YAMLValue> {
    Argument("", .layers, "The layers, in the order in which rows go through them.")
  }
  private static let name = Argument(
    "as", .newName, default: "model", "model", "The name to bind it to.")

  private static let initial = Argument(
    "initial", ArgumentType<[InitialFill]>.fills, default: [], "what its layers draw",
    """
    Tensors that begin with other values, by their full names, and what fills them: \
    \(InitialFill.schemes.map { "`\($0)`" }.joined(separator: ", ")), as `torch.nn.init` does. They are \
    filled in this order.
    """)
  private static let initialAt = Argument(
    "initial_at", .choice(InitialFill.Time.allCases.map(\.rawValue)),
    default: InitialFill.Time.end.rawValue, "end",
    """
    When they are filled: with `layers` each once its own layer has drawn its values, with `end` once \
    all layers have. With `instead` no layer draws anything, and each tensor has to be filled.
    """)

  /// Made once, but for tests that add to the engine.
  static var manual: ActionManual { LayerCatalogue.added.isEmpty ? usual : made }

  private static let usual = made

  private static var made: ActionManual {
    ActionManual(
      name: "model",
      summary: """
        Builds a model of layers, its weights drawn from the step's generator as PyTorch draws them. A \
        layer is written by its name alone, with options as `NAME: values` or `{NAME: values, \
        option: value}`, and under a name of its own as `name: {…}`, which its tensors have too; one \
        without has its place as its name, as in `nn.Sequential`. A name with a list holds layers \
        within it. Each layer takes what the one before gives, or with `of` what others give: \
        `input` is what goes into the model, `NAME.1` a layer's second output. `{shared: NAME}` is an \
        earlier layer once more, with the same weights. The model begins in training mode.
        """,
      value: layers.description,
      arguments: [name.description, initial.description, initialAt.description],
      results: [
        ResultDescription(
          .initial,
          "Each tensor's shape, SHA-256 and first values (8 at most)."),
        ResultDescription(.modelParameters, "Numbers that the model is made of."),
      ],
      example: """
        - model:
            - hidden: {linear: [10, 5]}
            - relu
            - out: {linear: [5, 1]}
          as: model
        """, catalogues: [.layers])
  }

  let network: PlannedNetwork
  let name: String
  let fills: [InitialFill]
  let time: InitialFill.Time

  var effect: ActionEffect { .makes(holds: false) }
  var drawsRandomNumbers: Bool { true }

  var results: [ResultDescription] {
    Self.manual.results.map { result in
      var result = result
      if result.key == .initial {
        result.shape = TensorSummary.shape(of: network.tensors + network.buffers)
      }
      return result
    }
  }

  init?(_ reader: ActionReader) {
    let layers = reader.read(Self.layers)
    let name = reader.read(Self.name)
    let fills = reader.read(Self.initial)
    let time = reader.read(Self.initialAt).flatMap(InitialFill.Time.init)
    guard case .list(let items, _)? = layers, let name, let fills, let time,
      let chain = LayerReader.chain(items, reader.scope)
    else { return nil }
    let module: Network
    do throws(EngineError) {
      module = try chain.build().network
    } catch {
      reader.report("wrong-type", at: reader.range(of: ""), "\(error)")
      return nil
    }
    let parameters = module.allParameters
    let shapes = Dictionary(parameters.map { ($0.name, $0.parameter.shape) }) { first, _ in first }
    guard InitialFill.check(fills, of: shapes, reader) else { return nil }
    let filled = Set(fills.flatMap(\.tensors).map(\.value))
    if time == .instead, let left = shapes.keys.sorted().first(where: { !filled.contains($0) }) {
      reader.report(
        "missing-argument", at: reader.range(of: Self.initialAt.name),
        "with `instead` nothing fills `\(left)`: `initial` has to say what it begins with")
      return nil
    }
    (self.fills, self.time) = (fills, time)
    network = PlannedNetwork(
      id: reader.scope.newModel(), chain: chain, tensors: parameters.map(\.name),
      buffers: module.allBuffers.map(\.name),
      parameters: parameters.reduce(0) { $0 + ActivationShape($1.parameter.shape).values })
    self.name = name
    reader.scope.bind(name, to: .network(network))
  }

  func estimate(_ memory: inout MemoryEstimate, asset: LocatedAsset?) {
    memory.bind(name, to: .network(parameters: network.parameters))
    memory.add(
      "the model `\(name)` of \(MemoryEstimate.count(network.parameters)) numbers",
      bytes: network.parameters * 4)
  }

  func run(_ context: RunContext) throws(EngineError) {
    let model = LessonNetwork(try network.chain.build().network)
    initialize(model, from: context.generator)
    context.bind(name, to: model)
    context.results[.initial] = model.summary
    context.results[.modelParameters] = .int(
      model.parameters.reduce(0) { $0 + $1.value.count })
  }
}

extension ModelAction {
  /// Draws the first values, and fills what begins with others.
  private func initialize(_ model: LessonNetwork, from generator: TorchGenerator) {
    let parameters = Dictionary(
      model.namedParameters.map { ($0.name, $0.parameter) }
    ) { first, _ in first }
    func fill(_ isMeant: (String) -> Bool) {
      for fill in fills {
        for tensor in fill.tensors where isMeant(tensor.value) {
          if let parameter = parameters[tensor.value] {
            fill.values.fill(parameter, from: generator)
          }
        }
      }
    }
    switch time {
    case .end:
      model.module.initialize(from: generator)
      fill { _ in true }
    case .instead: fill { _ in true }
    case .layers:
      model.module.initialize(from: generator) { prefix in fill { $0.hasPrefix(prefix) } }
    }
  }
}

extension ArgumentType where Value == YAMLValue {
  /// A list of layers, as it stands.
  fileprivate static var layers: ArgumentType {
    ArgumentType("a list of layers", schema: LayerSchema.list) { value, _ throws(ArgumentProblem) in
      guard case .list(let items, _) = value, !items.isEmpty else { throw .wrongType }
      return value
    }
  }
}
