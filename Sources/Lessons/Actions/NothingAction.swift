import Engine
import Records

/// Does nothing, and says why: a notebook's cell that only imports libraries is mirrored too.
struct NothingAction: Action {
  private static let reason = Argument("", .text, "What the cell does that a replay need not do.")

  static let manual = ActionManual(
    name: "nothing",
    summary: """
      Does nothing. It lets a step mirror a cell of which nothing remains in a replay, such as one \
      that only imports libraries.
      """,
    value: reason.description,
    example: """
      - nothing: "the cell imports libraries"
      """)

  let reason: String

  init?(_ reader: ActionReader) {
    guard let reason = reader.read(Self.reason) else { return nil }
    self.reason = reason
  }

  func run(_ context: RunContext) throws(EngineError) {}
}
