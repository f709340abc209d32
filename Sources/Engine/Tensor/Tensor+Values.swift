extension Tensor {
  /// Some rows of a tensor [rows, …], in the order asked for.
  func rows(_ positions: [Int]) -> Tensor {
    let result = Tensor(uninitialized: [positions.count] + shape.dropFirst())
    let width = shape.dropFirst().reduce(1, *)
    for (row, position) in positions.enumerated() {
      (result.start + row * width).update(from: start + position * width, count: width)
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
