import Engine

/// Hands rows out in batches.
struct LoaderAction: Action {
  /// The word for all rows at once.
  private static let all = "all"

  private static let rows = Argument("", .bound(.subset, .table), "The rows.")
  private static let batchSize = Argument(
    "batch_size", sizeType, default: 1, "1",
    """
    Rows a batch; the last may be short. `all` hands them over as they stand, as a loop does without a \
    `DataLoader`.
    """)
  private static let shuffle = Argument(
    "shuffle", .flag, default: false, "false", "Whether each epoch has an order of its own.")
  private static let name = Argument(
    "as", .newName, default: "loader", "loader", "The name to bind it to.")

  /// `nil` for all rows.
  private static let sizeType = ArgumentType<Int?>(
    "a whole number of at least 1, or all",
    schema: ["anyOf": [["type": "integer", "minimum": 1], ["const": .string(all)]]]
  ) { value, scope throws(ArgumentProblem) in
    let scalar = try scope.scalar(value)
    if scalar.value.string == all { return nil }
    guard let size = scalar.value.int, size > 0 else { throw .wrongType }
    return size
  }

  static let manual = ActionManual(
    name: "loader",
    summary: """
      Hands a subset's or a table's rows out in batches, in the order of PyTorch's `DataLoader`. Whatever \
      goes through it draws what `transform` has left to be drawn of each row.
      """,
    value: rows.description,
    arguments: [batchSize.description, shuffle.description, name.description],
    example: """
      - loader: small_train
        batch_size: $batch_size
        shuffle: true
        as: train_loader
      """)

  let rows: String
  let batchSize: Int?
  let shuffle: Bool
  let name: String
  /// Whether its rows are texts, and not a table's.
  let handsOutTexts: Bool

  var effect: ActionEffect { .makes(holds: false) }

  init?(_ reader: ActionReader) {
    let rows = reader.read(Self.rows)
    let batchSize = reader.read(Self.batchSize)
    let shuffle = reader.read(Self.shuffle)
    let name = reader.read(Self.name)
    guard let rows, let batchSize, let shuffle, let name else { return nil }
    guard batchSize != nil || !shuffle else {
      reader.report(
        "wrong-type", at: reader.range(of: Self.shuffle.name),
        "with `batch_size: \(Self.all)` rows are handed over as they stand, so they are not shuffled"
      )
      return nil
    }
    if batchSize == nil, case .table(let table) = rows.value,
      let column = table.columns.first(where: { $0.augmentation != nil })
    {
      reader.report(
        "wrong-type", at: reader.range(of: Self.batchSize.name),
        "with `batch_size: \(Self.all)` nothing is fetched row by row, and each picture of '\(column.name)' "
          + "is drawn anew when it is fetched",
        notes: ["\(table.rows) hands them over in one batch"])
      return nil
    }
    self.rows = rows.name
    (self.batchSize, self.shuffle, self.name) = (batchSize, shuffle, name)
    if case .table = rows.value { handsOutTexts = false } else { handsOutTexts = true }
    if case .table(let table) = rows.value {
      reader.scope.bind(
        name, to: .rowLoader(PlannedLoader(table: table, batchSize: batchSize ?? table.rows)))
    } else {
      reader.scope.bind(name, to: .loader(classes: rows.value.classes))
    }
  }

  func estimate(_ memory: inout MemoryEstimate, asset: LocatedAsset?) {
    let count: Double
    switch memory[rows] {
    case .rows(let rows)?: count = rows
    case .table(let rows, _)?: count = rows
    default: return
    }
    memory.bind(name, lengthOf: rows)
    memory.bind(name, to: .batches(rows: count, size: batchSize.map(Double.init) ?? count))
  }

  func run(_ context: RunContext) throws(EngineError) {
    if let table: Table = try? context.value(rows) {
      context.bind(
        name,
        to: RowLoader(table: table, loader: loader(table.rows, augmentation: table.augmentation)))
    } else {
      let subset: LessonSubset = try context.value(rows)
      context.bind(name, to: SubsetLoader(subset: subset, loader: loader(subset.rows.count)))
    }
  }

  private func loader(_ rows: Int, augmentation: PictureAugmentation? = nil) -> DataLoader {
    DataLoader(
      rows: rows, batchSize: batchSize ?? max(1, rows), shuffle: shuffle,
      drawsSeed: batchSize != nil, augmentation: augmentation)
  }
}
