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

  /// Whether no value is NaN or infinite; reads the bits alone, without a branch a value.
  public var isFinite: Bool {
    var found: UInt32 = 0
    for value in values {
      // Only an exponent of all ones carries into the sign.
      found |= (value.bitPattern & 0x7F80_0000) &+ 0x0080_0000
    }
    return found & 0x8000_0000 == 0
  }
}
