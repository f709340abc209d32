import Engine
import Records

/// What freezing and switching modes need of a model, whichever it is.
protocol LessonModel: AnyObject {
  var parameters: [Parameter] { get }
  var isTraining: Bool { get set }
  /// All parameters under PyTorch's names, in its order.
  var namedParameters: [(name: String, parameter: Parameter)] { get }
}

extension LessonModel {
  var namedParameters: [(name: String, parameter: Parameter)] { parameters.map { ($0.name, $0) } }
}

extension BertModel: LessonModel {}

/// What the four actions that change a model's state share.
enum ModelMembers {
  static let type = ArgumentType<BoundName>.bound(
    .backbone, .head, .sequential, .network)

  static let partsHelp = """
    A model, or a part of one by the start of its tensors' PyTorch names: `backbone.embeddings`, \
    `backbone.encoder.layer.5`, `head.linear1`; of a sequential model `model.0` is the backbone \
    and `model.1` the head; of a model of layers a layer by its name.
    """

  static let gradientResult = ResultDescription(
    .requiresGradient, "For each model concerned, how many of its tensors ask for a gradient now.",
    isShared: true)

  static let modeResult = ResultDescription(
    .trainingMode, "For each model concerned, whether it is in training mode now.", isShared: true)

  static func setRequiresGradient(
    _ value: Bool, _ parts: [ModelPart], _ context: RunContext
  ) throws(EngineError) {
    for part in parts {
      for (name, model, parameters) in try part.members(context) {
        for parameter in parameters {
          parameter.requiresGradient = value
          // As PyTorch's optimizers see it: what asks for no gradient has none.
          if !value { parameter.gradient = nil }
        }
        context.merge([.requiresGradient: [name: .int(model.trainableTensors)]])
      }
    }
  }

  static func setTrainingMode(
    _ value: Bool, _ name: String, _ context: RunContext
  ) throws(EngineError) {
    for (name, model) in try context.members(of: name) {
      model.isTraining = value
      context.merge([.trainingMode: [name: .bool(value)]])
    }
  }
}

extension LessonModel {
  /// Tensors that ask for a gradient.
  var trainableTensors: Int { parameters.count { $0.requiresGradient } }
}
