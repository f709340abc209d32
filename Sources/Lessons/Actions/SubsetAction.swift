import Engine
import Records

/// Takes some rows of a split.
struct SubsetAction: Action {
  private static let split = Argument(
    "", .member(["train", "test"], of: .tokenizedDataset), "The split, such as `dataset.train`.")
  private static let shuffle = Argument(
    "shuffle", .flag, default: false, "false",
    "Whether to shuffle first, as `datasets` does with the step's seed.")
  private static let skip = Argument(
    "skip", .whole(atLeast: 0), default: 0, "0", "Rows to pass over, after shuffling.")
  private static let rows = Argument("rows", .whole(atLeast: 1), "Rows to take.")
  private static let name = Argument(
    "as", .newName, default: "subset", "subset", "The name to bind it to.")

  static let manual = ActionManual(
    name: "subset",
    summary: "Takes some rows of a tokenised split, and tokenises them.",
    value: split.description,
    arguments: [
      shuffle.description, skip.description, rows.description, name.description,
    ],
    results: [
      ResultDescription(.indices, "Which rows, by their place in the split."),
      ResultDescription(.lengths, "Tokens of each row, without padding."),
      ResultDescription(.rows, "How many rows."),
      ResultDescription(.truncatedRows, "Rows that were cut at `max_length`."),
      ResultDescription(.labelCounts, "How many rows of each class."),
    ],
    example: """
      - subset: dataset.train
        shuffle: true
        rows: $rows
        as: small_train
      """)

  let dataset: String
  let split: String
  let shuffle: Bool
  let skip: Int
  let rows: Int
  let name: String
  private let classNames: [String]?

  var results: [ResultDescription] {
    Self.manual.results.map { $0.key == .labelCounts ? $0.named(classNames) : $0 }
  }

  var effect: ActionEffect { .makes(holds: false) }
  var drawsRandomNumbers: Bool { shuffle }

  init?(_ reader: ActionReader) {
    let split = reader.read(Self.split)
    let shuffle = reader.read(Self.shuffle)
    let skip = reader.read(Self.skip)
    let rows = reader.read(Self.rows)
    let name = reader.read(Self.name)
    guard let split, let shuffle, let skip, let rows, let name else { return nil }
    (dataset, self.split) = (split.owner.name, split.member)
    (self.shuffle, self.skip, self.rows, self.name) = (shuffle, skip, rows, name)
    classNames = split.owner.value.classNames
    reader.scope.bind(name, to: .subset(classNames: classNames))
    guard case .dataset(_, let texts) = split.owner.value,
      let problem = texts.problem(taking: rows, after: skip, of: split.member)
    else { return }
    if case .noSplit = problem {
      reader.report("unknown-part", at: reader.range(of: ""), "\(problem)")
    } else {
      reader.report("too-many-rows", at: reader.range(of: Self.rows.name), "\(problem)")
    }
  }

  func estimate(_ memory: inout MemoryEstimate, asset: LocatedAsset?) {
    // More rows than the data have bytes there cannot be.
    guard case .data(let bytes)? = memory[dataset] else { return }
    let rows = min(Double(rows), bytes)
    memory.bind(name, to: .rows(rows))
    memory.bind(name, lengthOf: dataset)
    memory.add("\(MemoryEstimate.count(rows)) rows", bytes: rows * 40)
  }

  func run(_ context: RunContext) throws(EngineError) {
    let dataset: LessonDataset = try context.value(dataset)
    let known = TextOutline(splits: dataset.texts.splits.mapValues { $0.texts.count })
    if let problem = known.problem(taking: rows, after: skip, of: split) {
      throw .invalidRows(problem)
    }
    guard let texts = dataset.texts.splits[split], let tokenization = dataset.tokenization else {
      throw .invalidRows(.noSplit(split, splits: dataset.texts.splits.keys.sorted()))
    }
    let total = texts.texts.count
    var order = Array(0..<total)
    if shuffle {
      var generator = NumPyGenerator(seed: context.seed)
      order = generator.permutation(total)
    }
    let indices = Array(order[skip..<(skip + rows)])
    let encodings = try tokenization.tokenizer.encode(
      indices.map { texts.texts[$0] }, maxLength: tokenization.maxLength, pool: context.pool,
      cancellation: context.cancellation, progress: context.progress("tokenising"))
    let labels = indices.map { texts.labels[$0] }
    context.bind(
      name,
      to: LessonSubset(
        rows: zip(encodings, labels).map { TokenizedRow(ids: $0.ids, label: $1) },
        padding: tokenization.padding, classNames: dataset.texts.classNames))
    context.results[.indices] = .ints(indices)
    context.results[.lengths] = .ints(encodings.map(\.ids.count))
    context.results[.rows] = .int(rows)
    context.results[.truncatedRows] = .int(
      encodings.count { $0.untruncatedCount > $0.ids.count })
    context.results[.labelCounts] = labelCounts(labels, classNames: dataset.texts.classNames)
  }
}
