import Foundation

/// Writes the safetensors format, wrong on request.
enum SafetensorsBytes {
  /// A header as given, its length before it, then the tensors' bytes.
  static func file(header: String, data: [UInt8]) -> [UInt8] {
    withUnsafeBytes(of: UInt64(header.utf8.count).littleEndian, Array.init) + header.utf8 + data
  }

  /// A file of tensors one after another.
  static func file(_ tensors: [(name: String, dtype: String, shape: [Int], bytes: [UInt8])])
    -> [UInt8]
  {
    var offset = 0
    var members: [String] = []
    for tensor in tensors {
      let end = offset + tensor.bytes.count
      members.append(
        """
        "\(tensor.name)":{"dtype":"\(tensor.dtype)","shape":\(tensor.shape),\
        "data_offsets":[\(offset),\(end)]}
        """)
      offset = end
    }
    return file(
      header: "{\(members.joined(separator: ","))}", data: tensors.flatMap(\.bytes))
  }

  static func bytes<T>(_ values: [T]) -> [UInt8] { values.withUnsafeBytes(Array.init) }
}
