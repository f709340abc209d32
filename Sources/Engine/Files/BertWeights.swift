import Foundation

/// The weights of a BERT encoder in a folder's `model.safetensors`, under PyTorch's names without
/// the prefix `bert.`, in single precision.
public final class BertWeights {
  private let file: SafetensorsFile

  /// Opens and checks the file; nothing is read of the tensors yet.
  public init(folder: URL) throws(EngineError) {
    file = try SafetensorsFile(url: folder.appendingPathComponent("model.safetensors"))
  }

  /// What all tensors take in single precision.
  public var bytes: Double {
    file.entries.values.reduce(0) { sum, entry in
      sum + entry.shape.reduce(4.0) { $0 * Double($1) }
    }
  }

  /// Refuses weights of more layers than the configuration has: the model would be another one.
  ///
  /// - Throws: `invalidWeights`, with both figures.
  public func check(layers: Int) throws(EngineError) {
    let found = file.entries.keys.compactMap { name -> Int? in
      let parts = name.split(separator: ".").drop { $0 == "bert" }
      guard parts.starts(with: ["encoder", "layer"]) else { return nil }
      return parts.dropFirst(2).first.flatMap { Int($0) }
    }
    guard let last = found.max(), last >= layers else { return }
    throw .invalidWeights(
      path: file.path, tensor: nil,
      reason:
        "the weights have \(last + 1) layers, and config.json says num_hidden_layers \(layers)")
  }

  /// A weight by name, such as `encoder.layer.0.output.LayerNorm.weight`.
  ///
  /// F32 is borrowed from the mapped file, F16 and BF16 are converted.
  ///
  /// - Throws: `invalidWeights` for a weight that is missing, of another shape or type, or not
  ///   finite.
  public func tensor(_ name: String, shape: [Int]) throws(EngineError) -> Tensor {
    let stored = Self.names(for: name).filter { file.entries[$0] != nil }
    guard stored.count < 2 else {
      throw refusal(name, "there twice, as \(stored.joined(separator: " and "))")
    }
    guard let stored = stored.first, let entry = file.entries[stored]
    else {
      throw refusal(
        name,
        name.hasPrefix("pooler.")
          ? "missing: these weights were saved without a pooler, whose output the model is read by"
          : "missing, with the prefix `bert.` and without")
    }
    guard entry.shape == shape else {
      throw refusal(stored, "its shape is \(entry.shape), config.json asks for \(shape)")
    }
    let tensor = try tensor(entry, named: stored)
    guard tensor.isFinite else {
      throw refusal(stored, "it holds values that are infinite or not a number")
    }
    return tensor
  }

  /// The names a weight may be stored under: with the prefix of a model with a task's head, and
  /// with LayerNorm's tensors named as in TensorFlow.
  private static func names(for name: String) -> [String] {
    var names = [name]
    if name.hasSuffix("LayerNorm.weight") { names.append(name.dropLast(6) + "gamma") }
    if name.hasSuffix("LayerNorm.bias") { names.append(name.dropLast(4) + "beta") }
    return names + names.map { "bert." + $0 }
  }

  private func tensor(
    _ entry: SafetensorsFile.Entry, named name: String
  ) throws(EngineError) -> Tensor {
    let bytes = UnsafeMutableRawBufferPointer(rebasing: file.file.memory[entry.range])
    let count = entry.shape.reduce(1, *)
    switch entry.dtype {
    case "F32":
      if let start = bytes.baseAddress,
        Int(bitPattern: start) % MemoryLayout<Float>.alignment == 0
      {
        return Tensor(
          shape: entry.shape, borrowing: bytes.bindMemory(to: Float.self), from: file.file)
      }
      return converted(entry.shape, bytes, as: UInt32.self) { Float(bitPattern: $0) }
    case "F16":
      return converted(entry.shape, bytes, as: UInt16.self, Self.singlePrecision(half:))
    case "BF16":
      return converted(entry.shape, bytes, as: UInt16.self) {
        Float(bitPattern: UInt32($0) << 16)
      }
    default:
      throw refusal(
        name, "\(count) values of type \(entry.dtype), where F32, F16 or BF16 is expected")
    }
  }

  private func converted<Bits: FixedWidthInteger>(
    _ shape: [Int], _ bytes: UnsafeMutableRawBufferPointer, as type: Bits.Type,
    _ convert: (Bits) -> Float
  ) -> Tensor {
    let tensor = Tensor(shape: shape)
    for i in 0..<tensor.count {
      let bits = bytes.loadUnaligned(fromByteOffset: i * MemoryLayout<Bits>.size, as: Bits.self)
      tensor.values[i] = convert(Bits(littleEndian: bits))
    }
    return tensor
  }

  /// IEEE 754 binary16 to binary32, exactly; written out because `Float16` is not on every platform.
  static func singlePrecision(half bits: UInt16) -> Float {
    let sign = UInt32(bits & 0x8000) << 16
    let exponent = UInt32(bits >> 10) & 0x1F
    let fraction = UInt32(bits & 0x3FF)
    switch exponent {
    case 0:
      let magnitude = Float(fraction) * 0x1p-24
      return Float(bitPattern: magnitude.bitPattern | sign)
    case 0x1F: return Float(bitPattern: sign | 0x7F80_0000 | fraction << 13)
    default: return Float(bitPattern: sign | (exponent + 112) << 23 | fraction << 13)
    }
  }

  private func refusal(_ tensor: String, _ reason: String) -> EngineError {
    .invalidWeights(path: file.path, tensor: tensor, reason: reason)
  }
}
