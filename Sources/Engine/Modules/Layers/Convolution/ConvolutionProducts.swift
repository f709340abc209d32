import KernelInterface

/// The three products of a convolution on one row: forward, its input's gradient, its weight's.
///
/// A transposed convolution is the same three with the parts of input and output exchanged.
struct ConvolutionProducts {
  /// Of one group.
  private let windows: ConvolutionWindows
  private let groups: Int
  /// Output channels of one group.
  private let outputs: Int

  /// - Parameter outputs: channels of all groups.
  init(_ geometry: ConvolutionGeometry, groups: Int, outputs: Int) {
    windows = ConvolutionWindows(geometry)
    (self.groups, self.outputs) = (groups, outputs / groups)
  }

  /// Memory that the rows of a batch use one after the other.
  final class Scratch {
    fileprivate let windows: ConvolutionWindows.Memory
    /// [outputs, columns].
    fileprivate let output: Tensor

    fileprivate init(_ windows: ConvolutionWindows.Memory, _ output: Tensor) {
      (self.windows, self.output) = (windows, output)
    }
  }

  func scratch() -> Scratch {
    Scratch(
      windows.memory(), Tensor(uninitialized: windows.isTight ? [0] : [outputs, windows.columns]))
  }

  /// Values of a row's picture, and of what comes out.
  var inputSize: Int { groups * windows.geometry.pictureSize }
  var outputSize: Int { groups * groupOutputSize }
  private var groupOutputSize: Int { outputs * windows.geometry.positionCount }
  /// Of one product.
  var operations: Int { 2 * outputSize * window }

  private var window: Int { windows.geometry.windowSize }

  /// Y [outputs, positions] = W [outputs, window] X [window, positions] + b, each group by itself.
  func forward(
    _ picture: UnsafePointer<Float>, weight: Tensor, bias: Tensor?,
    into output: UnsafeMutablePointer<Float>, _ scratch: Scratch
  ) {
    let (geometry, columns) = (windows.geometry, windows.columns)
    for group in 0..<groups {
      let result = output + group * groupOutputSize
      let target = windows.isTight ? result : scratch.output.start
      if let bias {
        for channel in 0..<outputs {
          (target + channel * columns).update(
            repeating: bias.start[group * outputs + channel], count: columns)
        }
      }
      let unfolded = windows.unfold(picture + group * geometry.pictureSize, scratch.windows)
      MatrixMultiply.run(
        MatrixProduct(
          m: outputs, n: columns, k: window, a: weight.start + group * outputs * window,
          aStride: window, b: .rows(unfolded, stride: columns),
          start: bias == nil ? .nothing : .output, out: target, outStride: columns))
      if !windows.isTight { windows.tighten(target, channels: outputs, into: result) }
    }
  }

  /// dX [window, positions] = Wᵀ dY, added to the windows of a picture's gradient.
  func inputGradient(
    dOutput: UnsafePointer<Float>, weight: Tensor,
    addingTo dPicture: UnsafeMutablePointer<Float>, _ scratch: Scratch
  ) {
    let (geometry, columns) = (windows.geometry, windows.columns)
    for group in 0..<groups {
      let dY = loosened(dOutput + group * groupOutputSize, scratch)
      let target = dPicture + group * geometry.pictureSize
      // A window of one value is the picture itself.
      let isPointwise = geometry.isPointwise
      MatrixMultiply.run(
        MatrixProduct(
          m: window, n: columns, k: outputs, a: weight.start + group * outputs * window,
          aStride: window, aIsTransposed: true, b: .rows(dY, stride: columns),
          start: isPointwise ? .output : .nothing,
          out: isPointwise ? target : scratch.windows.columns.start, outStride: columns))
      if !isPointwise { windows.fold(scratch.windows, addingTo: target) }
    }
  }

  /// Adds dW [outputs, window] = dY Xᵀ and db = the sums of dY's channels.
  func weightGradient(
    _ picture: UnsafePointer<Float>, dOutput: UnsafePointer<Float>, into dWeight: Tensor?,
    bias dBias: Tensor?, _ scratch: Scratch
  ) {
    let (geometry, columns) = (windows.geometry, windows.columns)
    if let dBias { Self.addSums(of: dOutput, plane: geometry.positionCount, to: dBias) }
    guard let dWeight else { return }
    for group in 0..<groups {
      let unfolded = windows.unfold(picture + group * geometry.pictureSize, scratch.windows)
      MatrixMultiply.run(
        MatrixProduct(
          m: outputs, n: window, k: columns,
          a: loosened(dOutput + group * groupOutputSize, scratch), aStride: columns,
          b: .columns(unfolded, stride: columns), start: .output,
          out: dWeight.start + group * outputs * window, outStride: window))
    }
  }

  /// Adds db [channels] = the sums of dY [channels, plane].
  static func addSums(of dOutput: UnsafePointer<Float>, plane: Int, to dBias: Tensor) {
    for channel in 0..<dBias.count {
      dBias.start[channel] += Float(kernels.sum(dOutput + channel * plane, count: plane))
    }
  }

  private func loosened(
    _ dOutput: UnsafePointer<Float>, _ scratch: Scratch
  ) -> UnsafePointer<Float> {
    guard !windows.isTight else { return dOutput }
    windows.loosen(dOutput, channels: outputs, into: scratch.output.start)
    return UnsafePointer(scratch.output.start)
  }
}
