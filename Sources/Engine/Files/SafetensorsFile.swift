import Base
import Foundation

/// A file of tensors in the safetensors format, memory-mapped and checked as a whole when opened.
///
/// Source: Hugging Face safetensors, `README.md` (format): the header's length in 8 bytes, the
/// header as JSON, then the tensors' bytes without gaps, all little-endian.
public final class SafetensorsFile: Sendable {
  /// One tensor as it is stored.
  public struct Entry: Sendable, Equatable {
    /// Such as `F32`.
    public let dtype: String
    /// The extent of each dimension, outermost first; empty for a single number.
    public let shape: [Int]
    /// Where its bytes are in the file.
    public let range: Range<Int>
  }

  /// As it was opened, for messages.
  public let path: String
  /// Every tensor by name.
  public let entries: [String: Entry]
  let file: MappedFile

  /// The names of all tensors, sorted.
  public var names: [String] { entries.keys.sorted() }

  /// Opens and checks a file.
  ///
  /// - Throws: `unreadable`, or `invalidWeights` for a truncated file, a header that is none or is
  ///   longer than the file, and tensors that overlap, leave a gap or do not match their shape.
  public init(url: URL) throws(EngineError) {
    file = try MappedFile(url)
    path = file.path
    entries = try Self.entries(of: file)
  }

  /// Calls `body` with a tensor's description and its bytes, valid within it alone.
  ///
  /// `nil` when there is no tensor of that name.
  public func withTensor<R>(
    _ name: String, _ body: (Entry, UnsafeRawBufferPointer) throws -> R
  ) rethrows -> R? {
    guard let entry = entries[name] else { return nil }
    return try withExtendedLifetime(file) {
      try body(entry, UnsafeRawBufferPointer(rebasing: file.bytes[entry.range]))
    }
  }

  /// Bytes an element takes in the types that weights come in; others are passed over unread.
  private static let sizes = [
    "BOOL": 1, "U8": 1, "I8": 1, "F8_E4M3": 1, "F8_E5M2": 1, "F16": 2, "BF16": 2, "I16": 2,
    "U16": 2, "F32": 4, "I32": 4, "U32": 4, "F64": 8, "I64": 8, "U64": 8,
  ]

  private static func entries(of file: MappedFile) throws(EngineError) -> [String: Entry] {
    let bytes = file.bytes
    guard bytes.count >= 8 else {
      throw refusal(file, nil, "not a safetensors file: \(bytes.count) bytes long")
    }
    let length = UInt64(littleEndian: bytes.loadUnaligned(as: UInt64.self))
    guard length <= UInt64(bytes.count - 8) else {
      throw refusal(
        file, nil,
        """
        the header is said to be \(length) bytes long, but the file is \(bytes.count): it is cut \
        short or not a safetensors file
        """)
    }
    let base = 8 + Int(length)
    let header: JSONItem
    do throws(JSONReader.Failure) {
      header = try JSONReader.item(of: bytes[8..<base])
    } catch {
      throw refusal(
        file, nil, "the header is not JSON at byte \(8 + error.offset): \(error.reason)")
    }
    guard let members = header.members else {
      throw refusal(file, nil, "the header is not an object")
    }
    var entries: [String: Entry] = [:]
    for member in members where !member.name.elementsEqual("__metadata__".utf8) {
      let name = String(decoding: member.name, as: UTF8.self)
      let entry = try entry(name, member.value, base: base, of: file)
      guard entries.updateValue(entry, forKey: name) == nil else {
        throw refusal(file, name, "named twice in the header")
      }
    }
    try checkLayout(entries, base: base, of: file)
    return entries
  }

  /// Checks one tensor of the header; `base` is where the tensors' bytes begin.
  private static func entry(
    _ name: String, _ value: JSONItem, base: Int, of file: MappedFile
  ) throws(EngineError) -> Entry {
    guard let dtype = value["dtype"]?.text, let shape = naturals(value["shape"]),
      let offsets = naturals(value["data_offsets"]), offsets.count == 2, offsets[0] <= offsets[1]
    else {
      throw refusal(file, name, "dtype, shape and two data_offsets are expected in the header")
    }
    guard offsets[1] <= file.bytes.count - base else {
      throw refusal(
        file, name,
        """
        it ends at byte \(base + offsets[1]), but the file is \(file.bytes.count) bytes long: it \
        is cut short
        """)
    }
    if let size = sizes[dtype] {
      var expected = size
      for extent in shape {
        let (product, overflow) = expected.multipliedReportingOverflow(by: extent)
        guard !overflow else { throw refusal(file, name, "shape \(shape) is too large") }
        expected = product
      }
      guard expected == offsets[1] - offsets[0] else {
        throw refusal(
          file, name,
          """
          \(dtype) of shape \(shape) takes \(expected) bytes, but \(offsets[1] - offsets[0]) are \
          set aside
          """)
      }
    }
    return Entry(dtype: dtype, shape: shape, range: base + offsets[0]..<base + offsets[1])
  }

  /// Checks that the tensors fill the rest of the file, one after another.
  private static func checkLayout(
    _ entries: [String: Entry], base: Int, of file: MappedFile
  ) throws(EngineError) {
    let ordered = entries.sorted {
      ($0.value.range.lowerBound, $0.value.range.upperBound)
        < ($1.value.range.lowerBound, $1.value.range.upperBound)
    }
    var end = base
    for (name, entry) in ordered {
      let start = entry.range.lowerBound
      guard start >= end else {
        throw refusal(file, name, "it overlaps the tensor before it, at byte \(start)")
      }
      guard start == end else {
        throw refusal(file, name, "bytes \(end) to \(start) before it belong to no tensor")
      }
      end = entry.range.upperBound
    }
    guard end == file.bytes.count else {
      throw refusal(file, nil, "\(file.bytes.count - end) bytes after the last tensor")
    }
  }

  private static func naturals(_ item: JSONItem?) -> [Int]? {
    guard let items = item?.items else { return nil }
    let numbers = items.compactMap(\.integer).filter { $0 >= 0 }
    return numbers.count == items.count ? numbers : nil
  }

  private static func refusal(
    _ file: MappedFile, _ tensor: String?, _ reason: String
  ) -> EngineError {
    .invalidWeights(path: file.path, tensor: tensor, reason: reason)
  }
}
