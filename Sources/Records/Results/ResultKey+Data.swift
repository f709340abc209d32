/// What steps say of data sets, tables and the rows that they draw.
extension ResultKey {
  /// Of each split its rows, and how many of each class.
  package static let splits = ResultKey(
    "splits", .byAnyKey(.members([.rows: .number, .labelCounts: .byAnyKey(.number)])))
  /// What each label means, label 0 first.
  package static let classNames = ResultKey("class_names", .list(.text))

  // MARK: - Texts

  /// Tokens that the tokenizer knows.
  package static let vocabularySize = ResultKey("vocabulary_size", .number)
  /// Tokens to cut at or pad to.
  package static let maxLength = ResultKey("max_length", .number)
  /// `max_length` or `longest`.
  package static let padding = ResultKey("padding", .text)
  /// Whether rows are cut.
  package static let truncation = ResultKey("truncation", .boolean)
  /// The places of the rows drawn, in their split.
  package static let indices = ResultKey("indices", .list(.number))
  /// Tokens of each row, without padding.
  package static let lengths = ResultKey("lengths", .list(.number))
  /// The number of rows drawn.
  package static let rows = ResultKey("rows", .number)
  /// How many of them were cut.
  package static let truncatedRows = ResultKey("truncated_rows", .number)
  /// How many are of each class, by its name.
  package static let labelCounts = ResultKey("label_counts", .byAnyKey(.number))

  // MARK: - Tables

  /// Of each table that was made its rows, its columns and its target.
  package static let tables = ResultKey(
    "tables",
    .byAnyKey(
      .members([
        .rows: .number, .columns: .list(.text), .target: .text, .labelCounts: .byAnyKey(.number),
        .indices: .list(.number),
      ])))
  /// By the table that a scale is fitted on: what is taken from each column and what it is divided by.
  package static let scales = ResultKey(
    "scales",
    .byAnyKey(
      .members([.columns: .list(.text), .shift: .list(.number), .divisor: .list(.number)])))
  /// Of each table whose pictures became numbers the shape of one, and figures of all its numbers.
  package static let transformed = ResultKey(
    "transformed",
    .byAnyKey(
      .members([
        .column: .text, .shape: .list(.number), .mean: .number, .least: .number,
        .largest: .number,
      ])))

  // MARK: - Showing

  /// What `show` prints, by its name: a value, or a table's shape and first rows.
  package static let shown = ResultKey("shown", .byAnyKey(.number))
  /// What `plot` draws, by its name.
  package static let plots = ResultKey(
    "plots",
    .byAnyKey(
      .members([
        .kind: .text, .title: .text, .x: .text, .y: .text, .over: .list(.number),
        .series: .list(.members([.name: .text, .values: .list(.number)])),
      ])))
  /// What `pictures` shows, by its name: what each picture is, what a model says of it, and its bytes.
  package static let pictures = ResultKey(
    "pictures",
    .byAnyKey(
      .list(
        .members([
          .row: .number, .actual: .text, .predicted: .text, .shape: .list(.number), .pixels: .text,
        ]))))
}

/// Members of what steps say of data.
extension ResultMember {
  /// A number of rows.
  package static let rows = ResultMember("rows")
  /// {class: number of rows}.
  package static let labelCounts = ResultMember("label_counts")
  /// The names of columns, in order.
  package static let columns = ResultMember("columns")
  /// The name of the column to predict.
  package static let target = ResultMember("target")
  /// Places of rows in the data.
  package static let indices = ResultMember("indices")
  /// A number for each column: what is taken from its values.
  package static let shift = ResultMember("shift")
  /// A number for each column: what its values are then divided by.
  package static let divisor = ResultMember("divisor")
  /// The name of a column.
  package static let column = ResultMember("column")
  /// The mean of all numbers.
  package static let mean = ResultMember("mean")
  /// The least of all numbers.
  package static let least = ResultMember("least")
  /// The largest of all numbers.
  package static let largest = ResultMember("largest")

  /// `lines` or `scatter`.
  package static let kind = ResultMember("kind")
  /// A plot's title.
  package static let title = ResultMember("title")
  /// The horizontal axis's title.
  package static let x = ResultMember("x")
  /// The vertical axis's title.
  package static let y = ResultMember("y")
  /// Where the points stand on the horizontal axis; absent for 1, 2, 3 and so on.
  package static let over = ResultMember("over")
  /// A list of series, each with its name and its values.
  package static let series = ResultMember("series")
  /// The name of a series or a layer.
  package static let name = ResultMember("name")
  /// The numbers of a series.
  package static let values = ResultMember("values")
  /// A picture's bytes, [height, width, channels], in base64.
  package static let pixels = ResultMember("pixels")
}
