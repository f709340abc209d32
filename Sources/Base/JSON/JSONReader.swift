/// Reads JSON from UTF-8 bytes: what RFC 8259 allows, and nothing else unless that is asked for.
///
/// Numbers are rounded as IEEE 754 has it, and one that no `Double` comes near is refused. Of an
/// object's members with one name the last counts, as for Python's `json`; a ``JSONItem`` keeps them
/// all. A byte order mark before the text is passed over, which the RFC leaves to readers.
public struct JSONReader {
  /// Why a text is no JSON, and where that shows.
  public struct Failure: Error, Equatable, CustomStringConvertible {
    /// How many bytes stand before the place.
    public let offset: Int
    /// The place's line, from 1.
    public let line: Int
    /// The place in its line, from 1, in bytes.
    public let column: Int
    /// What is wrong there, without the place.
    public let reason: String

    public var description: String { "not JSON at byte \(offset + 1): \(reason)" }
  }

  /// A failure whose line nobody has counted yet.
  struct Refusal: Error {
    var offset: Int
    var reason: String
  }

  /// How deep lists and objects may lie in each other.
  static let depthLimit = 200

  let bytes: UnsafeRawBufferPointer
  /// Whether what Python writes beyond JSON is taken: `NaN`, `Infinity`, `-Infinity`, and halves of
  /// surrogate pairs.
  let allowsPython: Bool
  var position = 0

  /// The value that a text holds.
  ///
  /// - Throws: ``Failure`` for what is no JSON, and for numbers that no `Double` holds.
  public static func value(of text: String) throws(Failure) -> JSONValue {
    try value(of: text.utf8)
  }

  /// The value that a file's bytes hold.
  ///
  /// - Throws: ``Failure`` for what is no JSON, and for numbers that no `Double` holds.
  public static func value(of bytes: some Collection<UInt8>) throws(Failure) -> JSONValue {
    try contiguous(bytes) { (bytes) throws(Failure) in try tree(bytes, allowsPython: false) }
  }

  /// The value that a file's bytes hold, with its names as bytes and in order.
  ///
  /// - Parameter allowingPython: takes `NaN`, `Infinity` and `-Infinity`, a number that is too large
  ///   as infinite, and half of a surrogate pair as the three bytes that no UTF-8 has.
  /// - Throws: ``Failure`` for what is no JSON, and for numbers that no `Double` holds.
  public static func item(
    of bytes: some Collection<UInt8>, allowingPython: Bool = false
  ) throws(Failure) -> JSONItem {
    try contiguous(bytes) { (bytes) throws(Failure) in
      try tree(bytes, allowsPython: allowingPython)
    }
  }

  /// Where some bytes stop being JSON; `nil` where they are.
  public static func failure(in bytes: some Collection<UInt8>) -> Failure? {
    do throws(Failure) {
      _ = try item(of: bytes)
      return nil
    } catch {
      return error
    }
  }

  private static func contiguous<Tree>(
    _ bytes: some Collection<UInt8>,
    _ read: (UnsafeRawBufferPointer) throws(Failure) -> Tree
  ) throws(Failure) -> Tree {
    func result(_ bytes: UnsafeRawBufferPointer) -> Result<Tree, Failure> {
      do throws(Failure) { return .success(try read(bytes)) } catch { return .failure(error) }
    }
    let inPlace = bytes.withContiguousStorageIfAvailable { result(UnsafeRawBufferPointer($0)) }
    return try (inPlace ?? Array(bytes).withUnsafeBytes(result)).get()
  }

  private static func tree<Tree: JSONTree>(
    _ bytes: UnsafeRawBufferPointer, allowsPython: Bool
  ) throws(Failure) -> Tree {
    do throws(Refusal) {
      var reader = JSONReader(bytes: bytes, allowsPython: allowsPython)
      try reader.checkEncoding()
      let value: Tree = try reader.value(depth: 0)
      reader.skipSpace()
      guard reader.position == bytes.count else { throw reader.refusal("text after the end") }
      return value
    } catch {
      let before = bytes.prefix(error.offset)
      let lines = LineEnds.count(before)
      let start = LineEnds.lastStart(before)
      throw Failure(
        offset: error.offset, line: lines + 1, column: error.offset - start + 1,
        reason: error.reason)
    }
  }

  /// Passes a byte order mark, and refuses what is not UTF-8.
  private mutating func checkEncoding() throws(Refusal) {
    if bytes.starts(with: [0xEF, 0xBB, 0xBF]) { position = 3 }
    if bytes.starts(with: [0xFF, 0xFE]) || bytes.starts(with: [0xFE, 0xFF]) {
      throw refusal("this is UTF-16; save it as UTF-8")
    }
    guard String(validating: bytes, as: UTF8.self) == nil else { return }
    position = UTF8Check.firstInvalid(in: bytes) ?? 0
    throw refusal("the byte \(Hexadecimal.text(of: [bytes[position]])) is not UTF-8")
  }

  func refusal(_ reason: String) -> Refusal { Refusal(offset: position, reason: reason) }

  var next: UInt8? { position < bytes.count ? bytes[position] : nil }

  private mutating func skipSpace() {
    while let byte = next, byte == 0x20 || byte == 0x0A || byte == 0x0D || byte == 0x09 {
      position += 1
    }
  }

  private mutating func take(_ byte: UInt8) -> Bool {
    skipSpace()
    guard next == byte else { return false }
    position += 1
    return true
  }

  private mutating func value<Tree: JSONTree>(depth: Int) throws(Refusal) -> Tree {
    skipSpace()
    switch next {
    case UInt8(ascii: "{"): return try object(depth: depth)
    case UInt8(ascii: "["): return try array(depth: depth)
    case UInt8(ascii: "\""): return Tree.text(try string())
    case UInt8(ascii: "t"): return try word("true", .bool(true))
    case UInt8(ascii: "f"): return try word("false", .bool(false))
    case UInt8(ascii: "n"): return try word("null", .null)
    case nil: throw refusal("the text ends too early")
    default: return .number(try number())
    }
  }

  private mutating func word<Tree>(_ word: StaticString, _ value: Tree) throws(Refusal) -> Tree {
    guard skip(word) else { throw refusal("no value starts like this") }
    return value
  }

  /// Passes a word, where it stands here.
  mutating func skip(_ word: StaticString) -> Bool {
    let letters = UnsafeBufferPointer(start: word.utf8Start, count: word.utf8CodeUnitCount)
    guard bytes[position...].starts(with: letters) else { return false }
    position += letters.count
    return true
  }

  /// Steps into a list or an object.
  private mutating func enter(depth: Int) throws(Refusal) {
    guard depth < Self.depthLimit else {
      throw refusal("lists and objects lie in each other more than \(Self.depthLimit) deep")
    }
    position += 1
  }

  private mutating func array<Tree: JSONTree>(depth: Int) throws(Refusal) -> Tree {
    try enter(depth: depth)
    var items: [Tree] = []
    if take(UInt8(ascii: "]")) { return .array(items) }
    repeat {
      items.append(try value(depth: depth + 1))
    } while take(UInt8(ascii: ","))
    guard take(UInt8(ascii: "]")) else { throw unfinished("',' or ']' is expected") }
    return .array(items)
  }

  private mutating func object<Tree: JSONTree>(depth: Int) throws(Refusal) -> Tree {
    try enter(depth: depth)
    var members = Tree.noMembers
    if take(UInt8(ascii: "}")) { return .object(members) }
    repeat {
      skipSpace()
      guard next == UInt8(ascii: "\"") else { throw unfinished("a name in quotes is expected") }
      let offset = position
      let name = Tree.name(try string())
      guard take(UInt8(ascii: ":")) else { throw unfinished("':' is expected") }
      skipSpace()
      let start = position
      let value: Tree = try value(depth: depth + 1)
      Tree.add(name, at: offset, value, from: start..<position, to: &members)
    } while take(UInt8(ascii: ","))
    guard take(UInt8(ascii: "}")) else { throw unfinished("',' or '}' is expected") }
    return .object(members)
  }

  private func unfinished(_ reason: String) -> Refusal {
    refusal(position == bytes.count ? "the text ends too early: \(reason)" : reason)
  }
}
