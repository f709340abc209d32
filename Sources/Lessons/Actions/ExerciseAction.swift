import Engine
import Records

/// Stands in a hand-out where students write the step themselves.
struct ExerciseAction: Action {
  private static let name = Argument("", .text, "The exercise whose step it is.")
  private static let makes = Argument(
    "makes", ArgumentType<[String]>.list(of: .newName, "a list of names").optional, default: nil,
    "none",
    "The names that the step binds: what builds on them is passed over, too.")

  static let manual = ActionManual(
    name: "exercise",
    summary: """
      Stands in a hand-out for a step that is an exercise: students write it in PyTorch. A run passes \
      over it, and over all that builds on it. `lesson student` writes it; a lesson of your own says \
      `<!-- exercise STEP -->`.
      """,
    value: name.description, arguments: [makes.description],
    example: """
      - exercise: train
        makes: [model, optimizer]
      """)

  init?(_ reader: ActionReader) {
    guard reader.read(Self.name) != nil, let makes = reader.read(Self.makes) else { return nil }
    for name in makes ?? [] { reader.scope.bind(name, to: .unknown) }
    reader.scope.forgetModels()
    return nil
  }

  func run(_ context: RunContext) throws(EngineError) {}
}
