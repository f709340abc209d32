/// Which values of a line are mixed into each value of a line of another length: bilinear, with the
/// filter widened where the line becomes shorter (antialiasing).
///
/// Source: Pillow, `Resample.c`, `precompute_coeffs`; PyTorch's antialiased `interpolate` is the same
/// in single precision.
struct Bilinear {
  struct Mix {
    let first: Int
    /// They add up to 1.
    let weights: [Double]
  }

  let mixes: [Mix]

  init(from length: Int, to newLength: Int) {
    let scale = Double(length) / Double(newLength)
    let widening = max(scale, 1)
    mixes = (0..<newLength).map { place in
      let center = (Double(place) + 0.5) * scale
      let first = max(0, Int(center - widening + 0.5))
      let end = min(length, Int(center + widening + 0.5))
      let weights = (first..<max(end, first + 1)).map { j in
        max(0, 1 - abs((Double(j) - center + 0.5) / widening))
      }
      let sum = weights.reduce(0, +)
      return Mix(first: first, weights: weights.map { $0 / sum })
    }
  }
}

/// Resizes pictures.
public enum PictureResizing {
  /// As Pillow does: bytes of one channel [height, width] to [newHeight, newWidth], lines first, each
  /// pass rounded to bytes, with weights of 22 bits.
  public static func bytes(
    _ values: [UInt8], height: Int, width: Int, to newHeight: Int, _ newWidth: Int
  ) -> [UInt8] {
    func mixed(_ mix: Bilinear.Mix, _ value: (Int) -> UInt8) -> UInt8 {
      var sum = 1 << 21
      for (j, weight) in mix.weights.enumerated() {
        sum += Int(value(mix.first + j)) * Int(weight * Double(1 << 22) + 0.5)
      }
      return UInt8(clamping: sum >> 22)
    }
    let across = width == newWidth ? nil : Bilinear(from: width, to: newWidth)
    let down = height == newHeight ? nil : Bilinear(from: height, to: newHeight)
    var lines = values
    if let across {
      lines = (0..<height * newWidth).map { place in
        let line = place / newWidth * width
        return mixed(across.mixes[place % newWidth]) { values[line + $0] }
      }
    }
    guard let down else { return lines }
    return (0..<newHeight * newWidth).map { place in
      let column = place % newWidth
      return mixed(down.mixes[place / newWidth]) { lines[$0 * newWidth + column] }
    }
  }

  /// As PyTorch does with tensors: one channel [height, width] to [newHeight, newWidth], lines first,
  /// in single precision.
  public static func numbers(
    _ values: [Float], height: Int, width: Int, to newHeight: Int, _ newWidth: Int
  ) -> [Float] {
    func mixed(_ mix: Bilinear.Mix, _ value: (Int) -> Float) -> Float {
      var sum = value(mix.first) * Float(mix.weights[0])
      for (j, weight) in mix.weights.enumerated().dropFirst() {
        sum += value(mix.first + j) * Float(weight)
      }
      return sum
    }
    let across = Bilinear(from: width, to: newWidth)
    let down = Bilinear(from: height, to: newHeight)
    let lines = (0..<height * newWidth).map { place in
      let line = place / newWidth * width
      return mixed(across.mixes[place % newWidth]) { values[line + $0] }
    }
    return (0..<newHeight * newWidth).map { place in
      let column = place % newWidth
      return mixed(down.mixes[place / newWidth]) { lines[$0 * newWidth + column] }
    }
  }
}
