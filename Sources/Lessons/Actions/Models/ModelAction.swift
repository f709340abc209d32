import Engine
import Records

/// Builds a model of layers.
struct ModelAction: Action {
  private static var layers: Argument<YAMLValue> {
    Argument("", .layers, "The layers, in the order in which rows go through them.")
  }
  private static let name = Argument(
    "as", .newName, default: "model", "model", "The name to bind it to.")

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
      value: layers.description, arguments: [name.description],
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
    guard case .list(let items, _)? = layers, let name,
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
    model.module.initialize(from: context.generator)
    context.bind(name, to: model)
    context.results[.initial] = model.summary
    context.results[.modelParameters] = .int(
      model.parameters.reduce(0) { $0 + $1.value.count })
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
