import Engine
import Records

/// Reads a data set.
struct DatasetAction: Action {
  private static let data = Argument("", .data, "Which data.")
  private static let name = Argument(
    "as", .newName, default: "dataset", "dataset", "The name to bind it to.")

  private static let target = Argument(
    "target", ArgumentType<String>.text.optional, default: nil, "the data's own",
    "Of a table: the column to predict.")
  private static let columns = Argument(
    "columns", ArgumentType<[String]>.list(of: .text, "a list of columns").optional, default: nil,
    "all",
    "Of a table: the columns to use, in the order in which a model gets them; the target is kept in any case."
  )

  static let manual = ActionManual(
    name: "dataset",
    summary: """
      Reads a data set: texts with a class each, or a table whose columns are numbers, classes or pictures.
      """,
    value: data.description,
    arguments: [name.description, target.description, columns.description],
    results: [
      ResultDescription(
        .splits,
        """
        Of texts, and of a table that comes in parts: for each how many rows it has, and how many of each \
        class.
        """),
      ResultDescription(
        .classNames,
        "What each label means, label 0 first: of texts, or of a table's target of classes."),
      TableResults.description,
    ],
    example: """
      - dataset: $data
        as: dataset
      """)

  let request: AssetRequest
  let name: String
  /// `nil` for texts.
  let table: TableOutline?
  private let texts: TextOutline

  var asset: AssetRequest? { request }

  var absentResults: Set<ResultKey> {
    guard let table else { return [.tables] }
    var absent: Set<ResultKey> = table.parts.isEmpty ? [.splits] : []
    if table.targetColumn?.classNames == nil { absent.insert(.classNames) }
    return absent
  }

  var results: [ResultDescription] {
    var splits = texts
    if let table {
      splits.classNames = table.targetColumn?.classNames
      splits.splits = Dictionary(table.parts.map { ($0.name, $0.rows.count) }) { first, _ in first }
    }
    let results = Self.manual.results.map { result in
      guard result.key == .splits else { return result }
      return ResultDescription(.splits, splits.splitsShape, result.help)
    }
    guard let table else { return results }
    return results.filter { $0.key != .tables }
      + [TableResults.description([(name, table)], hasIndices: false)]
  }

  var effect: ActionEffect { .makes(holds: false) }

  init?(_ reader: ActionReader) {
    let request = reader.read(Self.data)
    let name = reader.read(Self.name)
    let target = reader.read(Self.target)
    let columns = reader.read(Self.columns)
    guard let request, let name, let target, let columns else { return nil }
    (self.request, self.name) = (request, name)
    texts = reader.scope.texts(of: request)
    do throws(ArgumentProblem) {
      table = try reader.scope.table(of: request).map { outline throws(ArgumentProblem) in
        try outline.choosing(target: target, columns: columns, of: request.name)
      }
    } catch {
      reader.scope.report(
        error, at: reader.range(of: columns == nil ? Self.target.name : Self.columns.name))
      return nil
    }
    guard table != nil || target == nil && columns == nil || reader.scope.unusable != nil else {
      let argument = target == nil ? Self.columns.name : Self.target.name
      reader.report(
        "wrong-type", at: reader.range(of: argument),
        "`\(argument)` is for a table, and `\(request.name)` holds texts")
      return nil
    }
    if let column = table?.targetColumn, let classes = column.classNames, classes.count == 1 {
      reader.scope.warn(
        "one-class", at: reader.range(of: target == nil ? "" : Self.target.name),
        "every row's '\(column.name)' is '\(classes[0])': there is nothing to tell apart",
        notes: [Silencing.remedy])
    }
    reader.scope.bind(
      name,
      to: table.map(PlannedValue.table)
        ?? .dataset(isTokenized: false, texts))
  }

  func estimate(_ memory: inout MemoryEstimate, asset: LocatedAsset?) {
    if let table { return memory.bindTable(name, rows: table.rows, width: table.width) }
    // How many texts there are is known with the files: a subset says how many it takes.
    guard let asset else { return memory.bind(name, to: .data(.infinity)) }
    let files = asset.record.files
    let bytes = files.reduce(0.0) { $0 + Double($1.bytes) }
    memory.bind(name, to: .data(files.isEmpty ? .infinity : bytes))
    if case .csv? = asset.data { memory.add("the data \(request.name)", bytes: bytes) }
  }

  func run(_ context: RunContext) throws(EngineError) {
    let asset = try context.asset(request)
    switch asset.data {
    case .csv(let table)?:
      let texts = try TextDataset.reviewsCSV(
        asset.url, textColumn: table.textColumn, labelColumn: table.labelColumn,
        keep: table.keep.map { ($0.column, $0.value) }, classNames: table.classNames)
      try table.check(texts, in: asset.url)
      bind(texts, context)
    case .aclImdb?: bind(try .aclImdb(asset.url), context)
    case .numbers(let table)?: bind(chosen(try table.read(in: asset.url)), context)
    case .pictures(let pictures, let folder)?:
      let url = folder.isEmpty ? asset.url : asset.url.appendingPathComponent(folder)
      bind(chosen(pictures.table(in: url)), context)
    case nil:
      throw .invalidData(path: asset.url.path, line: nil, reason: "holds no data set")
    }
  }

  /// The table with the columns and the target that the lesson asks for.
  private func chosen(_ table: Table) -> Table {
    guard let outline = self.table else { return table }
    var table = table
    let columns = table.columns
    table.columns = outline.columns.compactMap { column in
      columns.first { $0.name == column.name }
    }
    table.target = outline.target
    return table
  }

  private func bind(_ dataset: TextDataset, _ context: RunContext) {
    context.bind(name, to: LessonDataset(texts: dataset))
    context.results[.classNames] = .array(dataset.classNames.map(JSONValue.string))
    context.results[.splits] = .object(
      dataset.splits.mapValues { split in
        JSONValue.members([
          .rows: .int(split.texts.count),
          .labelCounts: labelCounts(split.labels, classNames: dataset.classNames),
        ])
      })
  }

  private func bind(_ table: Table, _ context: RunContext) {
    context.bind(name, to: table)
    TableResults.add(table, name, context)
    if let names = table.targetColumn?.classNames {
      context.results[.classNames] = .array(names.map(JSONValue.string))
    }
    guard !table.parts.isEmpty else { return }
    context.results[.splits] = .object(
      Dictionary(
        table.parts.map { part in
          let rows = table.rows(Array(part.rows))
          return (
            part.name,
            JSONValue.members([.rows: .int(rows.rows), .labelCounts: rows.labelCounts ?? [:]])
          )
        }
      ) { first, _ in first })
  }
}

/// How many of each class, by the class's name.
func labelCounts(_ labels: some Sequence<Int>, classNames: [String]) -> JSONValue {
  var counts = [Int](repeating: 0, count: classNames.count)
  for label in labels where counts.indices.contains(label) { counts[label] += 1 }
  return .object(
    Dictionary(zip(classNames, counts.map(JSONValue.int))) { first, _ in first })
}
