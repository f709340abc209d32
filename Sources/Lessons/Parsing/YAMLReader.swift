import Yams

/// Reads YAML that stands inside a lesson: Yams' nodes in, values with their places in the file out.
///
/// The only file that names Yams.
///
/// Anchors, aliases and tags are refused: a few lines of aliases can stand for more values than fit
/// into memory, and none of the three says anything a lesson needs.
struct YAMLReader {
  static let depthLimit = 16
  static let byteLimit = 256 << 10
  /// Finding a value's column takes time in the length of its line.
  static let lineLimit = 8 << 10

  private let lines: [String]
  private let origin: SourceLocation
  private var bag: DiagnosticBag
  /// Of the line last asked about, the byte at which each of its Unicode scalars starts.
  private var scalarStarts: (line: Int, bytes: [Int]) = (-1, [])

  /// The value some text holds, `nil` where it holds none or is no YAML; what is wrong with it goes
  /// into `bag`.
  ///
  /// `origin` is where the first character stands in the lesson; later lines start in column 1.
  static func read(
    _ lines: [String], at origin: SourceLocation, _ bag: inout DiagnosticBag
  ) -> YAMLValue? {
    var reader = YAMLReader(lines: lines, origin: origin, bag: bag)
    defer { bag = reader.bag }
    return reader.read()
  }

  private mutating func read() -> YAMLValue? {
    guard checkShape() else { return nil }
    do {
      // Without a line end, Yams hands libyaml the string's own storage and no copy.
      guard let node = try Yams.compose(yaml: lines.joined(separator: "\n") + "\n") else {
        return nil
      }
      return value(node, depth: 0)
    } catch let error as YamlError {
      report(error)
    } catch {
      fail("yaml-syntax", origin, "this is not YAML: \(error)")
    }
    return nil
  }

  // MARK: - Before Yams

  /// Refuses what would cost Yams more than the text's length: anchors, and nesting (libyaml and
  /// Yams recurse).
  private mutating func checkShape() -> Bool {
    guard lines.reduce(0, { $0 + $1.utf8.count + 1 }) <= Self.byteLimit else {
      fail("block-too-long", origin, "this YAML is longer than \(Self.byteLimit) bytes")
      return false
    }
    var brackets = 0
    for (index, line) in lines.enumerated() {
      let bytes = Array(line.utf8)
      guard bytes.count <= Self.lineLimit else {
        fail(
          "block-too-long", place(line: index, byte: 0),
          "a line of YAML has \(Self.lineLimit) bytes at most")
        return false
      }
      if bytes.prefix(while: { $0 == UInt8(ascii: " ") }).count > 120 {
        fail("nesting-too-deep", place(line: index, byte: 0), "this line is indented too far")
        return false
      }
      for (offset, byte) in bytes.enumerated() {
        switch byte {
        case UInt8(ascii: "["), UInt8(ascii: "{"): brackets += 1
        case UInt8(ascii: "]"), UInt8(ascii: "}"): brackets = max(0, brackets - 1)
        case UInt8(ascii: "&"):
          let name = bytes[(offset + 1)...].prefix(while: Self.isNameByte)
          guard !name.isEmpty, offset == 0 || !Self.isNameByte(bytes[offset - 1]) else { continue }
          fail(
            "yaml-anchor", place(line: index, byte: offset), length: name.count + 1,
            "YAML anchors and aliases are not used in lessons",
            notes: ["if an ampersand is meant, put a space after it"])
          return false
        default: break
        }
        guard brackets <= 64 else {
          fail("nesting-too-deep", place(line: index, byte: offset), "lists are nested too deeply")
          return false
        }
      }
    }
    return true
  }

  private static func isNameByte(_ byte: UInt8) -> Bool {
    switch byte {
    case 0x30...0x39, 0x41...0x5A, 0x61...0x7A, UInt8(ascii: "_"), UInt8(ascii: "-"): true
    default: false
    }
  }

  // MARK: - After Yams

  private mutating func value(_ node: Node, depth: Int) -> YAMLValue? {
    let start = place(node.mark)
    if text(from: start).first == "!" {
      fail("yaml-tag", start, "YAML tags are not used in lessons")
      return nil
    }
    guard depth < Self.depthLimit else {
      fail("nesting-too-deep", start, "lists are nested too deeply")
      return nil
    }
    switch node {
    case .scalar(let scalar): return self.scalar(scalar, at: start)
    case .sequence(let sequence): return list(sequence, at: start, depth: depth)
    case .mapping(let mapping): return self.mapping(mapping, at: start, depth: depth)
    case .alias:
      fail("yaml-anchor", start, "YAML anchors and aliases are not used in lessons")
      return nil
    }
  }

  private mutating func scalar(_ scalar: Node.Scalar, at start: SourceLocation) -> YAMLValue? {
    let isPlain = scalar.style == .plain || scalar.style == .any
    let range = SourceRange(start, start.advanced(by: length(of: scalar, at: start)))
    if let bad = scalar.string.unicodeScalars.first(where: {
      InputLimits.isRefused($0) && $0 != "\n"
    }) {
      bag.error(
        "control-character", at: range,
        "the character U+\(String(bad.value, radix: 16)) cannot stand in a lesson", losing: true)
      return nil
    }
    return .scalar(Located(scalar.string, at: range), isPlain: isPlain)
  }

  /// How many bytes a scalar takes on the line it starts in.
  private func length(of scalar: Node.Scalar, at start: SourceLocation) -> Int {
    let rest = text(from: start)
    switch scalar.style {
    case .singleQuoted, .doubleQuoted:
      guard let quote = rest.utf8.first else { return 0 }
      var escaped = false
      for (offset, byte) in rest.utf8.enumerated().dropFirst() {
        if escaped {
          escaped = false
        } else if byte == UInt8(ascii: "\\"), quote == UInt8(ascii: "\"") {
          escaped = true
        } else if byte == quote {
          return offset + 1
        }
      }
      return rest.utf8.count
    case .literal, .folded: return 1
    default:
      return rest.utf8.starts(with: scalar.string.utf8) ? scalar.string.utf8.count : rest.utf8.count
    }
  }

  private mutating func list(
    _ sequence: Node.Sequence, at start: SourceLocation, depth: Int
  ) -> YAMLValue? {
    var values: [YAMLValue] = []
    for node in sequence {
      guard let value = value(node, depth: depth + 1) else { return nil }
      values.append(value)
    }
    return .list(values, range(from: start, to: values.last?.range.upperBound))
  }

  private mutating func mapping(
    _ mapping: Node.Mapping, at start: SourceLocation, depth: Int
  ) -> YAMLValue? {
    var pairs: [(key: Located<String>, value: YAMLValue)] = []
    for (key, node) in mapping {
      guard case .scalar(let name, _)? = value(key, depth: depth + 1) else {
        fail("yaml-syntax", place(key.mark), "a key must be a word")
        return nil
      }
      guard let value = value(node, depth: depth + 1) else { return nil }
      pairs.append((name, value))
    }
    return .mapping(pairs, range(from: start, to: pairs.last?.value.range.upperBound))
  }

  private func range(from start: SourceLocation, to end: SourceLocation?) -> SourceRange {
    let opening = text(from: start).utf8.first
    let isFlow = opening == UInt8(ascii: "[") || opening == UInt8(ascii: "{")
    guard let end else { return SourceRange(start, start.advanced(by: isFlow ? 2 : 0)) }
    // A last value that goes on in the next line ends this one, and so does its list.
    let isLast = text(from: end).isEmpty
    return SourceRange(start, end.advanced(by: isFlow && !isLast ? 1 : 0))
  }

  // MARK: - Places

  private func place(line: Int, byte: Int) -> SourceLocation {
    SourceLocation(
      line: origin.line + line, column: (line == 0 ? origin.column - 1 : 0) + byte + 1)
  }

  /// A mark of libyaml's, which counts Unicode scalars from 1, as a place in the lesson.
  private mutating func place(_ mark: Mark?) -> SourceLocation {
    guard let mark else { return origin }
    guard lines.indices.contains(mark.line - 1) else {
      return place(line: max(0, lines.count - 1), byte: lines.last?.utf8.count ?? 0)
    }
    if scalarStarts.line != mark.line - 1 {
      var starts = [0]
      for scalar in lines[mark.line - 1].unicodeScalars {
        starts.append(starts[starts.count - 1] + UTF8.width(scalar))
      }
      scalarStarts = (mark.line - 1, starts)
    }
    let index = min(max(0, mark.column - 1), scalarStarts.bytes.count - 1)
    return place(line: mark.line - 1, byte: scalarStarts.bytes[index])
  }

  /// The rest of the line from a place.
  private func text(from place: SourceLocation) -> Substring {
    let index = place.line - origin.line
    guard lines.indices.contains(index) else { return "" }
    let utf8 = lines[index].utf8
    let column = place.column - (index == 0 ? origin.column : 1)
    return Substring(utf8.dropFirst(max(0, column)))
  }

  // MARK: - Errors

  private mutating func report(_ error: YamlError) {
    switch error {
    case .scanner(_, let problem, let mark, _), .parser(_, let problem, let mark, _),
      .composer(_, let problem, let mark, _):
      let notes =
        problem.contains("Unicode character escape")
        ? ["write the character itself; YAML has no pairs of escapes as JSON has"] : []
      fail("yaml-syntax", place(mark), "this is not YAML: \(problem)", notes: notes)
    case .duplicatedKeysInMapping(let names, let context):
      let length = names.first?.utf8.count ?? 1
      let names = names.map { "`\($0)`" }.joined(separator: ", ")
      fail(
        "duplicate-key", place(context.mark), length: length,
        "\(names) stands twice in one list of keys")
    default:
      fail("yaml-syntax", origin, "this is not YAML")
    }
  }

  private mutating func fail(
    _ code: String, _ place: SourceLocation, length: Int = 1, _ message: String,
    notes: [String] = []
  ) {
    let length = min(length, text(from: place).utf8.count)
    bag.error(
      code, at: SourceRange(place, place.advanced(by: length)), message, notes: notes,
      losing: true)
  }
}
