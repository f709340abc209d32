import Engine
import Records

/// What the actions that make points in a plane have in common.
struct MadePointsSettings: Sendable {
  private static let noise = Argument(
    "noise", .notNegative, default: 0, "0",
    "The deviation of a normal number that is added to each of both.")
  private static let shuffle = Argument(
    "shuffle", .flag, default: true, "true",
    "Whether the rows come in an order that is drawn; otherwise class 0 comes first.")
  private static let randomState = Argument(
    "random_state", ArgumentType<Int>.numpySeed.optional, default: nil, "the step's seed",
    "What seeds the draws, which are scikit-learn's own and not PyTorch's.")
  private static let name = Argument(
    "as", .newName, default: "dataset", "dataset", "The name to bind it to.")
  private static let most = 1_000_000

  static let descriptions = [
    noise.description, shuffle.description, randomState.description, name.description,
  ]

  let rows: Int
  let noise: Double
  let shuffle: Bool
  let randomState: Int?
  let name: String

  /// - Parameter rows: the value that stands after the action's name.
  init?(rows: Argument<Int>, _ reader: ActionReader) {
    let count = reader.read(rows)
    let noise = reader.read(Self.noise)
    let shuffle = reader.read(Self.shuffle)
    let randomState = reader.read(Self.randomState)
    let name = reader.read(Self.name)
    guard let count, let noise, let shuffle, let randomState, let name else { return nil }
    guard count <= Self.most else {
      reader.report(
        "too-many-rows", at: reader.range(of: rows.name), "there may be \(Self.most) points")
      return nil
    }
    self.rows = count
    (self.noise, self.shuffle, self.randomState, self.name) = (noise, shuffle, randomState, name)
    reader.scope.bind(name, to: .table(outline))
  }

  var drawsRandomNumbers: Bool { randomState == nil && (shuffle || noise > 0) }

  private var outline: TableOutline {
    TableOutline(
      columns: MadePoints.columns.map { .init(name: $0) } + [
        .init(name: MadePoints.target, classNames: MadePoints.classNames)
      ], target: MadePoints.target, rows: rows)
  }

  var results: [ResultDescription] {
    [TableResults.description([(name, outline)], hasIndices: false)]
  }

  func estimate(_ memory: inout MemoryEstimate) {
    memory.bindTable(name, rows: rows, width: outline.width)
  }

  func run(_ shape: MadePoints.Shape, _ context: RunContext) {
    let table = MadePoints(shape, rows: rows, noise: noise, isShuffled: shuffle)
      .table(seed: randomState ?? context.seed)
    context.bind(name, to: table)
    TableResults.add(table, name, context)
  }

  /// - Parameter settings: further arguments of scikit-learn's function.
  func write(_ function: PythonCode, _ settings: PythonCode, _ python: inout PythonScript) {
    python.needs(.tables)
    let table = python.name(name)
    let points = python.fresh("positions")
    let classes = python.fresh("classes")
    let order: PythonCode = shuffle ? "" : "shuffle=False, "
    let added: PythonCode = noise > 0 ? "noise=\(noise), " : ""
    let state: PythonCode = "\(randomState ?? python.seed)"
    python.line(
      "\(points), \(classes) = \(function)(\(rows), \(order)\(added)\(settings)random_state=\(state))"
    )
    python.line(
      "\(table) = Table({\(MadePoints.columns[0]): \(points)[:, 0], \(MadePoints.columns[1]): \(points)[:, 1],"
    )
    python.line(
      "    \(MadePoints.target): \(classes).astype(np.float64)}, \(MadePoints.target), {\(MadePoints.target): \(MadePoints.classNames)})"
    )
    python.record(.tables, "{\(name): \(table).summary()}")
  }
}

extension ArgumentType where Value == Int {
  /// What NumPy's generator takes.
  static let numpySeed = ArgumentType.scalar(
    "a whole number from 0 to 4294967295",
    schema: ["type": "integer", "minimum": 0, "maximum": 4_294_967_295]
  ) { scalar in
    scalar.value.int.flatMap { (0...Int(UInt32.max)).contains($0) ? $0 : nil }
  }
}
