import Foundation

/// Writes tensors in the format that ``SafetensorsFile`` reads: in single precision, and values in
/// double precision for others to read.
///
/// The same tensors and metadata give the same bytes. Tensors go out one after another from where
/// they are: nothing is copied.
public struct SafetensorsWriter {
  private struct Entry {
    var name: String
    var dtype: String
    var shape: [Int]
    var content: Content

    var byteCount: Int {
      switch content {
      case .tensor(let tensor): tensor.bytes.count
      case .doubles(let values): values.count * 8
      }
    }
  }

  private enum Content {
    case tensor(Tensor)
    case doubles([Double])
  }

  private var tensors: [Entry] = []
  private let metadata: [String: String]

  /// - Parameter metadata: texts for the header's `__metadata__`, for whoever looks into the file.
  public init(metadata: [String: String] = [:]) { self.metadata = metadata }

  /// Adds a tensor; names must differ.
  public mutating func add(_ name: String, _ tensor: Tensor) {
    precondition(!tensors.contains { $0.name == name }, "two tensors named \(name)")
    tensors.append(Entry(name: name, dtype: "F32", shape: tensor.shape, content: .tensor(tensor)))
  }

  /// Adds values in double precision.
  public mutating func add(_ name: String, _ values: [Double], shape: [Int]) {
    precondition(!tensors.contains { $0.name == name }, "two tensors named \(name)")
    tensors.append(Entry(name: name, dtype: "F64", shape: shape, content: .doubles(values)))
  }

  /// Hands the file out piece by piece, in order.
  public func write<Failure: Error>(
    to output: (UnsafeRawBufferPointer) throws(Failure) -> Void
  ) throws(Failure) {
    let header = header()
    let start = withUnsafeBytes(of: UInt64(header.count).littleEndian) { Array($0) } + header
    try send(start, to: output)
    for entry in tensors {
      switch entry.content {
      case .tensor(let tensor): try output(tensor.bytes)
      case .doubles(let values):
        let bytes = values.flatMap { value in
          withUnsafeBytes(of: value.bitPattern.littleEndian) { Array($0) }
        }
        try send(bytes, to: output)
      }
    }
  }

  private func send<Failure: Error>(
    _ bytes: [UInt8], to output: (UnsafeRawBufferPointer) throws(Failure) -> Void
  ) throws(Failure) {
    // A closure that throws a generic type cannot go through `withUnsafeBytes`.
    let memory = UnsafeMutableRawBufferPointer.allocate(byteCount: bytes.count, alignment: 8)
    defer { memory.deallocate() }
    memory.copyBytes(from: bytes)
    try output(UnsafeRawBufferPointer(memory))
  }

  /// The header as JSON, filled up with spaces so that the tensors are aligned to eight bytes.
  private func header() -> [UInt8] {
    var members: [String] = []
    if !metadata.isEmpty {
      let texts = metadata.sorted { $0.key < $1.key }.map {
        "\(Self.quoted($0.key)):\(Self.quoted($0.value))"
      }
      members.append("\"__metadata__\":{\(texts.joined(separator: ","))}")
    }
    var offset = 0
    for entry in tensors {
      let end = offset + entry.byteCount
      let shape = entry.shape.map(String.init).joined(separator: ",")
      members.append(
        """
        \(Self.quoted(entry.name)):{"dtype":"\(entry.dtype)","shape":[\(shape)],"data_offsets":[\(offset),\(end)]}
        """)
      offset = end
    }
    var header = Array("{\(members.joined(separator: ","))}".utf8)
    while header.count % 8 != 0 { header.append(UInt8(ascii: " ")) }
    return header
  }

  /// A JSON string.
  private static func quoted(_ text: String) -> String {
    var out = "\""
    for scalar in text.unicodeScalars {
      switch scalar {
      case "\"", "\\": out += "\\\(scalar)"
      case _ where scalar.value < 0x20:
        let hex = String(scalar.value, radix: 16)
        out += "\\u" + String(repeating: "0", count: 4 - hex.count) + hex
      default: out.unicodeScalars.append(scalar)
      }
    }
    return out + "\""
  }
}

extension SafetensorsFile {
  /// Copies a single-precision tensor out of the file.
  ///
  /// - Throws: `invalidWeights` where it is missing, or of another type or shape.
  public func tensor(_ name: String, shape: [Int]) throws(EngineError) -> Tensor {
    guard let entry = entries[name], entry.dtype == "F32", entry.shape == shape else {
      throw .invalidWeights(
        path: path, tensor: name, reason: "a tensor of F32 and shape \(shape) is expected")
    }
    let tensor = Tensor(shape: shape)
    _ = withTensor(name) { _, bytes in
      UnsafeMutableRawBufferPointer(tensor.values).copyMemory(from: bytes)
    }
    return tensor
  }
}
