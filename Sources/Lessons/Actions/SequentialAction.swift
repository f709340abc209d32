import Engine

/// Joins a backbone and a head into one model.
struct SequentialAction: Action {
  private static let members = Argument(
    "", .list(of: .bound(.backbone, .head), "a list of a backbone and a head"),
    "The backbone, then the head.")
  private static let name = Argument(
    "as", .newName, default: "model", "model", "The name to bind it to.")

  static let manual = ActionManual(
    name: "sequential",
    summary: """
      Joins a backbone and a head into one model. Both stay the objects they are: what was frozen \
      before is frozen in it.
      """,
    value: members.description, arguments: [name.description],
    example: """
      - sequential: [backbone, head]
        as: model
      """)

  let backbone: String
  let head: String
  let name: String

  var effect: ActionEffect { .makes(holds: true) }

  init?(_ reader: ActionReader) {
    let members = reader.read(Self.members)
    let name = reader.read(Self.name)
    guard let members, let name else { return nil }
    if members.contains(where: { $0.value == .unknown }) { return nil }
    guard members.count == 2, case .backbone(let backbone) = members[0].value,
      case .head(let head, let labels) = members[1].value
    else {
      reader.report(
        "wrong-kind", at: reader.range(of: ""), "sequential takes a backbone and then a head")
      return nil
    }
    (self.backbone, self.head, self.name) = (members[0].name, members[1].name, name)
    reader.scope.bind(name, to: .sequential(backbone: backbone, head: head, labels: labels))
  }

  func run(_ context: RunContext) throws(EngineError) {
    context.bind(
      name,
      to: Classifier(
        backboneName: backbone, backbone: try context.value(backbone), headName: head,
        head: try context.value(head), isSequential: true))
  }
}
