/// The mean of a sequence's last hidden states: what sentence encoders such as all-MiniLM-L6-v2
/// were trained to be read by (Reimers and Gurevych, 2019).
enum MeanPooling {
  /// out [C] = the mean of rows [T, C], summed in order; C is a multiple of 8.
  static func forward(
    _ rows: UnsafePointer<Float>, count: Int, columns: Int, into out: UnsafeMutablePointer<Float>
  ) {
    var j = 0
    while j < columns {
      var sum = SIMD8<Float>(repeating: 0)
      for t in 0..<count { sum += rows[vector: t * columns + j] }
      out[vector: j] = sum / Float(count)
      j += 8
    }
  }

  /// In the forward pass this was: out = Σ rows / T.
  ///
  /// So every row's gradient is dOutput / T.
  static func backward(
    dOutput: UnsafePointer<Float>, count: Int, columns: Int,
    into dRows: UnsafeMutablePointer<Float>
  ) {
    var j = 0
    while j < columns {
      let share = dOutput[vector: j] / Float(count)
      for t in 0..<count { dRows[vector: t * columns + j] = share }
      j += 8
    }
  }
}
