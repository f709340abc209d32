import Engine
import Records

/// Splits a table into rows to train on and rows to test with, or into parts with names.
struct SplitAction: Action {
  /// A share of the rows, or how many.
  enum Size: Sendable {
    case share(Double)
    case rows(Int)
  }

  private static let table = Argument("", .bound(.table), "The table.")
  private static let testSize = Argument(
    "test_size", sizeType.optional, default: nil, "none: `parts`",
    "The rows for the test: a share between 0 and 1, rounded up, or how many.")
  private static let shuffle = Argument(
    "shuffle", .flag, default: true, "true",
    "Whether rows are drawn; otherwise the last ones are for the test, as a series needs it.")
  private static let randomState = Argument(
    "random_state", ArgumentType<Int>.numpySeed.optional, default: nil, "the step's seed",
    """
    What seeds the draw, which is scikit-learn's own and not PyTorch's; with `random_split` the seed of a \
    `torch.Generator` for it.
    """)
  private static let stratify = Argument(
    "stratify", .flag, default: false, "false",
    "Whether each class of the target has its share of either part.")
  private static let train = Argument(
    "train", .newName, default: "train_rows", "train_rows", "The name of the rows to train on.")
  private static let test = Argument(
    "test", .newName, default: "test_rows", "test_rows", "The name of the rows to test with.")

  private static let parts = Argument(
    "parts", SplitParts.type.optional, default: nil, "none: `test_size`",
    """
    Instead of `test_size` the name of each part with how many rows it takes, in order, or `rest`; or, \
    where the data come in parts, with the name of one, such as `train`.
    """)
  private static let eachClass = Argument(
    "each_class", .flag, default: false, "false",
    """
    Whether each class gives as many rows as `parts` say: a part then holds all of class 0, then all of \
    class 1, as folders of pictures are read.
    """)

  private static let randomSplit = Argument(
    "random_split", .flag, default: false, "false",
    """
    Whether `parts` are drawn, as `torch.utils.data.random_split` does: by the step's generator, or by one \
    of its own where `random_state` seeds it.
    """)

  private static let sizeType = ArgumentType<Size>.scalar(
    "a share between 0 and 1, or a whole number of at least 1",
    schema: ["type": "number", "exclusiveMinimum": 0]
  ) { scalar in
    guard let number = scalar.value.number, number > 0 else { return nil }
    if number < 1 { return .share(number) }
    // scikit-learn takes 1 for one row, and refuses 1.0.
    guard scalar.parameter != nil || !scalar.text.contains(where: { ".eE".contains($0) }) else {
      return nil
    }
    return scalar.value.int.map(Size.rows)
  }

  static let manual = ActionManual(
    name: "split",
    summary: """
      Splits a table's rows into some to train on and some to test with, as scikit-learn's \
      `train_test_split` does; or into `parts` with names, in order.
      """,
    value: table.description,
    arguments: [
      testSize.description, shuffle.description, randomState.description, stratify.description,
      train.description, test.description, parts.description, eachClass.description,
      randomSplit.description,
    ],
    results: [TableResults.description],
    example: """
      - split: dataset
        test_size: 0.2
        random_state: 42
        train: train_rows
        test: test_rows
      """, names: [train.name, test.name, parts.name])

  let table: String
  let outline: TableOutline
  /// How the rows are cut.
  enum Cut {
    case trainTest(testRows: Int, shuffle: Bool, randomState: Int?, stratify: Bool)
    case parts(SplitParts)
    /// Parts that are drawn by PyTorch's generator, or one of that seed.
    case drawn(SplitParts, randomState: Int?)
  }

  let cut: Cut
  /// The names of the parts, with their rows.
  let made: [(name: String, rows: Int)]

  var effect: ActionEffect { .makes(holds: false) }
  var drawsRandomNumbers: Bool {
    switch cut {
    case .trainTest(_, let shuffle, let state, _): shuffle && state == nil
    case .parts: false
    case .drawn(_, let state): state == nil
    }
  }

  var results: [ResultDescription] {
    [
      TableResults.description(
        made.map { ($0.name, outline.with(rows: $0.rows)) }, hasIndices: true)
    ]
  }

  init?(_ reader: ActionReader) {
    let table = reader.read(Self.table)
    let size = reader.read(Self.testSize)
    let shuffle = reader.read(Self.shuffle)
    let randomState = reader.read(Self.randomState)
    let stratify = reader.read(Self.stratify)
    let train = reader.read(Self.train)
    let test = reader.read(Self.test)
    let parts = reader.read(Self.parts)
    let eachClass = reader.read(Self.eachClass)
    let isDrawn = reader.read(Self.randomSplit)
    guard let table, let size, let shuffle, let randomState, let stratify, let train, let test,
      let parts, let eachClass, let isDrawn, case .table(let outline) = table.value,
      Self.fits(size, parts, eachClass: eachClass, isDrawn: isDrawn, reader)
    else { return nil }
    if let parts {
      guard
        let parts = SplitParts(
          parts, isByClass: eachClass, of: table.name, outline, reader, argument: Self.parts.name),
        !isDrawn || Self.canBeDrawn(parts, of: table.name, outline, reader)
      else { return nil }
      cut = isDrawn ? .drawn(parts, randomState: randomState) : .parts(parts)
      made = zip(parts.parts, parts.rows).map { ($0.name, $1) }
    } else if let size {
      let testRows =
        switch size {
        case .share(let share): TrainTestSplit.testRows(share: share, of: outline.rows)
        case .rows(let rows): rows
        }
      guard Self.check(testRows, of: table.name, outline, train: train, test: test, reader),
        !stratify || Self.canStratify(outline, table.name, testRows, shuffle, reader)
      else {
        return nil
      }
      cut = .trainTest(
        testRows: testRows, shuffle: shuffle, randomState: randomState, stratify: stratify)
      made = [(train, outline.rows - testRows), (test, testRows)]
    } else {
      return nil
    }
    (self.table, self.outline) = (table.name, outline)
    var rows = outline
    switch cut {
    case .trainTest(_, let shuffle, _, _): rows.isInOrder = outline.isInOrder && !shuffle
    case .drawn: rows.isInOrder = false
    case .parts(let parts): rows.isInOrder = outline.isInOrder && !parts.isByClass
    }
    for part in made { reader.scope.bind(part.name, to: .table(rows.with(rows: part.rows))) }
  }

  /// Whether the arguments are those of one of the two ways; reports it where not.
  private static func fits(
    _ size: Size?, _ parts: [(name: Located<String>, content: SplitParts.Content)]?,
    eachClass: Bool, isDrawn: Bool, _ reader: ActionReader
  ) -> Bool {
    guard (size == nil) != (parts == nil) else {
      reader.report(
        "missing-argument", at: reader.action.name.range,
        size == nil
          ? "split needs `test_size` or `parts`" : "split takes `test_size` or `parts`, not both")
      return false
    }
    let others =
      parts == nil
      ? [eachClass ? Self.eachClass.name : "", isDrawn ? randomSplit.name : ""]
      : [
        shuffle.name, isDrawn ? "" : randomState.name, stratify.name, train.name, test.name,
      ]
    let given = reader.action.arguments.map(\.name)
    guard let other = given.first(where: { others.contains($0.value) }) else { return true }
    reader.report(
      "wrong-type", at: other.range,
      parts == nil
        ? "`\(other.value)` goes with `parts`"
        : "`\(other.value)` goes with `test_size`: `parts` take rows in order, and name themselves")
    return false
  }

  /// Whether parts can be drawn; reports it where not.
  private static func canBeDrawn(
    _ parts: SplitParts, of table: String, _ outline: TableOutline, _ reader: ActionReader
  ) -> Bool {
    let taken = parts.rows.reduce(0, +)
    let reason: String? =
      if parts.isByClass || !parts.isCounted {
        "`random_split` draws from all rows: parts that are taken by class, or that the data come in, are "
          + "not drawn"
      } else if taken != outline.rows {
        "`random_split` deals out all rows: `\(table)` has \(outline.rows), and the parts take \(taken)"
      } else {
        nil
      }
    guard let reason else { return true }
    reader.report("wrong-type", at: reader.range(of: randomSplit.name), reason)
    return false
  }

  private static func check(
    _ testRows: Int, of table: String, _ outline: TableOutline, train: String, test: String,
    _ reader: ActionReader
  ) -> Bool {
    guard testRows < outline.rows else {
      reader.report(
        "too-many-rows", at: reader.range(of: Self.testSize.name),
        "`\(table)` has \(outline.rows) rows: with \(testRows) for the test none is left to train on"
      )
      return false
    }
    guard train != test else {
      reader.report(
        "duplicate-name", at: reader.range(of: Self.test.name),
        "both parts would be called `\(train)`")
      return false
    }
    return true
  }

  /// Whether classes can have their shares; reports it where not.
  private static func canStratify(
    _ outline: TableOutline, _ table: String, _ testRows: Int, _ shuffle: Bool,
    _ reader: ActionReader
  ) -> Bool {
    let range = reader.range(of: stratify.name)
    guard let names = outline.targetColumn?.classNames else {
      reader.report(
        "no-target", at: range, "`\(table)` has no target of classes to share out",
        notes: outline.targetColumn.map { [$0.relabelHint] } ?? [])
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
    for part in made { memory.bindTable(part.name, rows: part.rows, width: outline.width) }
  }

  func run(_ context: RunContext) throws(EngineError) {
    let table: Table = try context.value(table)
    let tables: [Table]
    switch cut {
    case .parts(let parts): tables = try parts.tables(of: table)
    case .drawn(let parts, let randomState):
      let generator = randomState.map { TorchGenerator(seed: $0) } ?? context.generator
      tables = try parts.tables(of: table.rows(generator.permutation(table.rows)))
    case .trainTest(let testRows, let shuffle, let randomState, let stratify):
      let seed = randomState ?? context.seed
      let split =
        stratify
        ? try Self.stratified(table, testRows: testRows, seed: seed)
        : TrainTestSplit(rows: table.rows, testRows: testRows, seed: shuffle ? seed : nil)
      tables = [table.rows(split.train), table.rows(split.test)]
    }
    for (part, table) in zip(made, tables) {
      context.bind(part.name, to: table)
      TableResults.add(table, part.name, hasIndices: true, context)
    }
  }
}

extension SplitAction {
  private static func stratified(
    _ table: Table, testRows: Int, seed: Int
  ) throws(EngineError) -> TrainTestSplit {
    guard let column = table.targetColumn, let names = column.classNames else {
      throw .invalidRows(.noClasses)
    }
    let classes = column.values.map { Int($0) }
    if let label = names.indices.first(where: { label in classes.count { $0 == label } < 2 }) {
      throw .invalidRows(.singleRowOfClass(names[label]))
    }
    return TrainTestSplit(classes: classes, testRows: testRows, seed: seed)
  }
}

extension TableOutline {
  /// The same columns with another number of rows.
  func with(rows: Int) -> TableOutline {
    var outline = self
    outline.rows = rows
    outline.parts = []
    return outline
  }
}
