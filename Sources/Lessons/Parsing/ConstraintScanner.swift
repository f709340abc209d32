import Foundation
import Records

/// The place in a constraint's text that has been reached, in UTF-8 bytes, and how each form is read.
struct ConstraintScanner {
  private let bytes: [UInt8]
  private var offset = 0

  init(_ text: String) { bytes = Array(text.utf8) }

  mutating func whole() throws(ConstraintSyntaxError) -> Constraint {
    let constraint = try self.constraint(depth: 0)
    skipSpaces()
    guard offset == bytes.count else {
      throw error(
        "`\(rest)` is left over after a whole constraint", length: bytes.count - offset,
        notes: peek == UInt8(ascii: ",")
          ? ["a comma parts neither thousands nor decimals: 1032, or 1.032"] : [])
    }
    return constraint
  }

  private mutating func constraint(depth: Int) throws(ConstraintSyntaxError) -> Constraint {
    skipSpaces()
    guard let first = peek else { throw error("a constraint is missing", notes: [Self.forms]) }
    switch first {
    case UInt8(ascii: "\""): return .text(try text())
    case UInt8(ascii: "/"): return .matches(regex: try regex())
    case UInt8(ascii: "["): return try list(depth: depth)
    case UInt8(ascii: "="): return try same()
    case UInt8(ascii: "<"), UInt8(ascii: ">"): return try compared()
    case UInt8(ascii: "+"), UInt8(ascii: "-"), 0x30...0x39: return try numeric()
    case Self.minus[0] where bytes[offset...].starts(with: Self.minus): return try numeric()
    default: return try word()
    }
  }

  // MARK: - Numbers

  private mutating func numeric() throws(ConstraintSyntaxError) -> Constraint {
    let (value, places) = try number()
    if let tolerance = try tolerance() { return .near(value, tolerance: tolerance) }
    if take("..") {
      skipSpaces()
      let start = offset
      let (upper, _) = try number()
      guard upper >= value else {
        throw error("the upper bound is below the lower one", at: start)
      }
      return .between(value, upper)
    }
    return .equals(value, places: places)
  }

  private mutating func compared() throws(ConstraintSyntaxError) -> Constraint {
    let sign = ["<=", ">=", "<", ">"].first { take($0) } ?? ""
    guard let comparison = Constraint.Comparison(rawValue: sign) else {
      throw error("a comparison is missing")
    }
    skipSpaces()
    // A path starts with a step's id, which may have digits, too, but is no number.
    var ahead = self
    let text = ahead.untilSeparator()
    if PlainScalar.number(text) == nil, let path = ResultPath(text), !path.components.isEmpty {
      self = ahead
      return .comparedWith(comparison, path: text)
    }
    return .compared(comparison, try number().value)
  }

  private mutating func tolerance() throws(ConstraintSyntaxError) -> Double? {
    skipSpaces()
    guard take("±") || take("+-") else { return nil }
    skipSpaces()
    let start = offset
    let (value, _) = try number()
    guard value >= 0 else { throw error("a tolerance is never negative", at: start) }
    return value
  }

  /// A number and how many decimals are written in it, `nil` for a whole number.
  ///
  /// `1.5e-4` has five.
  private mutating func number() throws(ConstraintSyntaxError) -> (value: Double, places: Int?) {
    let start = offset
    let isTypographic = bytes[offset...].starts(with: Self.minus)
    if isTypographic { offset += Self.minus.count }
    let unsigned = offset
    if !isTypographic, peek == UInt8(ascii: "+") || peek == UInt8(ascii: "-") { offset += 1 }
    guard digits() > 0 else {
      throw error("a number is missing", at: start, length: max(1, offset - start))
    }
    var places: Int?
    if peek == UInt8(ascii: "."), offset + 1 < bytes.count, Self.isDigit(bytes[offset + 1]) {
      offset += 1
      places = digits()
    }
    if peek == UInt8(ascii: "e") || peek == UInt8(ascii: "E") {
      let mark = offset + 1
      offset = mark
      if peek == UInt8(ascii: "+") || peek == UInt8(ascii: "-") { offset += 1 }
      guard digits() > 0, let exponent = Int(String(decoding: bytes[mark..<offset], as: UTF8.self))
      else { throw error("an exponent is missing", at: mark) }
      let shifted = (places ?? 0).subtractingReportingOverflow(exponent).partialValue
      places = shifted > 0 || (places != nil && shifted == 0) ? shifted : nil
    }
    let text =
      (isTypographic ? "-" : "")
      + String(decoding: bytes[unsigned..<offset], as: UTF8.self)
    guard let value = PlainScalar.number(text), (places ?? 0) <= 400 else {
      throw error("`\(text)` is too large a number", at: start, length: offset - start)
    }
    return (value, places)
  }

  private mutating func digits() -> Int {
    let start = offset
    while let byte = peek, Self.isDigit(byte) { offset += 1 }
    return offset - start
  }

  // MARK: - The rest

  private mutating func list(depth: Int) throws(ConstraintSyntaxError) -> Constraint {
    guard depth < 8 else { throw error("lists are nested too deeply") }
    let start = offset
    offset += 1
    var items: [Constraint] = []
    skipSpaces()
    if !take("]") {
      while true {
        items.append(try constraint(depth: depth + 1))
        skipSpaces()
        if take("]") { break }
        guard take(",") else {
          throw peek == nil
            ? error("the list is not closed", at: start)
            : error("`,` or `]` is expected here", notes: [])
        }
      }
    }
    if let tolerance = try tolerance() {
      guard let near = Self.near(items, tolerance) else {
        throw error("a tolerance is for a list of numbers", at: start, length: offset - start)
      }
      return near
    }
    return .list(items)
  }

  private static func near(_ items: [Constraint], _ tolerance: Double) -> Constraint? {
    var near: [Constraint] = []
    for item in items {
      switch item {
      case .equals(let value, _): near.append(.near(value, tolerance: tolerance))
      case .list(let inner):
        guard let inner = self.near(inner, tolerance) else { return nil }
        near.append(inner)
      default: return nil
      }
    }
    return .list(near)
  }

  private mutating func text() throws(ConstraintSyntaxError) -> String {
    let start = offset
    offset += 1
    var text: [UInt8] = []
    while let byte = peek {
      offset += 1
      if byte == UInt8(ascii: "\"") { return String(decoding: text, as: UTF8.self) }
      guard byte == UInt8(ascii: "\\") else {
        text.append(byte)
        continue
      }
      switch peek {
      case UInt8(ascii: "\""), UInt8(ascii: "\\"): text.append(bytes[offset])
      case UInt8(ascii: "n"): text.append(UInt8(ascii: "\n"))
      case UInt8(ascii: "t"): text.append(UInt8(ascii: "\t"))
      default:
        throw error("only \\\", \\\\, \\n and \\t can follow a backslash", at: offset - 1)
      }
      offset += 1
    }
    throw error("the text has no closing quote", at: start)
  }

  private mutating func regex() throws(ConstraintSyntaxError) -> String {
    let start = offset
    offset += 1
    while let byte = peek, byte != UInt8(ascii: "/") {
      offset += byte == UInt8(ascii: "\\") ? 2 : 1
    }
    guard offset < bytes.count else {
      offset = start
      throw error("the pattern has no closing `/`")
    }
    let pattern = String(decoding: bytes[(start + 1)..<offset], as: UTF8.self)
    offset += 1
    guard !pattern.isEmpty, (try? NSRegularExpression(pattern: pattern)) != nil else {
      throw error("`\(pattern)` is no regular expression", at: start, length: offset - start)
    }
    return pattern
  }

  private mutating func same() throws(ConstraintSyntaxError) -> Constraint {
    offset += 1
    skipSpaces()
    let start = offset
    let path = untilSeparator()
    guard PlainScalar.number(path) == nil else {
      throw error(
        "`=` names another result", at: start, length: path.utf8.count,
        notes: ["a number is written alone: `\(path)`"])
    }
    guard let parsed = ResultPath(path), !parsed.components.isEmpty else {
      throw error(
        "`\(path)` is no path to a result", at: start, length: max(1, path.utf8.count),
        notes: ["write step.metric, such as `train-head.mean_loss[0]`"])
    }
    return .same(as: path)
  }

  private mutating func word() throws(ConstraintSyntaxError) -> Constraint {
    let start = offset
    let word = untilSeparator()
    switch word {
    case "true": return .boolean(true)
    case "false": return .boolean(false)
    case "decreasing": return .decreasing
    case "increasing": return .increasing
    case "finite": return .finite
    default: break
    }
    if word.hasPrefix("sha256:") {
      let digest = word.dropFirst(7).lowercased()
      guard digest.utf8.count == 64, digest.utf8.allSatisfy(Self.isHexadecimal) else {
        throw error(
          "a SHA-256 digest has 64 hexadecimal digits", at: start, length: word.utf8.count)
      }
      return .sha256(digest)
    }
    if word.hasPrefix("hidden:") {
      guard let hidden = HiddenValue(word) else {
        throw error(
          "a hidden value is written as `lesson hide` prints it", at: start,
          length: word.utf8.count)
      }
      return .hidden(hidden)
    }
    throw error(
      "`\(word)` is no constraint", at: start, length: max(1, word.utf8.count),
      notes: NearestName.note(word, in: ConstraintParser.words)
        + ["text stands in double quotes: \"\(word)\"", Self.forms])
  }

  private static let forms =
    "0.5, 0.5 ± 1e-4, 0.4 .. 0.6, < 0.3, \"text\", true, decreasing, increasing, finite, "
    + "[a, b], /regex/, = other.path, sha256:…"

  // MARK: - Characters

  private var peek: UInt8? { offset < bytes.count ? bytes[offset] : nil }
  private var rest: String { String(decoding: bytes[offset...], as: UTF8.self) }

  /// The minus of typography, which many editors put in place of the hyphen.
  private static let minus = Array("−".utf8)

  private static func isDigit(_ byte: UInt8) -> Bool { (0x30...0x39).contains(byte) }
  private static func isHexadecimal(_ byte: UInt8) -> Bool {
    isDigit(byte) || (0x61...0x66).contains(byte)
  }

  private mutating func skipSpaces() {
    while peek == 0x20 || peek == 0x09 { offset += 1 }
  }

  private mutating func take(_ text: String) -> Bool {
    guard bytes[offset...].starts(with: text.utf8) else { return false }
    offset += text.utf8.count
    return true
  }

  /// A word: up to a space, a comma or a bracket that closes more than the word opens, those between
  /// quotation marks aside.
  private mutating func untilSeparator() -> String {
    let start = offset
    var open = 0
    var isQuoted = false
    loop: while let byte = peek {
      if byte == UInt8(ascii: "\"") { isQuoted.toggle() }
      switch byte {
      case _ where isQuoted: break
      case 0x20, 0x09, UInt8(ascii: ","): break loop
      case UInt8(ascii: "["): open += 1
      case UInt8(ascii: "]"):
        if open == 0 { break loop }
        open -= 1
      default: break
      }
      offset += 1
    }
    return String(decoding: bytes[start..<offset], as: UTF8.self)
  }

  private func error(
    _ message: String, at place: Int? = nil, length: Int = 1, notes: [String] = []
  ) -> ConstraintSyntaxError {
    ConstraintSyntaxError(
      offset: min(place ?? offset, bytes.count), length: length, message: message, notes: notes)
  }
}
