import Base
import Engine
import Foundation
import Records

/// Shows some of a table's pictures.
struct PicturesAction: Action {
  /// More and larger ones would make a page heavy.
  private static let most = 36
  static let longestSide = 96

  private static let table = Argument("", .bound(.table), "The table, a picture a row.")
  private static let column = Argument(
    "column", ArgumentType<String>.text.optional, default: nil, "the only one of pictures",
    "The column of pictures, or of numbers [channels, height, width].")
  private static let count = Argument(
    "most", .whole(atLeast: 1), default: 16, "16",
    "How many are shown, from the first row on: at most \(most).")
  private static let every = Argument(
    "every", .whole(atLeast: 1), default: 1, "1",
    "10 takes every tenth row, so that rows in the order of their classes are of several.")
  private static let predictions = Argument(
    "predictions", ArgumentType<String>.text.optional, default: nil, "none",
    """
    What a model says of the table's rows, `STEP.predictions`: it stands below each picture, beside \
    what the picture is.
    """)
  private static let only = Argument(
    "only", .choice(["all", "mistakes"]), default: "all", "all",
    "Which rows: with `predictions` those alone that the model gets wrong.")
  private static let restore = Argument(
    "restore", PictureStepReader.normalization.optional, default: nil, "none",
    "The mean and the std of `normalize`, which is undone: {mean: [0.5], std: [0.5]}.")
  private static let white = Argument(
    "white", .number("a number above 0") { $0 > 0 }, default: 1, "1",
    "Of numbers: the one that stands for white. 0 is black, and what lies outside is cut off.")
  private static let name = Argument(
    "name", .newName, default: "pictures", "pictures",
    "What they are called among this step's results.")

  static let manual = ActionManual(
    name: "pictures",
    summary: """
      Shows some of a table's pictures, with what each is and what a model says of it. Sides of more \
      than \(longestSide) pixels are made smaller.
      """,
    value: table.description,
    arguments: [
      column.description, count.description, every.description, predictions.description,
      only.description,
      restore.description, white.description, name.description,
    ],
    results: [
      ResultDescription(
        .pictures,
        """
        By `name`, for each picture: its row's place in the data, what it is and what the model says, \
        height, width and channels, and its bytes line by line in base64.
        """, isShared: true)
    ],
    example: """
      - pictures: test_rows
        most: 9
        restore: {mean: [0.485, 0.456, 0.406], std: [0.229, 0.224, 0.225]}
      """)

  let table: String
  let column: String
  let count, every: Int
  let predictions: ResultPath?
  let onlyMistakes: Bool
  let view: PictureView
  let name: String
  /// Whether the table's target says what a picture is.
  let hasClasses: Bool

  var effect: ActionEffect { .observes }

  var results: [ResultDescription] {
    Self.manual.results.map { result in
      var result = result
      guard case .byAnyKey(.list(.object(var members))) = result.shape else { return result }
      if !hasClasses { members[ResultMember.actual.name] = nil }
      if predictions == nil { members[ResultMember.predicted.name] = nil }
      result.shape = .object([name: .list(.object(members))])
      return result
    }
  }

  init?(_ reader: ActionReader) {
    let table = reader.read(Self.table)
    let column = reader.read(Self.column)
    let count = reader.read(Self.count)
    let every = reader.read(Self.every)
    let predictions = reader.read(Self.predictions)
    let only = reader.read(Self.only)
    let restore = reader.read(Self.restore)
    let white = reader.read(Self.white)
    let name = reader.read(Self.name)
    guard let table, let column, let count, let every, let predictions, let only, let restore,
      let white,
      let name, case .table(let outline) = table.value,
      let index = outline.pictureColumn(
        column, of: table.name, reader, argument: Self.column.name),
      let layout = outline.columns[index].asPicture
    else { return nil }
    do throws(ArgumentProblem) {
      (self.table, self.column, self.name) = (table.name, outline.columns[index].name, name)
      guard count <= Self.most else {
        throw ArgumentProblem(
          code: "too-many-rows", message: "at most \(Self.most) pictures are shown, not \(count)",
          range: reader.range(of: Self.count.name))
      }
      (self.count, self.every) = (count, every)
      hasClasses = outline.targetColumn?.classNames != nil
      let isOnlyMistakes = only == "mistakes"
      onlyMistakes = isOnlyMistakes
      self.predictions = try predictions.map { text throws(ArgumentProblem) in
        try Self.path(text, onlyMistakes: isOnlyMistakes, reader)
      }
      guard !onlyMistakes || predictions != nil else {
        throw ArgumentProblem(
          code: "missing-argument",
          message: "mistakes are those of `predictions`: name them, such as test.predictions",
          range: reader.range(of: Self.only.name))
      }
      view = try Self.view(layout, restore, white, reader)
    } catch {
      reader.scope.report(error, at: error.range ?? reader.range(of: ""))
      return nil
    }
  }

  private static func path(
    _ text: String, onlyMistakes: Bool, _ reader: ActionReader
  ) throws(ArgumentProblem) -> ResultPath {
    do throws(ArgumentProblem) {
      let source = try SourceOfValues(text, reader.scope)
      if case .result(let path, let shape) = source {
        guard let shape else { return path }
        if case .list(.object(let members)) = shape,
          members[ResultMember.predicted.name]?.isText == true,
          members[ResultMember.row.name] != nil,
          members[ResultMember.actual.name] != nil || !onlyMistakes
        {
          return path
        }
      }
      throw ArgumentProblem(
        code: "wrong-type",
        message: "`\(text)` is not what a model says of rows by classes, as `predict` measures it",
        notes: ["name a step's predictions: test.predictions"])
    } catch {
      throw error.at(reader.range(of: predictions.name))
    }
  }

  private static func view(
    _ layout: PictureLayout, _ restore: PictureStep?, _ white: Double, _ reader: ActionReader
  ) throws(ArgumentProblem) -> PictureView {
    guard [1, 3].contains(layout.channels) else {
      throw ArgumentProblem(
        code: "wrong-kind",
        message: "a picture has 1 or 3 channels, and these have \(layout.channels)")
    }
    var view = PictureView(white: white, longestSide: longestSide)
    if case .normalize(let mean, let std)? = restore {
      do throws(PictureStep.Problem) {
        _ = try restore?.layout(after: layout)
      } catch {
        throw ArgumentProblem(
          code: "transform-step", message: "`\(Self.restore.name)` \(error.reason)",
          range: reader.range(of: Self.restore.name))
      }
      (view.mean, view.std) = (mean, std)
    }
    if layout.isBytes, white != 1 {
      throw ArgumentProblem(
        code: "wrong-type", message: "these are pictures: `white` is for numbers",
        range: reader.range(of: Self.white.name))
    }
    return view
  }

  func estimate(_ memory: inout MemoryEstimate, asset: LocatedAsset?) {
    let side = Double(Self.longestSide)
    memory.add("\(count) pictures to be shown", bytes: Double(count) * side * side * 3)
  }

  func run(_ context: RunContext) throws(EngineError) {
    let table: Table = try context.value(table)
    guard let pictures = table.columns.first(where: { $0.name == column }) else {
      throw .invalidRows(.noColumn(column))
    }
    let said = try said(of: table, context)
    let target = table.targetColumn
    var shown: [JSONValue] = []
    for row in stride(from: 0, to: table.rows, by: every) where shown.count < count {
      if onlyMistakes, said?[row][.predicted] == said?[row][.actual] { continue }
      let picture = try view.picture(of: pictures, row: row)
      var value: [ResultMember: JSONValue] = [
        .row: .int(table.places[row]),
        .shape: .ints([picture.height, picture.width, picture.channels]),
        .pixels: .string(Data(picture.interleaved).base64EncodedString()),
      ]
      if let target, let names = target.classNames {
        value[.actual] = .string(names[Int(target.values[row])])
      }
      if let said { value[.predicted] = said[row][.predicted] }
      shown.append(.members(value))
    }
    context.merge([.pictures: [name: .array(shown)]])
  }

  /// What a model says of each row; `nil` where that is not asked for.
  private func said(of table: Table, _ context: RunContext) throws(EngineError) -> [JSONValue]? {
    guard let predictions else { return nil }
    let said = try context.result(predictions).array ?? []
    guard said.compactMap({ $0[.row]?.int }) == table.places else {
      throw .step(.otherRows(predictions, table: self.table))
    }
    return said
  }
}
