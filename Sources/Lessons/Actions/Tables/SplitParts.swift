import Engine
import Records

/// The parts of a split that have names of their own.
struct SplitParts: Sendable {
  /// What goes into a part.
  enum Content: Sendable, Equatable {
    case size(NamedParts.Size)
    /// A part that the data come in.
    case own(String)
  }

  /// The word for what the others leave.
  private static let rest = "rest"

  static let type = ArgumentType<[(name: Located<String>, content: Content)]>(
    "a name for each part, with how many rows, rest, or the part's name in the data",
    schema: [
      "type": "object", "minProperties": 1,
      "additionalProperties": LessonSchema.orParameter(["type": ["integer", "string"]]),
    ]
  ) { value, scope throws(ArgumentProblem) in
    guard case .mapping(let pairs, _) = value, !pairs.isEmpty else { throw .wrongType }
    var parts: [(name: Located<String>, content: Content)] = []
    for pair in pairs {
      do throws(ArgumentProblem) {
        _ = try ArgumentType<String>.newName.read(.scalar(pair.key, isPlain: true), scope)
      } catch {
        throw error.at(pair.key.range)
      }
      let scalar: Scalar
      do throws(ArgumentProblem) {
        scalar = try scope.scalar(pair.value)
      } catch {
        throw error.at(pair.value.range)
      }
      if let rows = scalar.value.int, rows > 0 {
        parts.append((pair.key, .size(.rows(rows))))
      } else if let text = scalar.value.string {
        parts.append((pair.key, text == rest ? .size(.rest) : .own(text)))
      } else {
        throw ArgumentProblem.wrongType.at(pair.value.range)
      }
    }
    return parts
  }

  var parts: [(name: String, content: Content)]
  /// Whether each class gives as many rows to a part.
  var isByClass: Bool
  /// How many rows each has, in order.
  var rows: [Int]

  /// Whether parts are counted out, and not those that the data come in.
  var isCounted: Bool { parts.allSatisfy { if case .size = $0.content { true } else { false } } }

  /// - Returns: `nil` where a diagnostic has been reported.
  init?(
    _ parts: [(name: Located<String>, content: Content)], isByClass: Bool, of table: String,
    _ outline: TableOutline, _ reader: ActionReader, argument: String
  ) {
    self.isByClass = isByClass
    self.parts = parts.map { ($0.name.value, $0.content) }
    let counted = parts.filter { if case .size = $0.content { true } else { false } }
    guard counted.isEmpty || counted.count == parts.count else {
      reader.report(
        "wrong-type", at: reader.range(of: argument),
        "parts are counted out, or those that the data come in: not both")
      return nil
    }
    let classes = outline.targetColumn?.classNames?.count
    guard !isByClass || classes != nil && !counted.isEmpty else {
      reader.report(
        "wrong-type", at: reader.range(of: argument),
        counted.isEmpty
          ? "parts that the data come in are taken as they are, not by class"
          : "`\(table)` has no target of classes to take rows of each")
      return nil
    }
    guard counted.isEmpty else {
      let factor = isByClass ? classes ?? 1 : 1
      var taken = 0
      var rests = 0
      for case .size(let size) in parts.map(\.content) {
        if case .rows(let rows) = size {
          taken += min(rows, outline.rows + 1) * factor
        } else {
          rests += 1
        }
      }
      guard rests < 2, taken + rests <= outline.rows else {
        reader.report(
          "too-many-rows", at: reader.range(of: argument),
          rests > 1
            ? "one part can be the rest, not \(rests)"
            : "`\(table)` has \(outline.rows) rows, and the parts would take \(taken)"
              + (rests > 0 ? " and leave none" : ""))
        return nil
      }
      rows = parts.map { part in
        if case .size(.rows(let rows)) = part.content {
          rows * factor
        } else {
          outline.rows - taken
        }
      }
      return
    }
    var rows: [Int] = []
    for case (let name, .own(let own)) in parts {
      guard let part = outline.parts.first(where: { $0.name == own }) else {
        reader.scope.report(
          .unknown(
            code: "unknown-part",
            outline.parts.isEmpty
              ? "`\(table)` comes whole and has no part `\(own)`"
              : "`\(table)` has no part `\(own)`",
            name: own, candidates: outline.parts.map(\.name),
            note: outline.parts.isEmpty
              ? "count the rows out: {\(name.value): 100, others: \(Self.rest)}" : nil),
          at: reader.range(of: argument))
        return nil
      }
      rows.append(part.rows.count)
    }
    self.rows = rows
  }

  /// The tables, in order.
  func tables(of table: Table) throws(EngineError) -> [Table] {
    var sizes: [NamedParts.Size] = []
    var tables: [Table] = []
    for part in parts {
      switch part.content {
      case .size(let size): sizes.append(size)
      case .own(let name):
        guard let own = table.parts.first(where: { $0.name == name }) else {
          throw .invalidRows(.noPart(name))
        }
        tables.append(table.rows(Array(own.rows)))
      }
    }
    guard tables.isEmpty else { return tables }
    let groups = isByClass ? table.rowsByClass : [Array(0..<table.rows)]
    guard let counted = NamedParts(sizes, of: groups) else {
      throw .invalidRows(.tooFewOfEachClass(fewest: groups.map(\.count).min() ?? 0))
    }
    return counted.rows.map { table.rows($0) }
  }
}
