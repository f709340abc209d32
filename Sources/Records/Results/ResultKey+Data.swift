/// What steps say of data sets, tables and the rows that they draw.
extension ResultKey {
  /// Of each split its rows, and how many of each class.
  public static let splits = ResultKey(
    "splits", .byAnyKey(.members([.rows: .number, .labelCounts: .byAnyKey(.number)])))
  /// What each label means, label 0 first.
  public static let classNames = ResultKey("class_names", .list(.text))

  // MARK: - Texts

  /// Tokens that the tokenizer knows.
  public static let vocabularySize = ResultKey("vocabulary_size", .number)
  /// Tokens to cut at or pad to.
  public static let maxLength = ResultKey("max_length", .number)
  /// `max_length` or `longest`.
  public static let padding = ResultKey("padding", .text)
  /// Whether rows are cut.
  public static let truncation = ResultKey("truncation", .boolean)
  /// The places of the rows drawn, in their split.
  public static let indices = ResultKey("indices", .list(.number))
  /// Tokens of each row, without padding.
  public static let lengths = ResultKey("lengths", .list(.number))
  /// The number of rows drawn.
  public static let rows = ResultKey("rows", .number)
  /// How many of them were cut.
  public static let truncatedRows = ResultKey("truncated_rows", .number)
  /// How many are of each class, by its name.
  public static let labelCounts = ResultKey("label_counts", .byAnyKey(.number))

  // MARK: - Tables

  /// Of each table that was made its rows, its columns and its target.
  public static let tables = ResultKey(
    "tables",
    .byAnyKey(
      .members([
        .rows: .number, .columns: .list(.text), .target: .text, .labelCounts: .byAnyKey(.number),
        .indices: .list(.number),
      ])))
  /// By the table that a scale is fitted on: what is taken from each column and what it is divided by.
  public static let scales = ResultKey(
    "scales",
    .byAnyKey(
      .members([.columns: .list(.text), .shift: .list(.number), .divisor: .list(.number)])))
  /// Of each table whose pictures became numbers the shape of one, and figures of all its numbers.
  public static let transformed = ResultKey(
    "transformed",
    .byAnyKey(
      .members([
        .column: .text, .shape: .list(.number), .mean: .number, .least: .number,
        .largest: .number,
      ])))

  // MARK: - Showing

  /// What `show` prints, by its name: a value, or a table's shape and first rows.
  public static let shown = ResultKey("shown", .byAnyKey(.number))
  /// What `plot` draws, by its name.
  public static let plots = ResultKey(
    "plots",
    .byAnyKey(
      .members([
        .kind: .text, .title: .text, .x: .text, .y: .text, .over: .list(.number),
        .series: .list(.members([.name: .text, .values: .list(.number)])),
      ])))
  /// What `pictures` shows, by its name: what each picture is, what a model says of it, and its bytes.
  public static let pictures = ResultKey(
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
  public static let rows = ResultMember("rows")
  /// {class: number of rows}.
  public static let labelCounts = ResultMember("label_counts")
  /// The names of columns, in order.
  public static let columns = ResultMember("columns")
  /// The name of the column to predict.
  public static let target = ResultMember("target")
  /// Places of rows in the data.
  public static let indices = ResultMember("indices")
  /// A number for each column: what is taken from its values.
  public static let shift = ResultMember("shift")
  /// A number for each column: what its values are then divided by.
  public static let divisor = ResultMember("divisor")
  /// The name of a column.
  public static let column = ResultMember("column")
  /// The mean of all numbers.
  public static let mean = ResultMember("mean")
  /// The least of all numbers.
  public static let least = ResultMember("least")
  /// The largest of all numbers.
  public static let largest = ResultMember("largest")

  /// `lines` or `scatter`.
  public static let kind = ResultMember("kind")
  /// A plot's title.
  public static let title = ResultMember("title")
  /// The horizontal axis's title.
  public static let x = ResultMember("x")
  /// The vertical axis's title.
  public static let y = ResultMember("y")
  /// Where the points stand on the horizontal axis; absent for 1, 2, 3 and so on.
  public static let over = ResultMember("over")
  /// A list of series, each with its name and its values.
  public static let series = ResultMember("series")
  /// The name of a series or a layer.
  public static let name = ResultMember("name")
  /// The numbers of a series.
  public static let values = ResultMember("values")
  /// A picture's bytes, [height, width, channels], in base64.
  public static let pixels = ResultMember("pixels")
}
