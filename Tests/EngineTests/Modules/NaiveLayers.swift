import Foundation

/// Layers by their definitions, value by value in double precision.
///
/// Values are row-major; `shape` is the input's.
enum NaiveLayers {
  /// y = x Wᵀ + b over the last dimension.
  static func linear(_ x: [Double], _ weight: [Double], _ bias: [Double]?, outputs: Int) -> [Double]
  {
    let inputs = weight.count / outputs
    return (0..<x.count / inputs).flatMap { row in
      (0..<outputs).map { output in
        (0..<inputs).reduce(bias?[output] ?? 0) {
          $0 + x[row * inputs + $1] * weight[output * inputs + $1]
        }
      }
    }
  }

  /// How a kernel passes over a picture.
  struct Window {
    var kernel = [1, 1]
    var stride = [1, 1]
    var padding = [0, 0]
    var dilation = [1, 1]
    var groups = 1

    func positions(_ extents: [Int]) -> [Int] {
      (0..<2).map {
        (extents[$0] + 2 * padding[$0] - dilation[$0] * (kernel[$0] - 1) - 1) / stride[$0] + 1
      }
    }

    /// Where place (i, j) of the kernel lies at a position; `nil` outside the picture.
    func place(_ y: Int, _ x: Int, _ i: Int, _ j: Int, _ extents: [Int]) -> Int? {
      let line = y * stride[0] - padding[0] + i * dilation[0]
      let column = x * stride[1] - padding[1] + j * dilation[1]
      guard (0..<extents[0]).contains(line), (0..<extents[1]).contains(column) else { return nil }
      return line * extents[1] + column
    }
  }

  /// x [rows, channels, height, width], weight [outputs, channels / groups, kernel].
  static func convolution(
    _ x: [Double], _ shape: [Int], _ weight: [Double], _ bias: [Double]?, outputs: Int,
    _ window: Window
  ) -> [Double] {
    let (rows, channels, extents) = (shape[0], shape[1], Array(shape[2...]))
    let (own, size) = (channels / window.groups, window.kernel[0] * window.kernel[1])
    let positions = window.positions(extents)
    var result: [Double] = []
    for row in 0..<rows {
      for output in 0..<outputs {
        let group = output / (outputs / window.groups)
        for y in 0..<positions[0] {
          for column in 0..<positions[1] {
            var sum = bias?[output] ?? 0
            for channel in 0..<own {
              let plane = (row * channels + group * own + channel) * extents[0] * extents[1]
              for i in 0..<window.kernel[0] {
                for j in 0..<window.kernel[1] {
                  guard let place = window.place(y, column, i, j, extents) else { continue }
                  let w = (output * own + channel) * size + i * window.kernel[1] + j
                  sum += x[plane + place] * weight[w]
                }
              }
            }
            result.append(sum)
          }
        }
      }
    }
    return result
  }

  /// x [rows, inputs, height, width], weight [inputs, outputs / groups, kernel]: each value spread over
  /// a window of the output.
  static func transposedConvolution(
    _ x: [Double], _ shape: [Int], _ weight: [Double], _ bias: [Double]?, outputs: Int,
    extents: [Int], _ window: Window
  ) -> [Double] {
    let (rows, inputs) = (shape[0], shape[1])
    let (plane, size) = (extents[0] * extents[1], window.kernel[0] * window.kernel[1])
    let own = outputs / window.groups
    var result = (0..<rows * outputs * plane).map { bias?[$0 / plane % outputs] ?? 0 }
    for row in 0..<rows {
      for input in 0..<inputs {
        let group = input / (inputs / window.groups)
        for y in 0..<shape[2] {
          for column in 0..<shape[3] {
            let value = x[((row * inputs + input) * shape[2] + y) * shape[3] + column]
            for output in 0..<own {
              for i in 0..<window.kernel[0] {
                for j in 0..<window.kernel[1] {
                  guard let place = window.place(y, column, i, j, extents) else { continue }
                  let target = (row * outputs + group * own + output) * plane + place
                  result[target] +=
                    value * weight[(input * own + output) * size + i * window.kernel[1] + j]
                }
              }
            }
          }
        }
      }
    }
    return result
  }

  /// One figure of each window's values, and how many places the window has.
  static func pool(
    _ x: [Double], _ shape: [Int], _ window: Window, _ figure: ([Double], Int) -> Double
  ) -> [Double] {
    let extents = Array(shape[2...])
    let positions = window.positions(extents)
    return (0..<shape[0] * shape[1]).flatMap { plane in
      (0..<positions[0]).flatMap { y in
        (0..<positions[1]).map { column in
          var values: [Double] = []
          for i in 0..<window.kernel[0] {
            for j in 0..<window.kernel[1] {
              if let place = window.place(y, column, i, j, extents) {
                values.append(x[plane * extents[0] * extents[1] + place])
              }
            }
          }
          return figure(values, window.kernel[0] * window.kernel[1])
        }
      }
    }
  }

  /// Values of one group to mean 0 and variance 1, in place: `groups` lists the places of each.
  static func normalized(_ x: [Double], _ groups: [[Int]], epsilon: Double = 1e-5) -> [Double] {
    var result = x
    for group in groups {
      let mean = group.reduce(0) { $0 + x[$1] } / Double(group.count)
      let variance =
        group.reduce(0) { $0 + (x[$1] - mean) * (x[$1] - mean) } / Double(group.count)
      for place in group { result[place] = (x[place] - mean) / (variance + epsilon).squareRoot() }
    }
    return result
  }
}
