import Engine

/// What is known of pretrained models once their files are there, and before anything runs: whether each
/// head fits its backbone, and whether the layers that are named are there.
///
/// While a lesson is planned its models may not have been downloaded, so planning cannot tell.
struct KnownModels {
  private var backbones: [String: BertConfiguration] = [:]
  /// The backbone of each sequential model.
  private var members: [String: String] = [:]
  /// Heads whose width stands in the lesson as a number.
  private var widths: [String: Int] = [:]

  /// Lets every action of a plan say what it makes of models and what it needs of them.
  ///
  /// - Throws: the first that does not fit.
  init(_ plan: LessonPlan, _ assets: [AssetRequest: LocatedAsset]) throws(StepFailure) {
    for step in plan.steps where !step.isSkipped {
      for action in step.actions {
        do throws(EngineError) {
          try action.check(&self, asset: action.asset.flatMap { assets[$0] })
        } catch {
          throw StepFailure(step: step.id, error)
        }
      }
    }
  }

  /// Reads what the backbone `name` is; its files' mistakes are told of when it is loaded.
  mutating func bind(_ name: String, to model: LocatedAsset) {
    backbones[name] = try? BertConfiguration.read(folder: model.url)
  }

  mutating func bind(_ sequential: String, backbone: String) { members[sequential] = backbone }

  mutating func bind(_ head: String, width: Int) { widths[head] = width }

  /// - Throws: for a head of another width than its backbone's.
  func fit(head: String, on backbone: String) throws(EngineError) {
    guard let width = widths[head], let known = backbones[backbone],
      width != known.hiddenSize
    else { return }
    throw .step(.headWidth(width, of: head, backbone: backbone, gives: known.hiddenSize))
  }

  /// - Throws: `invalidInput` for a layer that its model does not have.
  func check(_ parts: [ModelPart]) throws(EngineError) {
    for part in parts {
      let backbone = members[part.name] ?? part.name
      guard let known = backbones[backbone] else { continue }
      for planned in part.planned where planned.layout == .backbone {
        guard let layer = planned.path.dropFirst(2).first.flatMap({ Int($0) }),
          layer >= known.layers
        else { continue }
        throw .invalidInput(.noLayer(part.text, model: backbone, layers: known.layers))
      }
    }
  }
}
