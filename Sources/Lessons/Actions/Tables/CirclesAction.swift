import Engine
import Records

/// Makes points on two circles.
struct CirclesAction: Action {
  private static let rows = Argument(
    "", .whole(atLeast: 2), "How many points, half of them a class.")
  private static let factor = Argument(
    "factor", .number("a number from 0 to below 1", atLeast: 0) { (0..<1).contains($0) },
    default: 0.8, "0.8", "How large the inner circle is beside the outer one.")

  static let manual = ActionManual(
    name: "circles",
    summary: """
      Makes a table of points on two circles around one centre, as scikit-learn's `make_circles` does: the \
      columns `x1` and `x2`, and the target `y`, which is 0 for the outer circle and 1 for the inner one.
      """,
    value: rows.description, arguments: [factor.description] + MadePointsSettings.descriptions,
    results: [TableResults.description],
    example: """
      - circles: 1000
        noise: 0.03
        random_state: 42
        as: points
      """)

  let factor: Double
  let settings: MadePointsSettings

  var effect: ActionEffect { .makes(holds: false) }
  var drawsRandomNumbers: Bool { settings.drawsRandomNumbers }
  var results: [ResultDescription] { settings.results }

  init?(_ reader: ActionReader) {
    let factor = reader.read(Self.factor)
    let settings = MadePointsSettings(rows: Self.rows, reader)
    guard let factor, let settings else { return nil }
    (self.factor, self.settings) = (factor, settings)
  }

  func estimate(_ memory: inout MemoryEstimate, asset: LocatedAsset?) {
    settings.estimate(&memory)
  }

  func run(_ context: RunContext) throws(EngineError) {
    settings.run(.circles(factor: factor), context)
  }

  func write(_ python: inout PythonScript) {
    python.imports("from sklearn.datasets import make_circles")
    settings.write("make_circles", "factor=\(factor), ", &python)
  }
}
