import Base
import Engine
import Foundation

/// A tensor of a reference file, whole.
struct ReferenceTensor {
  let shape: [Int]
  /// As float32, or whole numbers where it has those.
  let values: [Double]
  let sha256: String?

  struct Problem: Error, CustomStringConvertible { let description: String }

  init(_ json: JSONValue) throws {
    guard let shape = json["shape"]?.array?.compactMap(\.int),
      let data = json["base64"]?.string.flatMap({ Data(base64Encoded: $0) })
    else { throw Problem(description: "a tensor lacks `shape` or `base64`") }
    let count = shape.reduce(1, *)
    self.shape = shape
    sha256 = json["sha256"]?.string
    switch data.count {
    case 4 * count: values = Self.numbers(data, Float.self).map(Double.init)
    case 8 * count: values = Self.numbers(data, Int64.self).map(Double.init)
    default: throw Problem(description: "a tensor has \(data.count) bytes for shape \(shape)")
    }
  }

  private static func numbers<Value>(_ data: Data, _ type: Value.Type) -> [Value] {
    data.withUnsafeBytes { bytes in
      stride(from: 0, to: bytes.count, by: MemoryLayout<Value>.size).map {
        bytes.loadUnaligned(fromByteOffset: $0, as: Value.self)
      }
    }
  }

  /// The norm of the difference, as a share of this tensor's norm; infinite where shapes differ or a
  /// value is not finite.
  func distance(to tensor: Tensor) -> Double {
    tensor.shape == shape ? relativeDistance(tensor.array, values) : .infinity
  }
}
