import Engine
import Records

/// Gives a column new classes.
struct RelabelAction: Action {
  /// A new class, and what belongs to it.
  struct Class: Sendable {
    var name: String
    /// Old classes by name, or numbers.
    var values: [Located<String>]
  }

  private static let table = Argument("", .bound(.table), "The table.")
  private static let column = Argument(
    "column", ArgumentType<String>.text.optional, default: nil, "the target", "Which column.")
  private static let classes = Argument(
    "classes", classesType,
    """
    Each new class, class 0 first, with what belongs to it: old classes by their names, or the numbers \
    of a column of numbers. All have to be named.
    """)
  private static let name = Argument(
    "as", ArgumentType<String>.newName.optional, default: nil, "the same",
    "The name to bind the new table to.")

  private static let classesType = ArgumentType<[Class]>(
    "each new class with a list of the old ones",
    schema: [
      "type": "object", "minProperties": 2, "additionalProperties": ["type": "array"],
    ]
  ) { value, scope throws(ArgumentProblem) in
    guard case .mapping(let pairs, _) = value, pairs.count > 1 else { throw .wrongType }
    var classes: [Class] = []
    for pair in pairs {
      guard case .list(let items, _) = pair.value, !items.isEmpty else {
        throw ArgumentProblem.wrongType.at(pair.value.range)
      }
      var values: [Located<String>] = []
      for item in items {
        guard case .scalar(let text, _) = item else {
          throw ArgumentProblem.wrongType.at(item.range)
        }
        values.append(text)
      }
      classes.append(Class(name: pair.key.value, values: values))
    }
    return classes
  }

  static let manual = ActionManual(
    name: "relabel",
    summary: "Gives a column new classes: several old ones together, or numbers.",
    value: table.description,
    arguments: [column.description, classes.description, name.description],
    results: [TableResults.description],
    example: """
      - relabel: digits
        classes:
          even: ["0", "2", "4", "6", "8"]
          odd: ["1", "3", "5", "7", "9"]
      """)

  let table: String
  let outline: TableOutline
  let column: Int
  let classNames: [String]
  /// For each old class the new one; `nil` for a column of numbers.
  let new: [Int]?
  /// For each number the new class.
  let numbers: [Double: Int]
  let name: String

  var effect: ActionEffect { .makes(holds: false) }

  var results: [ResultDescription] {
    [TableResults.description([(name, outline)], hasIndices: false)]
  }

  init?(_ reader: ActionReader) {
    let table = reader.read(Self.table)
    let column = reader.read(Self.column)
    let classes = reader.read(Self.classes)
    let name = reader.read(Self.name)
    guard let table, let column, let classes, let name, case .table(var outline) = table.value,
      let index = Self.column(column, of: table.name, outline, reader)
    else { return nil }
    let old = outline.columns[index].classNames
    var places: [String: Int] = [:]
    for (place, new) in classes.enumerated() {
      for value in new.values {
        guard Self.check(value, old, isNew: places[value.value] == nil, reader) else { return nil }
        places[value.value] = place
      }
    }
    if let left = old?.first(where: { places[$0] == nil }) {
      reader.report(
        "unknown-class", at: reader.range(of: Self.classes.name),
        "the class `\(left)` is in none of the new classes")
      return nil
    }
    classNames = classes.map(\.name)
    new = old?.map { places[$0] ?? 0 }
    numbers = Dictionary(places.compactMap { key, place in Double(key).map { ($0, place) } }) {
      first, _ in first
    }
    outline.columns[index].classNames = classNames
    outline.columns[index].scales = []
    (self.table, self.outline, self.column) = (table.name, outline, index)
    self.name = name ?? table.name
    reader.scope.bind(self.name, to: .table(outline))
  }

  private static func column(
    _ name: String?, of table: String, _ outline: TableOutline, _ reader: ActionReader
  ) -> Int? {
    let fitting = outline.columns.filter { $0.picture == nil && $0.shape.isEmpty }.map(\.name)
    guard let wanted = name ?? outline.target else {
      reader.report(
        "unknown-column", at: reader.range(of: ""), "`\(table)` has no target: say which column")
      return nil
    }
    guard fitting.contains(wanted),
      let index = outline.columns.firstIndex(where: { $0.name == wanted })
    else {
      reader.scope.report(
        .unknown(
          code: "unknown-column",
          "`\(table)` has no column of classes or single numbers `\(wanted)`",
          name: wanted, candidates: fitting), at: reader.range(of: Self.column.name))
      return nil
    }
    return index
  }

  private static func check(
    _ value: Located<String>, _ old: [String]?, isNew: Bool, _ reader: ActionReader
  ) -> Bool {
    guard isNew else {
      reader.report("duplicate-name", at: value.range, "`\(value.value)` is in two classes")
      return false
    }
    if let old, !old.contains(value.value) {
      reader.scope.report(
        .unknown(
          code: "unknown-class", "there is no class `\(value.value)`", name: value.value,
          candidates: old), at: value.range)
      return false
    }
    if old == nil, Double(value.value) == nil {
      reader.report(
        "wrong-type", at: value.range,
        "the column holds numbers, and `\(value.value)` is none")
      return false
    }
    return true
  }

  func estimate(_ memory: inout MemoryEstimate, asset: LocatedAsset?) {
    memory.bindTable(name, rows: outline.rows, width: outline.width)
  }

  func run(_ context: RunContext) throws(EngineError) {
    var table: Table = try context.value(table)
    if let new {
      table.columns[column] = table.columns[column].regrouped(new, classNames: classNames)
    } else {
      for (row, value) in table.columns[column].values.enumerated() {
        guard let place = numbers[value] else {
          throw .invalidRows(.noClassFor(value, row: table.places[row]))
        }
        table.columns[column].values[row] = Double(place)
      }
      table.columns[column].classNames = classNames
    }
    context.bind(name, to: table)
    TableResults.add(table, name, context)
  }
}
