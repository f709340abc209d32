extension Tensor {
  /// Some rows of a tensor [rows, columns], in the order asked for.
  func rows(_ positions: [Int]) -> Tensor {
    let columns = shape[1]
    let result = Tensor(shape: [positions.count, columns])
    for (row, position) in positions.enumerated() {
      for j in 0..<columns { result.values[row * columns + j] = values[position * columns + j] }
    }
    return result
  }

  /// The Euclidean norm, summed in double precision in order.
  public var norm: Double {
    values.reduce(0.0) { $0 + Double($1) * Double($1) }.squareRoot()
  }

  /// Whether no value is NaN or infinite.
  public var isFinite: Bool { values.allSatisfy(\.isFinite) }
}
