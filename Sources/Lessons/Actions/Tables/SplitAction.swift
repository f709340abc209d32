import Engine
import Records

/// Splits a table into rows to train on and rows to test with.
struct SplitAction: Action {
  /// A share of the rows, or how many.
  enum Size: Sendable {
    case share(Double)
    case rows(Int)
  }

  private static let table = Argument("", .bound(.table), "The table.")
  private static let testSize = Argument(
    "test_size", sizeType,
    "The rows for the test: a share between 0 and 1, rounded up, or how many.")
  private static let shuffle = Argument(
    "shuffle", .flag, default: true, "true",
    "Whether rows are drawn; otherwise the last ones are for the test, as a series needs it.")
  private static let randomState = Argument(
    "random_state", seedType.optional, default: nil, "the step's seed",
    "What seeds the draw, which is scikit-learn's own and not PyTorch's.")
  private static let stratify = Argument(
    "stratify", .flag, default: false, "false",
    "Whether each class of the target has its share of either part.")
  private static let train = Argument(
    "train", .newName, default: "train_rows", "train_rows", "The name of the rows to train on.")
  private static let test = Argument(
    "test", .newName, default: "test_rows", "test_rows", "The name of the rows to test with.")

  private static let sizeType = ArgumentType<Size>.scalar(
    "a share between 0 and 1, or a whole number of at least 1",
    schema: ["type": "number", "exclusiveMinimum": 0]
  ) { scalar in
    guard let number = scalar.value.number, number > 0 else { return nil }
    if number < 1 { return .share(number) }
    return scalar.value.int.map(Size.rows)
  }

  private static let seedType = ArgumentType<Int>.scalar(
    "a whole number from 0 to 4294967295",
    schema: ["type": "integer", "minimum": 0, "maximum": 4_294_967_295]
  ) { scalar in
    scalar.value.int.flatMap { (0...Int(UInt32.max)).contains($0) ? $0 : nil }
  }

  static let manual = ActionManual(
    name: "split",
    summary: """
      Splits a table's rows into some to train on and some to test with, as scikit-learn's \
      `train_test_split` does.
      """,
    value: table.description,
    arguments: [
      testSize.description, shuffle.description, randomState.description, stratify.description,
      train.description, test.description,
    ],
    results: [TableResults.description],
    example: """
      - split: dataset
        test_size: 0.2
        random_state: 42
        train: train_rows
        test: test_rows
      """, names: [train.name, test.name])

  let table: String
  let outline: TableOutline
  let testRows: Int
  let shuffle: Bool
  let randomState: Int?
  let stratify: Bool
  let train, test: String

  var effect: ActionEffect { .makes(holds: false) }
  var drawsRandomNumbers: Bool { shuffle && randomState == nil }

  var results: [ResultDescription] {
    [TableResults.description([(train, outline), (test, outline)], hasIndices: true)]
  }

  init?(_ reader: ActionReader) {
    let table = reader.read(Self.table)
    let size = reader.read(Self.testSize)
    let shuffle = reader.read(Self.shuffle)
    let randomState = reader.read(Self.randomState)
    let stratify = reader.read(Self.stratify)
    let train = reader.read(Self.train)
    let test = reader.read(Self.test)
    guard let table, let size, let shuffle, let randomState, let stratify, let train,
      let test,
      case .table(let outline) = table.value
    else { return nil }
    switch size {
    case .share(let share): testRows = TrainTestSplit.testRows(share: share, of: outline.rows)
    case .rows(let rows): testRows = rows
    }
    guard testRows < outline.rows else {
      reader.report(
        "too-many-rows", at: reader.range(of: Self.testSize.name),
        "`\(table.name)` has \(outline.rows) rows: with \(testRows) for the test none is left to train on"
      )
      return nil
    }
    guard train != test else {
      reader.report(
        "duplicate-name", at: reader.range(of: Self.test.name),
        "both parts would be called `\(train)`")
      return nil
    }
    guard !stratify || Self.canStratify(outline, table.name, testRows, shuffle, reader) else {
      return nil
    }
    self.stratify = stratify
    (self.table, self.outline, self.shuffle) = (table.name, outline, shuffle)
    (self.randomState, self.train, self.test) = (randomState, train, test)
    reader.scope.bind(train, to: .table(outline.with(rows: outline.rows - testRows)))
    reader.scope.bind(test, to: .table(outline.with(rows: testRows)))
  }

  /// Whether classes can have their shares; reports it where not.
  private static func canStratify(
    _ outline: TableOutline, _ table: String, _ testRows: Int, _ shuffle: Bool,
    _ reader: ActionReader
  ) -> Bool {
    let range = reader.range(of: stratify.name)
    guard let names = outline.targetColumn?.classNames else {
      reader.report("no-target", at: range, "`\(table)` has no target of classes to share out")
      return false
    }
    guard shuffle else {
      reader.report("wrong-type", at: range, "rows that are left in order cannot be stratified")
      return false
    }
    guard min(testRows, outline.rows - testRows) >= names.count else {
      reader.report(
        "too-many-rows", at: reader.range(of: testSize.name),
        "with \(testRows) rows for the test and \(outline.rows - testRows) to train on, "
          + "\(names.count) classes cannot all be in both")
      return false
    }
    return true
  }

  func estimate(_ memory: inout MemoryEstimate, asset: LocatedAsset?) {
    memory.bindTable(train, rows: outline.rows - testRows, width: outline.width)
    memory.bindTable(test, rows: testRows, width: outline.width)
  }

  func run(_ context: RunContext) throws(EngineError) {
    let table: Table = try context.value(table)
    let split = try split(table, seed: randomState ?? context.seed)
    let (train, test) = (table.rows(split.train), table.rows(split.test))
    context.bind(self.train, to: train)
    context.bind(self.test, to: test)
    TableResults.add(train, self.train, hasIndices: true, context)
    TableResults.add(test, self.test, hasIndices: true, context)
  }
}

extension SplitAction {
  private func split(_ table: Table, seed: Int) throws(EngineError) -> TrainTestSplit {
    guard stratify, let column = table.targetColumn, let names = column.classNames else {
      return TrainTestSplit(rows: table.rows, testRows: testRows, seed: shuffle ? seed : nil)
    }
    let classes = column.values.map { Int($0) }
    if let label = names.indices.first(where: { label in classes.count { $0 == label } < 2 }) {
      throw .invalidInput(
        "class '\(names[label])' has fewer than two rows: it cannot be in both parts")
    }
    return TrainTestSplit(classes: classes, testRows: testRows, seed: seed)
  }
}

extension TableOutline {
  /// The same columns with another number of rows.
  func with(rows: Int) -> TableOutline {
    var outline = self
    outline.rows = rows
    return outline
  }
}
