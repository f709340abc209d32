/// Classes as columns of 0 and 1, one for each class, as pandas' `get_dummies` makes them.
extension Table.Column {
  /// What the column of one class is called: `town_Bonn`.
  public static func oneHotName(_ column: String, _ className: String) -> String {
    "\(column)_\(className)"
  }

  /// One column a class, class 0 first: 1 where the row is of that class, and 0 elsewhere.
  ///
  /// A column of numbers has no classes, and so no columns.
  ///
  /// - Parameter dropsFirst: whether class 0 has none: it is where all the others are 0.
  public func oneHot(dropsFirst: Bool) -> [Table.Column] {
    (classNames ?? []).enumerated().dropFirst(dropsFirst ? 1 : 0).map { place, className in
      Table.Column(
        Self.oneHotName(name, className), values: values.map { $0 == Double(place) ? 1 : 0 })
    }
  }
}
