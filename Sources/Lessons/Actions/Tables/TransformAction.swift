import Engine
import Records

/// Makes numbers of pictures.
struct TransformAction: Action {
  private static let tables = Argument(
    "", .tables, "The table, or several with the same columns: their pictures go the same way.")
  private static let column = Argument(
    "column", ArgumentType<String>.text.optional, default: nil, "the only one of pictures",
    "The column of pictures, or of numbers [channels, height, width].")
  private static let steps = Argument(
    "steps", PictureStepReader.type,
    """
    What is done, in order, as in torchvision's `Compose`: `resize: [HEIGHT, WIDTH]` (or one number for \
    the shorter side), `center_crop` (with a margin of 0 where a picture is smaller), `rgb`, `grayscale`, \
    `to_tensor`, `normalize: {mean: [...], std: [...]}`; `picture: {white: W}` first, where pictures come as numbers from 0 to W. Before \
    `to_tensor` bytes are resized as Pillow does, after it numbers as PyTorch does; both antialiased. \
    Drawn anew each time that a loader fetches a picture: `random_horizontal_flip: P`, \
    `random_vertical_flip: P` (0.5 where it is left out), `random_crop: {size: [HEIGHT, WIDTH], padding: \
    PIXELS}`. No `resize` and no `center_crop` stands behind them.
    """)

  static let manual = ActionManual(
    name: "transform",
    summary: """
      Makes numbers of pictures, once and before training: each becomes [channels, height, width], and \
      the table's name stands for them from here on. Flips and crops are drawn anew in each epoch: every \
      pass of a loader draws them with PyTorch's random numbers, row after row. What takes the table \
      itself to show it, such as `pictures`, has the numbers as they are before anything is drawn.
      """,
    value: tables.description, arguments: [column.description, steps.description],
    results: [
      ResultDescription(
        .transformed,
        """
        By the table's name: which column, the shape that a picture has now, and of all its numbers the \
        mean, the least and the largest, before anything is drawn.
        """, isShared: true)
    ],
    example: """
      - transform: train_rows
        steps:
          - resize: [32, 32]
          - random_crop: {size: [32, 32], padding: 4}
          - random_horizontal_flip
          - to_tensor
          - normalize: {mean: [0.485, 0.456, 0.406], std: [0.229, 0.224, 0.225]}
      - transform: [val_rows, test_rows]
        steps:
          - resize: [32, 32]
          - to_tensor
          - normalize: {mean: [0.485, 0.456, 0.406], std: [0.229, 0.224, 0.225]}
      """)

  let tables: [String]
  let outlines: [TableOutline]
  let column: String
  let steps: [PictureStepReader.Kind]
  /// The same, parted into what is done once and what a loader draws.
  let compose: PictureCompose

  var effect: ActionEffect { .makes(holds: false) }

  var results: [ResultDescription] {
    Self.manual.results.map { result in
      var result = result
      result.shape = result.shape.named(tables)
      return result
    }
  }

  init?(_ reader: ActionReader) {
    let tables = reader.read(Self.tables)
    let column = reader.read(Self.column)
    let steps = reader.read(Self.steps)
    guard let tables, let column, let steps else { return nil }
    var outlines: [TableOutline] = []
    var ways: [PictureCompose] = []
    var chosen: String?
    for table in tables {
      guard case .table(var outline) = table.value,
        let index = outline.pictureColumn(
          column ?? chosen, of: table.name, reader, argument: Self.column.name),
        let start = outline.columns[index].asPicture,
        let way = Self.compose(steps, start, reader),
        Self.canBeDrawn(way, outline, outline.columns[index].name, table.name, reader)
      else { return nil }
      let layout = way.layout
      chosen = outline.columns[index].name
      outline.columns[index].picture = nil
      outline.columns[index].shape = [layout.channels, layout.height ?? 0, layout.width ?? 0]
      outline.columns[index].augmentation = way.augmentation
      outlines.append(outline)
      ways.append(way)
    }
    guard let chosen, let compose = ways.first else { return nil }
    guard ways.allSatisfy({ $0 == compose }) else {
      reader.report(
        "wrong-kind", at: reader.range(of: ""),
        "the pictures of these tables would not be of one shape")
      return nil
    }
    (self.tables, self.outlines, self.column) = (tables.map(\.name), outlines, chosen)
    (self.steps, self.compose) = (steps.map(\.step), compose)
    for (table, outline) in zip(self.tables, outlines) {
      reader.scope.bind(table, to: .table(outline))
    }
  }

  private static func compose(
    _ steps: [PictureStepReader.Step], _ start: PictureLayout, _ reader: ActionReader
  ) -> PictureCompose? {
    var compose = PictureCompose(start)
    for step in steps {
      do throws(PictureStep.Problem) {
        switch step.step {
        case .once(let step): try compose.append(step)
        case .drawn(let step): try compose.append(step)
        }
      } catch {
        reader.report("transform-step", at: step.range, "`\(step.name)` \(error.reason)")
        return nil
      }
    }
    let layout = compose.layout
    guard !layout.isBytes else {
      reader.report(
        "transform-step", at: reader.range(of: Self.steps.name),
        "after these steps they are pictures still, and a model takes numbers",
        notes: ["put `to_tensor` among the steps"])
      return nil
    }
    guard layout.height != nil, layout.width != nil else {
      reader.report(
        "transform-step", at: reader.range(of: Self.steps.name),
        "pictures of any size would not fit into one table",
        notes: [
          "make them one size: `resize: [HEIGHT, WIDTH]` or `center_crop`"
        ])
      return nil
    }
    return compose
  }

  /// Whether a loader knows what to draw of the table's rows; reports it where not.
  private static func canBeDrawn(
    _ compose: PictureCompose, _ outline: TableOutline, _ column: String, _ table: String,
    _ reader: ActionReader
  ) -> Bool {
    if let drawn = outline.columns.first(where: { $0.augmentation != nil })?.name {
      guard drawn != column else {
        reader.report(
          "transform-step", at: reader.range(of: steps.name),
          "the pictures of `\(table)` are drawn anew after these steps, which are taken once",
          notes: ["name all steps in one `transform`"])
        return false
      }
      guard compose.augmentation == nil else {
        reader.report(
          "transform-step", at: reader.range(of: steps.name),
          "of `\(table)` the column '\(drawn)' is drawn already: one is drawn when a row is fetched"
        )
        return false
      }
    }
    guard compose.augmentation == nil || column != outline.target else {
      reader.report(
        "transform-step", at: reader.range(of: steps.name),
        "'\(column)' is the target of `\(table)`: what goes into a model is drawn, not what it is to say"
      )
      return false
    }
    return true
  }

  func estimate(_ memory: inout MemoryEstimate, asset: LocatedAsset?) {
    memory.bindTables(tables, outlines)
  }

  func run(_ context: RunContext) throws(EngineError) {
    for name in tables {
      var table: Table = try context.value(name)
      guard let index = table.columns.firstIndex(where: { $0.name == column }) else {
        throw .invalidRows(.noColumn(column))
      }
      try table.transform(
        column: index, compose.once, to: compose.layout, augmentation: compose.augmentation,
        pool: context.pool, cancellation: context.cancellation,
        progress: context.progress("pictures"))
      context.bind(name, to: table)
      let values = table.columns[index].values
      context.merge([
        .transformed: [
          name: .members([
            .column: .string(column), .shape: .ints(table.columns[index].shape),
            .mean: .number(values.reduce(0, +) / Double(max(1, values.count))),
            .least: .number(values.min() ?? 0), .largest: .number(values.max() ?? 0),
          ])
        ]
      ])
    }
  }
}
