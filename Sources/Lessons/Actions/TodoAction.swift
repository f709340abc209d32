import Engine
import Records

/// Marks what is still missing in a step: planning reports it as an error.
struct TodoAction: Action {
  private static let what = Argument("", .text, "What is to be done.")

  static let manual = ActionManual(
    name: "todo",
    summary: """
      Marks what is still to be written in a step, as `lesson import` does where it knows no \
      action. A lesson with such a mark does not pass `lesson check`, and does not run.
      """,
    value: what.description,
    example: """
      - todo: "line 3: a call of `plt.plot`"
      """)

  init?(_ reader: ActionReader) {
    guard let what = reader.read(Self.what) else { return nil }
    reader.report(
      "to-do", at: reader.action.name.range, "this is still to do: \(what)",
      notes: [
        "write the actions that do it; `lesson steps` lists them",
        "if a replay need not do it, remove this line, or say so with `nothing`",
      ])
    return nil
  }

  func run(_ context: RunContext) throws(EngineError) {}
}
