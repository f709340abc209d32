import Base
import Engine

/// What is known of a table before it is read.
struct TableOutline: Sendable, Equatable {
  struct Column: Sendable, Equatable {
    var name: String
    /// Of one row; empty for a single number.
    var shape: [Int] = []
    /// `nil` for numbers.
    var classNames: [String]?
    /// Of pictures that are no numbers yet, what they are like; `nil` of all else.
    var picture: PictureLayout?
    /// Of numbers made of pictures what a loader draws anew of each; `nil` for nothing.
    var augmentation: PictureAugmentation?
    /// The scalings that it has been through, in order.
    var scales: [Int] = []

    /// Whether another table's column holds values of the same kind, however they are scaled.
    func isLike(_ other: Column) -> Bool {
      var (own, other) = (self, other)
      (own.scales, other.scales) = ([], [])
      return own == other
    }

    /// How numbers become classes, for a message.
    var relabelHint: String {
      "'\(name)' holds numbers; `relabel` makes classes of them: classes: {no: [0], yes: [1]}"
    }

    var holdsNumbers: Bool { classNames == nil && picture == nil }
    /// What transforms begin with; `nil` where this is neither a picture nor numbers like one.
    var asPicture: PictureLayout? {
      if let picture { return picture }
      guard holdsNumbers, shape.count == 3 else { return nil }
      return PictureLayout(
        isBytes: false, channels: shape[0], height: shape[1], width: shape[2])
    }
  }

  var columns: [Column]
  var target: String?
  var rows: Int
  /// The parts that the data come in; empty where they come whole.
  var parts: [Table.Part] = []
  /// Whether the rows stand in the order of the data.
  var isInOrder = true

  var targetColumn: Column? { columns.first { $0.name == target } }
  var inputColumns: [Column] { columns.filter { $0.name != target } }

  /// Whether another table has the same columns, however they are scaled.
  private func isLike(_ other: TableOutline) -> Bool {
    columns.count == other.columns.count
      && zip(columns, other.columns).allSatisfy { $0.isLike($1) }
  }

  /// In what columns it differs from another table with which it is not alike, for a message.
  private func otherColumns(than other: TableOutline) -> String {
    let (own, others) = (columns.map(\.name), other.columns.map(\.name))
    let single = own.filter { !others.contains($0) } + others.filter { !own.contains($0) }
    if !single.isEmpty {
      return Words.list(single.map { "'\($0)'" }, most: 5) + (single.count > 1 ? " are" : " is")
        + " in one of them alone"
    }
    guard own == others else { return "they stand in another order" }
    let odd = zip(columns, other.columns).first { !$0.isLike($1) }
    return "'\(odd?.0.name ?? "")' holds other classes, or values of another kind"
  }

  /// Whether the table `name` has the same columns as another; reports it where not.
  func check(
    _ name: String, isLike other: TableOutline, _ otherName: String, _ reader: ActionReader
  ) -> Bool {
    guard !isLike(other) else { return true }
    reader.report(
      "wrong-kind", at: reader.range(of: ""),
      "`\(name)` has other columns than `\(otherName)`: \(otherColumns(than: other))")
    return false
  }

  /// How many values a row has.
  var width: Double {
    columns.reduce(0) { $0 + ActivationShape($1.shape).values }
  }

  /// What goes into a model, as ``Engine/Table/inputs`` makes it and a loader fetches it; throws, in a few
  /// words, why nothing can.
  func inputShape(rows: Int) throws(ArgumentProblem) -> ActivationShape {
    let inputs = inputColumns
    guard !inputs.isEmpty else { throw Self.unfit("its one column is the target") }
    let classes = inputs.compactMap { $0.classNames?.count }
    if classes.count == inputs.count {
      return ActivationShape([rows, inputs.count], kind: .indices, limits: classes)
    }
    if let column = inputs.first(where: { $0.classNames != nil }) {
      throw Self.unfit(
        "its column '\(column.name)' holds classes, and others hold numbers: a model takes one kind or the other",
        notes: ["`one_hot` makes columns of 0 and 1 of it; `columns:` of `dataset` leaves it out"])
    }
    if let column = inputs.first(where: { $0.picture != nil }) {
      throw Self.unfit(
        "its column '\(column.name)' holds pictures, and a model takes numbers: `transform` them first"
      )
    }
    if inputs.count == 1, !inputs[0].shape.isEmpty {
      return ActivationShape([rows] + (inputs[0].augmentation?.shape ?? inputs[0].shape))
    }
    if let column = inputs.first(where: { !$0.shape.isEmpty }) {
      throw Self.unfit(
        "its column '\(column.name)' has \(column.shape) values a row and cannot stand beside others"
      )
    }
    return ActivationShape([rows, inputs.count])
  }

  private static func unfit(_ reason: String, notes: [String] = []) -> ArgumentProblem {
    ArgumentProblem(code: "table-as-input", message: reason, notes: notes)
  }
}

extension TableOutline {
  /// The same rows with some columns and another target.
  ///
  /// - Parameter name: what a message calls the data.
  func choosing(
    target: String?, columns: [String]?, of name: String
  ) throws(ArgumentProblem) -> TableOutline {
    let known = self.columns.map(\.name)
    for column in (columns ?? []) + (target.map { [$0] } ?? []) where !known.contains(column) {
      throw .unknown(
        code: "unknown-column", "`\(name)` has no column `\(column)`", name: column,
        candidates: known)
    }
    if let columns,
      let twice = columns.enumerated().first(where: {
        columns.prefix($0.offset).contains($0.element)
      })
    {
      throw ArgumentProblem(code: "duplicate-name", message: "`\(twice.element)` is named twice")
    }
    var outline = self
    outline.target = target ?? outline.target
    if let columns {
      let kept = outline.columns.filter {
        columns.contains($0.name) || $0.name == outline.target
      }
      // The target keeps its place; the others come in the order in which they are asked for.
      var inputs = kept.filter { $0.name != outline.target }.sorted { one, other in
        columns.firstIndex(of: one.name) ?? 0 < columns.firstIndex(of: other.name) ?? 0
      }
      .makeIterator()
      outline.columns = kept.map { $0.name == outline.target ? $0 : inputs.next() ?? $0 }
    }
    return outline
  }
}

extension TableOutline {
  /// The index of a column of pictures, or of numbers [channels, height, width]; `nil` where it has been
  /// reported that there is none.
  ///
  /// - Parameters:
  ///   - name: which one; `nil` for the only one.
  ///   - argument: the argument that may name it.
  func pictureColumn(
    _ name: String?, of table: String, _ reader: ActionReader, argument: String
  ) -> Int? {
    let fitting = columns.indices.filter { columns[$0].asPicture != nil }
    let names = fitting.map { columns[$0].name }
    if let name, let index = fitting.first(where: { columns[$0].name == name }) { return index }
    if name == nil, fitting.count == 1 { return fitting[0] }
    reader.scope.report(
      .unknown(
        code: "unknown-column",
        name.map { "`\(table)` has no column of pictures `\($0)`" }
          ?? "`\(table)` has \(fitting.count) columns of pictures"
          + (fitting.isEmpty ? "" : ": say which"),
        name: name ?? "", candidates: names),
      at: reader.range(of: name == nil ? "" : argument))
    return nil
  }
}
