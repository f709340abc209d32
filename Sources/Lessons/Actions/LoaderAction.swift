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
  private static let sampler = Argument(
    "sampler", samplerType.optional, default: nil, "none: `shuffle`",
    """
    `subset_random`: each epoch has an order of its own that PyTorch's generator itself gives, as \
    `SubsetRandomSampler` does; `shuffle` takes one from a generator that it seeds.
    """)
  private static let dropLast = Argument(
    "drop_last", .flag, default: false, "false",
    "Of a table: whether a last batch with fewer rows is left out of each epoch.")
  private static let name = Argument(
    "as", .newName, default: "loader", "loader", "The name to bind it to.")

  private static let samplerType = ArgumentType<DataLoader.Sampler>.scalar(
    DataLoader.Sampler.subsetRandom.rawValue,
    schema: ["const": .string(DataLoader.Sampler.subsetRandom.rawValue)]
  ) { $0.value.string == DataLoader.Sampler.subsetRandom.rawValue ? .subsetRandom : nil }

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
    arguments: [
      batchSize.description, shuffle.description, sampler.description, dropLast.description,
      name.description,
    ],
    example: """
      - loader: small_train
        batch_size: $batch_size
        shuffle: true
        as: train_loader
      """)

  let rows: String
  let batchSize: Int?
  let sampler: DataLoader.Sampler
  let dropsLast: Bool
  let name: String
  /// Whether its rows are texts, and not a table's.
  let handsOutTexts: Bool

  var effect: ActionEffect { .makes(holds: false) }

  init?(_ reader: ActionReader) {
    let rows = reader.read(Self.rows)
    let batchSize = reader.read(Self.batchSize)
    let shuffle = reader.read(Self.shuffle)
    let sampler = reader.read(Self.sampler)
    let dropsLast = reader.read(Self.dropLast)
    let name = reader.read(Self.name)
    guard let rows, let batchSize, let shuffle, let sampler, let dropsLast, let name,
      Self.fits(rows, batchSize, shuffle: shuffle, sampler, dropsLast: dropsLast, reader)
    else { return nil }
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
    self.sampler = sampler ?? (shuffle ? .random : .sequential)
    (self.batchSize, self.dropsLast, self.name) = (batchSize, dropsLast, name)
    switch rows.value {
    case .table(let table):
      handsOutTexts = false
      let loader = PlannedLoader(
        table: table, batchSize: batchSize ?? table.rows, dropsLast: dropsLast)
      reader.scope.bind(name, to: .rowLoader(loader))
    case .unknown:
      handsOutTexts = false
      reader.scope.bind(name, to: .unknown)
    default:
      handsOutTexts = true
      reader.scope.bind(name, to: .loader(classNames: rows.value.classNames))
    }
  }

  /// Whether the arguments go with each other and with the rows; reports it where not.
  private static func fits(
    _ rows: BoundName, _ batchSize: Int?, shuffle: Bool, _ sampler: DataLoader.Sampler?,
    dropsLast: Bool, _ reader: ActionReader
  ) -> Bool {
    func refuse(_ argument: String, _ reason: String) -> Bool {
      reader.report("wrong-type", at: reader.range(of: argument), reason)
      return false
    }
    if shuffle, sampler != nil {
      return refuse(Self.sampler.name, "`sampler` and `shuffle: true` both give the rows an order")
    }
    guard let batchSize else {
      let asTheyStand = "with `batch_size: \(all)` rows are handed over as they stand"
      if shuffle { return refuse(Self.shuffle.name, "\(asTheyStand), so they are not shuffled") }
      if sampler != nil {
        return refuse(Self.sampler.name, "\(asTheyStand), and no sampler is asked")
      }
      return !dropsLast
        || refuse(dropLast.name, "\(asTheyStand), so there is no shorter last batch")
    }
    guard dropsLast, rows.value != .unknown else { return true }
    guard case .table(let table) = rows.value else {
      return refuse(dropLast.name, "`\(rows.name)` is of texts: `drop_last` is for a table's rows")
    }
    guard batchSize <= table.rows else {
      return refuse(
        dropLast.name,
        "`\(rows.name)` has \(table.rows) rows: in batches of \(batchSize) the only one is left out"
      )
    }
    return true
  }

  func estimate(_ memory: inout MemoryEstimate, asset: LocatedAsset?) {
    let count: Double
    switch memory[rows] {
    case .rows(let rows)?: count = rows
    case .table(let rows, _)?: count = rows
    default: return
    }
    memory.bind(name, lengthOf: rows)
    let size = batchSize.map(Double.init) ?? count
    let handedOut = dropsLast ? count - count.truncatingRemainder(dividingBy: size) : count
    memory.bind(name, to: .batches(rows: handedOut, size: size))
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
      rows: rows, batchSize: batchSize ?? max(1, rows), sampler: sampler, dropsLast: dropsLast,
      drawsSeed: batchSize != nil, augmentation: augmentation)
  }
}
