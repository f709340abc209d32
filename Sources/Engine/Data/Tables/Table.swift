/// Rows of named columns: what a model of numbers learns from.
public struct Table: Sendable {
  /// A column: numbers of any shape, classes, or pictures.
  public struct Column: Sendable, Equatable {
    /// As the data's first line has it, or as a lesson's step names it.
    public var name: String
    /// Of one row; empty for a single number.
    public var shape: [Int]
    /// [rows] + shape, in double precision: what is scaled is rounded afterwards.
    public var values: [Double]
    /// Of classes their names, of which the values are the places; `nil` for numbers.
    public var classNames: [String]?
    /// One a row, and no values, of pictures that are no numbers yet; `nil` of all else.
    public var pictures: [PictureSource]?
    /// Of numbers made of pictures what a loader draws anew each time that it fetches one; `nil` for nothing.
    public var augmentation: PictureAugmentation?

    public init(
      _ name: String, shape: [Int] = [], values: [Double], classNames: [String]? = nil,
      pictures: [PictureSource]? = nil
    ) {
      (self.name, self.shape) = (name, shape)
      (self.values, self.classNames, self.pictures) = (values, classNames, pictures)
    }

    /// Values of one row.
    public var width: Int { shape.reduce(1, *) }

    /// The values of one row.
    public func row(_ row: Int) -> ArraySlice<Double> {
      values[row * width..<(row + 1) * width]
    }
  }

  /// Rows that belong together in the data as they come, such as those to train on.
  public struct Part: Sendable, Equatable {
    /// Such as `train`.
    public var name: String
    /// Positions in the table, not ``Table/places``.
    public var rows: Range<Int>

    public init(name: String, rows: Range<Int>) { (self.name, self.rows) = (name, rows) }
  }

  /// Inputs and target in the order of the data, each of as many rows as ``places`` has.
  public var columns: [Column]
  /// The target column; `nil` where there is none.
  public var target: String?
  /// For each row its place in the data that the table was taken from.
  public var places: [Int]
  /// The parts that the data come in; empty where they come whole.
  public var parts: [Part] = []

  public init(columns: [Column], target: String?, places: [Int]) {
    (self.columns, self.target, self.places) = (columns, target, places)
  }

  /// The number of rows, also of a table whose columns are pictures.
  public var rows: Int { places.count }
  /// The column that ``target`` names; `nil` where there is none.
  public var targetColumn: Column? { columns.first { $0.name == target } }
  /// All columns but the target, in order.
  public var inputColumns: [Column] { columns.filter { $0.name != target } }

  /// What a loader draws anew of each row; `nil` for nothing.
  public var augmentation: PictureAugmentation? {
    columns.lazy.compactMap(\.augmentation).first
  }

  /// Some rows, in the order asked for.
  public func rows(_ positions: [Int]) -> Table {
    var table = self
    table.places = positions.map { places[$0] }
    table.parts = []
    for index in columns.indices {
      if let pictures = columns[index].pictures {
        table.columns[index].pictures = positions.map { pictures[$0] }
      } else {
        table.columns[index].values = positions.flatMap { columns[index].row($0) }
      }
    }
    return table
  }

  /// What goes into a model: a column of some shape as it is, single numbers side by side; columns of
  /// classes, where there are no others, as their places [rows, columns].
  public var inputs: Activation {
    let inputs = inputColumns
    if !inputs.isEmpty, inputs.allSatisfy({ $0.classNames != nil }) {
      let places = (0..<rows).flatMap { row in inputs.map { Int32($0.values[row]) } }
      return .indices(Indices(shape: [rows, inputs.count], values: places))
    }
    let shape = inputs.count == 1 && !inputs[0].shape.isEmpty ? inputs[0].shape : [inputs.count]
    let values = (0..<rows).flatMap { row in inputs.flatMap { $0.row(row).map { Float($0) } } }
    return .numbers(Tensor(shape: [rows] + shape, values: values))
  }

  /// The target as numbers: a class's place, or a number, in a column of its own.
  public var numberTargets: Activation? {
    targetColumn.map { column in
      .numbers(
        Tensor(
          shape: [rows] + (column.shape.isEmpty ? [1] : column.shape),
          values: column.values.map { Float($0) }))
    }
  }

  /// The target as classes.
  public var classTargets: Activation? {
    targetColumn.map { .indices(Indices(shape: [rows], values: $0.values.map { Int32($0) })) }
  }
}
