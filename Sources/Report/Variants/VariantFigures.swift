import Records

/// Single figures that come out otherwise in a variant than in its lesson.
struct VariantFigures {
  private static let limit = 16
  /// Whole tensors, of which no single figure tells much.
  private static let tensors: Set<String> = ["initial", "final", "first_gradient_norms", "indices"]

  let plain: RunRecord
  let variant: RunRecord
  let name: String

  var blocks: [ReportBlock] {
    let all = variant.steps.flatMap { step -> [Row] in
      guard step.status == .complete, let old = plain.step(step.id), old.status == .complete else {
        return []
      }
      var rows: [Row] = []
      Self.compare(.object(old.results), .object(step.results), at: step.id, depth: 0, &rows)
      return rows
    }
    guard !all.isEmpty else { return [] }
    // What lies deep in a result tells less; the rest keeps the order of the steps.
    let chosen = all.enumerated().sorted {
      ($0.element.depth, $0.offset) < ($1.element.depth, $1.offset)
    }.prefix(Self.limit).sorted { $0.offset < $1.offset }.map(\.element)
    let table = ReportTable(
      "Figures that come out otherwise",
      columns: [.text("figure"), .number("the lesson"), .number(name)],
      rows: chosen.map { row in [[.code(row.path)], Self.text(row.old), Self.text(row.new)] })
    let more = all.count - chosen.count
    return [.heading(level: 4, content: ["Figures"]), .table(table)]
      + (more > 0
        ? [[.note("And \(NumberText.count(more, "other")), deeper in the results.")]] : [])
  }

  private struct Row {
    var path: String
    var depth: Int
    var old: JSONValue?
    var new: JSONValue?
  }

  /// Lists are left out: their sums and means are figures of their own.
  private static func compare(
    _ old: JSONValue?, _ new: JSONValue?, at path: String, depth: Int, _ rows: inout [Row]
  ) {
    guard old != new, depth < 5 else { return }
    if old?.object != nil || new?.object != nil {
      let (left, right) = (old?.object ?? [:], new?.object ?? [:])
      for key in Set(left.keys).union(right.keys).sorted()
      where depth > 0 || !tensors.contains(key) {
        compare(left[key], right[key], at: "\(path).\(key)", depth: depth + 1, &rows)
      }
    } else if [old, new].allSatisfy({ $0.map(isFigure) ?? true }) {
      rows.append(Row(path: path, depth: depth, old: old, new: new))
    }
  }

  private static func isFigure(_ value: JSONValue) -> Bool {
    switch value {
    case .number, .bool: true
    // Digests tell that something differs, which the rest does better.
    case .string(let text): text.utf8.count < 64
    default: false
    }
  }

  static func text(_ value: JSONValue?) -> [ReportInline] {
    switch value {
    case nil: ["–"]
    case .number(let number)?: [.text(NumberText.short(number))]
    case let value?: [.text(ResultText.plain(value, limit: 48))]
    }
  }
}
