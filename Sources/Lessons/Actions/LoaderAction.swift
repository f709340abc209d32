import Engine

/// Hands a subset's rows out in batches.
struct LoaderAction: Action {
  private static let subset = Argument("", .bound(.subset), "The rows.")
  private static let batchSize = Argument(
    "batch_size", .whole(atLeast: 1), default: 1, "1", "Rows a batch; the last may be short.")
  private static let shuffle = Argument(
    "shuffle", .flag, default: false, "false", "Whether each epoch has an order of its own.")
  private static let name = Argument(
    "as", .newName, default: "loader", "loader", "The name to bind it to.")

  static let manual = ActionManual(
    name: "loader",
    summary: "Hands a subset's rows out in batches, in the order of PyTorch's `DataLoader`.",
    value: subset.description,
    arguments: [batchSize.description, shuffle.description, name.description],
    example: """
      - loader: small_train
        batch_size: $batch_size
        shuffle: true
        as: train_loader
      """)

  let subset: String
  let batchSize: Int
  let shuffle: Bool
  let name: String

  var effect: ActionEffect { .makes(holds: false) }

  init?(_ reader: ActionReader) {
    let subset = reader.read(Self.subset)
    let batchSize = reader.read(Self.batchSize)
    let shuffle = reader.read(Self.shuffle)
    let name = reader.read(Self.name)
    guard let subset, let batchSize, let shuffle, let name else { return nil }
    self.subset = subset.name
    (self.batchSize, self.shuffle, self.name) = (batchSize, shuffle, name)
    reader.scope.bind(name, to: .loader(classes: subset.value.classes))
  }

  func estimate(_ memory: inout MemoryEstimate, asset: LocatedAsset?) {
    guard case .rows(let rows)? = memory[subset] else { return }
    memory.bind(name, to: .batches(rows: rows, size: Double(batchSize)))
  }

  func run(_ context: RunContext) throws(EngineError) {
    let subset: LessonSubset = try context.value(subset)
    context.bind(
      name,
      to: SubsetLoader(
        subset: subset,
        loader: DataLoader(rows: subset.rows.count, batchSize: batchSize, shuffle: shuffle)))
  }
}
