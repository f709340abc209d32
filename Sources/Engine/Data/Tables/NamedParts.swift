/// Which rows go into parts that have names, each taking the first of what the ones before it left.
public struct NamedParts: Sendable, Equatable {
  /// How many rows a part takes.
  public enum Size: Sendable, Equatable {
    case rows(Int)
    /// What the others leave; one part at most.
    case rest
  }

  /// In the order of the parts; each in order, and by class where each class gives its own.
  public let rows: [[Int]]

  /// - Parameter groups: rows in order: all of them, or each class's, of which every part takes as many.
  /// - Returns: `nil` where a group has fewer rows than are asked for.
  public init?(_ sizes: [Size], of groups: [[Int]]) {
    var rows = [[Int]](repeating: [], count: sizes.count)
    let taken = sizes.reduce(0) { if case .rows(let count) = $1 { $0 + count } else { $0 } }
    for group in groups {
      guard taken <= group.count else { return nil }
      var start = 0
      for (part, size) in sizes.enumerated() {
        let count = if case .rows(let count) = size { count } else { group.count - taken }
        rows[part] += group[start..<start + count]
        start += count
      }
    }
    self.rows = rows
  }
}

extension Table {
  /// The rows of each class of the target, class 0 first; all in one where the target is none of
  /// classes.
  public var rowsByClass: [[Int]] {
    guard let column = targetColumn, let names = column.classNames else { return [Array(0..<rows)] }
    var groups = [[Int]](repeating: [], count: names.count)
    for row in 0..<rows { groups[Int(column.values[row])].append(row) }
    return groups
  }

  /// The rows put into an order in which the parts stand one after the other.
  public func inParts(_ parts: [(name: String, rows: [Int])]) -> Table {
    var table = rows(parts.flatMap(\.rows))
    var start = 0
    for part in parts {
      table.parts.append(Part(name: part.name, rows: start..<start + part.rows.count))
      start += part.rows.count
    }
    return table
  }
}

extension Table.Column {
  /// The same column with classes put together: class `new[old]` for each.
  public func regrouped(_ new: [Int], classNames: [String]) -> Table.Column {
    var column = self
    column.values = values.map { Double(new[Int($0)]) }
    column.classNames = classNames
    return column
  }
}
