import Engine
import Records

/// Makes a table of points on a line.
struct LineAction: Action {
  private static let range = Argument(
    "", ArgumentType<[Double]>.list(of: .finite, "[start, end, step]"),
    "Where x begins, what it stays below, and how far its values are apart.")
  private static let slope = Argument("slope", .finite, "How much y grows with x.")
  private static let intercept = Argument("intercept", .finite, "What y is at 0.")
  private static let name = Argument(
    "as", .newName, default: "dataset", "dataset", "The name to bind it to.")
  private static let most = 1_000_000

  static let manual = ActionManual(
    name: "line",
    summary: """
      Makes a table of points on a line: `x` from `torch.arange`, and the target `y`, which is `slope * x \
      + intercept`, computed in single precision.
      """,
    value: range.description,
    arguments: [slope.description, intercept.description, name.description],
    results: [TableResults.description],
    example: """
      - line: [0, 1, 0.02]
        slope: 0.7
        intercept: 0.3
        as: points
      """)

  let start, end, step, slope, intercept: Double
  let name: String
  let rows: Int

  var effect: ActionEffect { .makes(holds: false) }

  init?(_ reader: ActionReader) {
    let range = reader.read(Self.range)
    let slope = reader.read(Self.slope)
    let intercept = reader.read(Self.intercept)
    let name = reader.read(Self.name)
    guard let range, let slope, let intercept, let name else { return nil }
    // As PyTorch counts them, in double precision.
    let count = range.count == 3 ? ((range[1] - range[0]) / range[2]).rounded(.up) : 0
    guard count >= 1, count <= Double(Self.most) else {
      reader.report(
        "wrong-type", at: reader.range(of: ""),
        "line takes [start, end, step] with 1 to \(Self.most) values of x",
        notes: range.count == 3 && count >= 1 ? ["there would be \(count) values"] : [])
      return nil
    }
    (start, end, step, self.slope, self.intercept) = (
      range[0], range[1], range[2], slope, intercept
    )
    (self.name, rows) = (name, Int(count))
    reader.scope.bind(name, to: .table(outline))
  }

  private var outline: TableOutline {
    TableOutline(columns: [.init(name: "x"), .init(name: "y")], target: "y", rows: rows)
  }

  var results: [ResultDescription] {
    [TableResults.description([(name, outline)], hasIndices: false)]
  }

  func estimate(_ memory: inout MemoryEstimate, asset: LocatedAsset?) {
    memory.bindTable(name, rows: rows, width: outline.width)
  }

  func run(_ context: RunContext) throws(EngineError) {
    let x = (0..<rows).map(value)
    let y = x.map { Float(slope) * $0 + Float(intercept) }
    let table = Table(
      columns: [.init("x", values: x.map(Double.init)), .init("y", values: y.map(Double.init))],
      target: "y", places: Array(0..<rows))
    context.bind(name, to: table)
    TableResults.add(table, name, context)
  }

  /// Values that PyTorch computes side by side: eight singles are a vector of AVX2.
  private static let lanes = 8

  /// A value of x as `torch.arange` has it: pairs of vectors begin with a number that is rounded to single
  /// precision, and what is left over is computed one by one.
  ///
  /// Source: PyTorch 2.15, `aten/src/ATen/native/cpu/RangeFactoriesKernel.cpp` and `Loops.h`. PyTorch with
  /// longer vectors may differ in the last bit.
  private func value(_ place: Int) -> Float {
    let whole = rows / (2 * Self.lanes) * (2 * Self.lanes)
    guard place < whole else { return Float(start.addingProduct(step, Double(place))) }
    let lane = place % Self.lanes
    let base = Float(start.addingProduct(step, Double(place - lane)))
    return Float(Double(base).addingProduct(step, Double(lane)))
  }
}

extension ArgumentType where Value == Double {
  fileprivate static let finite = number("a number") { $0.isFinite }
}
