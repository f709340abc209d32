import Engine
import Records

/// Reads a data set.
struct DatasetAction: Action {
  private static let data = Argument("", .data, "Which data.")
  private static let name = Argument(
    "as", .newName, default: "dataset", "dataset", "The name to bind it to.")

  static let manual = ActionManual(
    name: "dataset",
    summary: "Reads a data set of texts with a class each.",
    value: data.description, arguments: [name.description],
    results: [
      ResultDescription(
        "splits",
        .byAnyKey(.object(["rows": .number, "label_counts": .byAnyKey(.number)])),
        "For each split how many rows it has, and how many of each class."),
      ResultDescription("class_names", .list(.text), "What each label means, label 0 first."),
    ],
    example: """
      - dataset: $data
        as: dataset
      """)

  let request: AssetRequest
  let name: String

  var asset: AssetRequest? { request }

  var effect: ActionEffect { .makes(holds: false) }

  init?(_ reader: ActionReader) {
    let request = reader.read(Self.data)
    let name = reader.read(Self.name)
    guard let request, let name else { return nil }
    (self.request, self.name) = (request, name)
    reader.scope.bind(
      name, to: .dataset(isTokenized: false, classes: reader.scope.classes(of: request)))
  }

  func estimate(_ memory: inout MemoryEstimate, asset: LocatedAsset?) {
    guard let asset else { return }
    let files = asset.record.files
    let bytes = files.reduce(0.0) { $0 + Double($1.bytes) }
    memory.bind(name, to: .data(files.isEmpty ? .infinity : bytes))
    if case .csv? = asset.data { memory.add("the data \(request.name)", bytes: bytes) }
  }

  func run(_ context: RunContext) throws(EngineError) {
    let asset = try context.asset(request)
    let dataset: TextDataset
    switch asset.data {
    case .csv(let textColumn, let labelColumn, let keep, let classNames)?:
      dataset = try .reviewsCSV(
        asset.url, textColumn: textColumn, labelColumn: labelColumn,
        keep: keep, classNames: classNames)
    case .aclImdb?: dataset = try .aclImdb(asset.url)
    case nil:
      throw .invalidData(path: asset.url.path, line: nil, reason: "holds no data set")
    }
    context.bind(name, to: LessonDataset(texts: dataset))
    context.results["class_names"] = .array(dataset.classNames.map(JSONValue.string))
    context.results["splits"] = .object(
      dataset.splits.mapValues { split in
        [
          "rows": .int(split.texts.count),
          "label_counts": labelCounts(split.labels, classNames: dataset.classNames),
        ]
      })
  }
}

/// How many of each class, by the class's name.
func labelCounts(_ labels: some Sequence<Int>, classNames: [String]) -> JSONValue {
  var counts = [Int](repeating: 0, count: classNames.count)
  for label in labels where counts.indices.contains(label) { counts[label] += 1 }
  return .object(
    Dictionary(zip(classNames, counts.map(JSONValue.int))) { first, _ in first })
}
