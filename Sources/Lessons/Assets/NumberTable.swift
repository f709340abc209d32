import Records

/// How a table of numbers lies in an asset's files: each has some of its columns.
package struct NumberTable: Sendable, Equatable {
  /// One file.
  package struct Part: Sendable, Equatable {
    package var file: String
    /// What stands between two fields.
    package var separator: String
    /// Lines at the start that are no rows.
    package var skippedLines: Int
    /// In the order of a line; `nil` for a field that is passed over.
    package var columns: [Column?]
    /// Whether the first line names the columns: they are found by their names then, others are passed
    /// over, the separator is the one that the line shows, and classes are given by their names.
    package var hasHeader = false
  }

  package struct Column: Sendable, Equatable {
    package var name: String
    /// Extents, where it takes as many fields of a line; empty for one.
    package var shape: [Int]
    /// Of pictures [channels, height, width] the number that stands for white, 0 being black; `nil` for
    /// numbers that are none.
    package var white: Double?

    init(name: String, shape: [Int], white: Double? = nil) {
      (self.name, self.shape, self.white) = (name, shape, white)
    }

    var fields: Int { shape.reduce(1, *) }
    var isPicture: Bool {
      white.map { $0 > 0 } == true && shape.count == 3 && [1, 3].contains(shape[0])
    }
  }

  /// Classes of the target put together to one.
  package struct Group: Sendable, Equatable, Decodable {
    package var name: String
    package var classes: [String]
  }

  /// A part that the data come in, such as those rows to train on.
  package struct Division: Sendable, Equatable, Decodable {
    package var name: String
    /// How many rows each class gives; `nil` for what the others leave.
    package var rowsOfEachClass: Int?

    enum CodingKeys: String, CodingKey {
      case name
      case rowsOfEachClass = "rows_of_each_class"
    }
  }

  package var rows: Int
  /// The target column; `nil` where there is none.
  package var target: String?
  /// The names of classes, class 0 first, by column.
  package var classes: [String: [String]]
  /// Whether each column but the target is moved to mean 0 and scaled to a sum of squares of 1, as
  /// scikit-learn's `load_diabetes` does.
  package var hasUnitNorm: Bool
  package var parts: [Part]
  /// New classes for the target, in order; empty where it keeps its own.
  package var groups: [Group] = []
  /// The parts in which the rows are handed out, in order; empty for one whole.
  package var divisions: [Division] = []

  var columns: [Column] { parts.flatMap { $0.columns.compactMap { $0 } } }

  /// What is wrong with it; `nil` where nothing is.
  ///
  /// - Parameter files: the asset's.
  func problem(files: [String]) -> String? {
    let names = columns.map(\.name)
    if names.isEmpty || rows < 1 { return "a table needs at least one column and one row" }
    if Set(names).count < names.count { return "two columns of its table have one name" }
    for part in parts {
      if !files.contains(part.file) { return "\(part.file) is not among its files" }
      if part.hasHeader,
        part.skippedLines > 0 || part.columns.contains(where: { $0?.shape.isEmpty != true })
      {
        return "with `header` a part has no `skip_lines`, and each column a name alone"
      }
      if part.separator.utf8.count != 1 || part.skippedLines < 0 {
        return "`separator` is one character, `skip_lines` at least 0"
      }
    }
    let extents = columns.flatMap(\.shape)
    if extents.contains(where: { $0 < 1 || $0 > 4096 })
      || columns.contains(where: { $0.shape.count > 4 })
    {
      return "a column's `shape` is four whole numbers from 1 to 4096 at most"
    }
    for name in (target.map { [$0] } ?? []) + classes.keys.sorted() where !names.contains(name) {
      return "there is no column '\(name)'"
    }
    for column in columns where column.white != nil && !column.isPicture {
      return "`white` is above 0, and its column's `shape` is [1 or 3, height, width]"
    }
    return divisionProblem
  }

  /// What is wrong with groups of classes and the parts of rows.
  private var divisionProblem: String? {
    let names = target.flatMap { classes[$0] } ?? []
    if !groups.isEmpty, groups.flatMap(\.classes).sorted() != names.sorted() {
      return "`groups` has to name each class of the target once"
    }
    if Set(divisions.map(\.name)).count < divisions.count
      || divisions.count(where: { $0.rowsOfEachClass == nil }) > 1
      || divisions.contains(where: { $0.rowsOfEachClass.map { $0 < 1 } == true })
    {
      return
        "`divisions` have a name each, at least one row of each class, and one at most the rest"
    }
    if !divisions.isEmpty, names.isEmpty { return "`divisions` need a target of classes" }
    let taken = divisions.reduce(0) { $0 + ($1.rowsOfEachClass ?? 0) }
    if !divisions.isEmpty, taken > rows { return "`divisions` take more rows than there are" }
    return nil
  }

  /// All of it as JSON, for a digest.
  var json: JSONValue {
    [
      "rows": .int(rows), "target": target.map(JSONValue.string) ?? .null,
      "classes": .object(classes.mapValues { .array($0.map(JSONValue.string)) }),
      "unit_norm": .bool(hasUnitNorm),
      "groups": .array(
        groups.map { [.string($0.name), .array($0.classes.map(JSONValue.string))] }),
      "divisions": .array(
        divisions.map { [.string($0.name), $0.rowsOfEachClass.map(JSONValue.int) ?? .null] }),
      "parts": .array(
        parts.map { part in
          [
            .string(part.file), .string(part.separator), .int(part.skippedLines),
            .bool(part.hasHeader),
            .array(
              part.columns.map { column in
                column.map {
                  [.string($0.name), .ints($0.shape), $0.white.map(JSONValue.number) ?? .null]
                } ?? .null
              }),
          ]
        }),
    ]
  }
}

extension NumberTable: Decodable {
  private enum CodingKeys: String, CodingKey {
    case rows, target, classes, parts, groups, divisions
    case hasUnitNorm = "unit_norm"
  }

  package init(from decoder: Decoder) throws {
    let values = try decoder.container(keyedBy: CodingKeys.self)
    rows = try values.decode(Int.self, forKey: .rows)
    target = try values.decodeIfPresent(String.self, forKey: .target)
    classes = try values.decodeIfPresent([String: [String]].self, forKey: .classes) ?? [:]
    hasUnitNorm = try values.decodeIfPresent(Bool.self, forKey: .hasUnitNorm) ?? false
    parts = try values.decode([Part].self, forKey: .parts)
    groups = try values.decodeIfPresent([Group].self, forKey: .groups) ?? []
    divisions = try values.decodeIfPresent([Division].self, forKey: .divisions) ?? []
  }
}

extension NumberTable.Part: Decodable {
  private enum CodingKeys: String, CodingKey {
    case file, separator, columns
    case hasHeader = "header"
    case skippedLines = "skip_lines"
  }

  package init(from decoder: Decoder) throws {
    let values = try decoder.container(keyedBy: CodingKeys.self)
    file = try values.decode(String.self, forKey: .file)
    separator = try values.decodeIfPresent(String.self, forKey: .separator) ?? ","
    skippedLines = try values.decodeIfPresent(Int.self, forKey: .skippedLines) ?? 0
    columns = try values.decode([NumberTable.Column?].self, forKey: .columns)
    hasHeader = try values.decodeIfPresent(Bool.self, forKey: .hasHeader) ?? false
  }
}

/// A name alone is a column of single numbers.
extension NumberTable.Column: Decodable {
  private enum CodingKeys: String, CodingKey { case name, shape, white }

  package init(from decoder: Decoder) throws {
    if let name = try? decoder.singleValueContainer().decode(String.self) {
      self.init(name: name, shape: [])
      return
    }
    let values = try decoder.container(keyedBy: CodingKeys.self)
    self.init(
      name: try values.decode(String.self, forKey: .name),
      shape: try values.decode([Int].self, forKey: .shape),
      white: try values.decodeIfPresent(Double.self, forKey: .white))
  }
}
