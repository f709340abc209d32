/// One dimension of a shape, and the rows along it.
struct Dimension {
  /// As PyTorch's `dim`.
  static let option = NamedOption<Int>.whole(
    "dim", atLeast: -16, "The dimension, from 0; from the last on backwards as -1, -2 …")

  /// Products of the extents before and after the dimension.
  let outer, inner: Int
  /// Of the dimension itself.
  let extent: Int

  /// - Parameter dimension: counted from the end where it is below 0.
  init(_ dimension: Int, of shape: [Int]) {
    let place = Self.place(dimension, of: shape)
    outer = shape[..<place].reduce(1, *)
    extent = shape[place]
    inner = shape[(place + 1)...].reduce(1, *)
  }

  /// The place of a dimension that is counted from the end where it is below 0.
  static func place(_ dimension: Int, of shape: [Int]) -> Int {
    dimension < 0 ? dimension + shape.count : dimension
  }

  /// Refuses a dimension that the shape does not have.
  static func check(_ dimension: Int, of shape: [Int]) throws(ShapeProblem) {
    guard shape.indices.contains(place(dimension, of: shape)) else {
      throw ShapeProblem(
        expected: "a shape that has dimension \(dimension)", found: [ActivationShape(shape)])
    }
  }

  /// The largest value of a row, and NaN where there is one.
  static func largest(_ row: UnsafePointer<Float>, stride: Int, count: Int) -> Float {
    var largest = -Float.infinity
    for i in 0..<count where !(row[i * stride] <= largest) { largest = row[i * stride] }
    return largest
  }

  /// Calls `body` for each row along the dimension.
  func forEachRow(_ body: (_ place: Int, _ stride: Int, _ count: Int) -> Void) {
    for i in 0..<outer {
      for j in 0..<inner { body(i * extent * inner + j, inner, extent) }
    }
  }
}
