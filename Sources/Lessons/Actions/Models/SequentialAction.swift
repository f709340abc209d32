import Engine

/// Joins a backbone and a head into one model.
struct SequentialAction: Action {
  private static let members = Argument(
    "", .list(of: .bound(.backbone, .head), "a list of a backbone and a head"),
    "The backbone, then the head.")
  private static let pooling = Argument(
    "pooling", .choice(Pooling.allCases.map(\.rawValue)), default: Pooling.pooler.rawValue,
    Pooling.pooler.rawValue,
    "What the head is given of a text: the pooler's output, or the mean over all tokens.")
  private static let name = Argument(
    "as", .newName, default: "model", "model", "The name to bind it to.")

  static let manual = ActionManual(
    name: "sequential",
    summary: """
      Joins a backbone and a head into one model. Both stay the objects they are: what was frozen \
      before is frozen in it.
      """,
    value: members.description, arguments: [pooling.description, name.description],
    example: """
      - sequential: [backbone, head]
        as: model
      """)

  let backbone: String
  let head: String
  let pooling: Pooling
  let name: String

  var effect: ActionEffect { .makes(holds: true) }

  init?(_ reader: ActionReader) {
    let members = reader.read(Self.members)
    let pooling = reader.read(Self.pooling).flatMap(Pooling.init)
    let name = reader.read(Self.name)
    guard let members, let pooling, let name else { return nil }
    if members.contains(where: { $0.value == .unknown }) { return nil }
    guard members.count == 2, case .backbone(let backbone) = members[0].value,
      case .head(let head, let labels) = members[1].value
    else {
      reader.report(
        "wrong-kind", at: reader.range(of: ""), "sequential takes a backbone and then a head")
      return nil
    }
    (self.backbone, self.head) = (members[0].name, members[1].name)
    (self.pooling, self.name) = (pooling, name)
    reader.scope.bind(
      name,
      to: .sequential(backbone: backbone, head: head, pooling: pooling, labels: labels))
  }

  func estimate(_ memory: inout MemoryEstimate, asset: LocatedAsset?) {
    guard let head = memory.head(head) else { return }
    var parameters = 0.0
    if case .backbone(_, let known)? = memory[backbone] { parameters = known }
    memory.bind(name, to: .sequential(backbone: parameters, head))
  }

  func check(_ models: inout KnownModels, asset: LocatedAsset?) throws(EngineError) {
    models.bind(name, backbone: backbone)
    try models.fit(head: head, on: backbone)
  }

  func run(_ context: RunContext) throws(EngineError) {
    context.bind(
      name,
      to: try Classifier(
        backbone: backbone, head: head, pooling: pooling, isSequential: true, context))
  }
}
