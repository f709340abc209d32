/// Windows that a pooling layer takes one value from, in each channel by itself.
///
/// A series has pictures of height 1.
struct PoolingWindow {
  let kernel, stride, padding, dilation: [Int]
  /// Whether a last window that hangs over the end counts (`ceil_mode`).
  let roundsUp: Bool

  static func kernel(_ dimensions: Int) -> NamedOption<[Int]> {
    .sizes("kernel_size", dimensions, "Extent of a window.")
  }
  /// `nil`: as the kernel.
  static func stride(_ dimensions: Int) -> NamedOption<[Int]?> {
    NamedOption(
      "stride", kind: .sizes(count: dimensions), expected: "a whole number of at least 1",
      fallback: ("kernel_size", nil), "How far windows lie apart."
    ) { $0.sizes(dimensions, atLeast: 1).map { .some($0) } }
  }
  static func padding(_ dimensions: Int) -> NamedOption<[Int]> {
    .sizes("padding", dimensions, atLeast: 0, default: 0, "Places at each side that hold nothing.")
  }
  static let roundsUp = NamedOption<Bool>.flag(
    "ceil_mode", default: false, "Whether a last window may hang over the end.")

  init(
    kernel: [Int], stride: [Int]?, padding: [Int], dilation: [Int]? = nil, roundsUp: Bool
  ) throws(OptionProblem) {
    (self.kernel, self.padding, self.roundsUp) = (kernel, padding, roundsUp)
    self.stride = stride ?? kernel
    self.dilation = dilation ?? kernel.map { _ in 1 }
    for i in kernel.indices where 2 * padding[i] > kernel[i] {
      throw OptionProblem("padding", "must be at most half of kernel_size, as in PyTorch")
    }
  }

  /// Windows along each dimension; below 1 where none fits.
  func positions(_ extents: [Int]) -> [Int] {
    extents.indices.map { i in
      let room = extents[i] + 2 * padding[i] - dilation[i] * (kernel[i] - 1) - 1
      let reach = roundsUp ? room + stride[i] - 1 : room
      guard reach >= 0 else { return 0 }
      let count = reach / stride[i] + 1
      // With `ceil_mode` the last window must begin within the input or the padding before it.
      let isBeyond = roundsUp && (count - 1) * stride[i] >= extents[i] + padding[i]
      return isBeyond ? count - 1 : count
    }
  }

  /// What comes out of [rows, channels, extents…].
  func output(of input: [Int]) throws(ShapeProblem) -> [Int] {
    let names = kernel.count == 1 ? "length" : "height, width"
    guard input.count == kernel.count + 2 else {
      throw ShapeProblem(
        expected: "[rows, channels, \(names)]", found: [ActivationShape(input)])
    }
    let positions = positions(Array(input[2...]))
    guard positions.allSatisfy({ $0 > 0 }) else {
      throw ShapeProblem(
        expected: "windows of \(kernel) to fit into the input", found: [ActivationShape(input)])
    }
    return Array(input[..<2]) + positions
  }
}
