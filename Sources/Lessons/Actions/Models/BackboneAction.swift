import Engine
import Records

/// Loads a pretrained BERT.
struct BackboneAction: Action {
  private static let model = Argument("", .model, "Which model.")
  private static let name = Argument(
    "as", .newName, default: "backbone", "backbone", "The name to bind it to.")

  static let manual = ActionManual(
    name: "backbone",
    summary: """
      Loads a pretrained BERT, in evaluation mode, as Hugging Face's `from_pretrained` does. Every \
      parameter asks for a gradient until it is frozen.
      """,
    value: model.description, arguments: [name.description],
    results: [
      ResultDescription(.hiddenSize, "Features that the pooler gives for a text."),
      ResultDescription(.encoderLayers, "Encoder layers."),
      ResultDescription(.heads, "Attention heads a layer."),
      ResultDescription(.backboneParameters, "Numbers that the model is made of."),
    ],
    example: """
      - backbone: $backbone
        as: backbone
      """)

  let request: AssetRequest
  let name: String

  var asset: AssetRequest? { request }

  var effect: ActionEffect { .makes(holds: false) }

  init?(_ reader: ActionReader) {
    let request = reader.read(Self.model)
    let name = reader.read(Self.name)
    guard let request, let name else { return nil }
    (self.request, self.name) = (request, name)
    reader.scope.bind(name, to: .backbone(id: reader.scope.newModel()))
  }

  func estimate(_ memory: inout MemoryEstimate, asset: LocatedAsset?) {
    // Before its files are known, a width that many have: two runs are compared by it.
    guard let asset else {
      return memory.bind(name, to: .backbone(width: 384, parameters: 0))
    }
    // What is wrong with the files is said when the model is loaded.
    guard let configuration = try? BertConfiguration.read(folder: asset.url) else { return }
    memory.bind(
      name,
      to: .backbone(
        width: Double(configuration.hiddenSize), parameters: configuration.encoderParameters))
    if let weights = try? BertWeights(folder: asset.url) {
      memory.add("the model \(request.name)", bytes: weights.bytes)
    }
  }

  func check(_ models: inout KnownModels, asset: LocatedAsset?) throws(EngineError) {
    if let asset { models.bind(name, to: asset) }
  }

  func run(_ context: RunContext) throws(EngineError) {
    let model = try BertModel(folder: context.asset(request).url)
    let asset = try context.asset(request)
    model.featureStore = { [weak context, weak model] in
      model.flatMap { context?.featureStore(of: $0, asset) }
    }
    context.bind(name, to: model)
    context.results[.hiddenSize] = .int(model.configuration.hiddenSize)
    context.results[.encoderLayers] = .int(model.configuration.layers)
    context.results[.heads] = .int(model.configuration.heads)
    context.results[.backboneParameters] = .int(
      model.parameters.reduce(0) { $0 + $1.value.count })
  }
}
