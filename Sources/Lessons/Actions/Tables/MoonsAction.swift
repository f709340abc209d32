import Engine
import Records

/// Makes points on two half circles.
struct MoonsAction: Action {
  private static let rows = Argument(
    "", .whole(atLeast: 2), "How many points, half of them a class.")

  static let manual = ActionManual(
    name: "moons",
    summary: """
      Makes a table of points on two half circles that reach into each other, as scikit-learn's \
      `make_moons` does: the columns `x1` and `x2`, and the target `y`, which is 0 for the upper one.
      """,
    value: rows.description, arguments: MadePointsSettings.descriptions,
    results: [TableResults.description],
    example: """
      - moons: 1000
        noise: 0.07
        random_state: 42
        as: points
      """)

  let settings: MadePointsSettings

  var effect: ActionEffect { .makes(holds: false) }
  var drawsRandomNumbers: Bool { settings.drawsRandomNumbers }
  var results: [ResultDescription] { settings.results }

  init?(_ reader: ActionReader) {
    guard let settings = MadePointsSettings(rows: Self.rows, reader) else { return nil }
    self.settings = settings
  }

  func estimate(_ memory: inout MemoryEstimate, asset: LocatedAsset?) {
    settings.estimate(&memory)
  }

  func run(_ context: RunContext) throws(EngineError) { settings.run(.moons, context) }

  func write(_ python: inout PythonScript) {
    python.imports("from sklearn.datasets import make_moons")
    settings.write("make_moons", "", &python)
  }
}
