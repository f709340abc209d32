import Engine
import Records

/// What actions that make tables note of each, by its name.
enum TableResults {
  /// As the manual has it.
  static let description = ResultDescription(
    .tables,
    """
    For each table made: its rows, its columns, and where it has one its target, with the rows of each \
    class; of a part of a table also which rows, by their place in the data.
    """, isShared: true)

  /// The same for some tables.
  static func description(
    _ tables: [(name: String, outline: TableOutline)], hasIndices: Bool
  ) -> ResultDescription {
    var description = description
    description.shape = .object(
      Dictionary(
        tables.map { name, outline in
          (
            name,
            shape(
              hasTarget: outline.target != nil, classNames: outline.targetColumn?.classNames,
              hasIndices: hasIndices)
          )
        }
      ) { first, _ in first })
    return description
  }

  private static func shape(
    hasTarget: Bool, classNames: [String]?, hasIndices: Bool
  ) -> ResultShape {
    var members: [ResultMember: ResultShape] = [.rows: .number, .columns: .list(.text)]
    if hasTarget { members[.target] = .text }
    if let classNames { members[.labelCounts] = ResultKey.labelCounts.shape.named(classNames) }
    if hasIndices { members[.indices] = .list(.number) }
    return .members(members)
  }

  static func add(
    _ table: Table, _ name: String, hasIndices: Bool = false, _ context: RunContext
  ) {
    var value: [ResultMember: JSONValue] = [
      .rows: .int(table.rows), .columns: .array(table.columns.map { .string($0.name) }),
    ]
    value[.target] = table.target.map(JSONValue.string)
    value[.labelCounts] = table.labelCounts
    if hasIndices { value[.indices] = .ints(table.places) }
    context.merge([.tables: [name: .members(value)]])
  }
}

extension Table {
  /// How many rows of each class; `nil` where the target is none of classes.
  var labelCounts: JSONValue? {
    guard let column = targetColumn, let names = column.classNames else { return nil }
    return Lessons.labelCounts(column.values.map { Int($0) }, classNames: names)
  }
}
