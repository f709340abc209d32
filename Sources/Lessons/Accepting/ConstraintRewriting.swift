import Foundation
import Records

/// Rewrites a constraint so that a run's value satisfies it, and keeps all of its text that can be
/// kept: tolerances, spacing, items of a list that hold already, how many decimals are written.
///
/// Literals and digests can be rewritten. A range, a comparison, a direction, a pattern or a relation
/// says what an author wants to be true: that only a person can change.
struct ConstraintRewriting {
  /// Why a constraint stays as it is, in words that follow "not changed: ".
  struct Refusal: Error, Equatable {
    var reason: String
  }

  /// The value at another path of the run, for `= other.path`.
  var lookup: (String) -> JSONValue? = { _ in nil }

  /// The constraint's new text.
  ///
  /// What it returns, parsed and evaluated, passes on `value`.
  func text(_ text: String, for value: JSONValue) throws(Refusal) -> String {
    try rewritten(text, value, tolerance: "")
  }

  /// - Parameter tolerance: what stands after the list that holds this item, such as ` ± 2e-6`.
  private func rewritten(
    _ text: String, _ value: JSONValue, tolerance: String
  ) throws(Refusal) -> String {
    guard let constraint = constraint(text + tolerance) else {
      throw Refusal(reason: "`\(text)` cannot be read")
    }
    if constraint.evaluate(value, lookup: lookup).verdict == .pass { return text }
    let new: String
    switch (constraint, value) {
    case (.list, .array(let values)):
      guard let list = ListText(text) else { throw Refusal(reason: "`\(text)` cannot be read") }
      new = try self.list(list, values, tolerance: tolerance)
    case (.equals, .number(let number)), (.near, .number(let number)):
      new = try literal(text, number, constraint, tolerance: tolerance)
    case (.text, .string(let string)): new = try quoted(string)
    case (.boolean, .bool(let bool)): new = bool ? "true" : "false"
    case (.sha256, _):
      guard let digest = try? CanonicalJSON.sha256(value) else {
        throw Refusal(reason: "a value that is not finite has no digest")
      }
      new = "sha256:\(digest)"
    case (.list, _), (.equals, _), (.near, _), (.text, _), (.boolean, _):
      throw Refusal(reason: "the run has another kind of value here, \(value.kind)")
    default: throw Refusal(reason: "it states no value but a condition, which is the author's")
    }
    guard passes(new + tolerance, value) else {
      throw Refusal(reason: "no literal of its form holds the run's value")
    }
    return new
  }

  private func constraint(_ text: String) -> Constraint? {
    if case .success(let constraint) = ConstraintParser.parse(text) { constraint } else { nil }
  }

  private func passes(_ text: String, _ value: JSONValue) -> Bool {
    constraint(text)?.evaluate(value, lookup: lookup).verdict == .pass
  }

  // MARK: - Lists

  /// Items that hold stay as they are; where the run has more values, the last item's form serves.
  private func list(
    _ list: ListText, _ values: [JSONValue], tolerance: String
  ) throws(Refusal) -> String {
    let own = list.tail.isEmpty ? tolerance : " " + list.tail
    var list = list
    var items: [ListText.Item] = []
    for (index, value) in values.enumerated() {
      var item =
        index < list.items.count
        ? list.items[index] : ListText.Item(lead: index == 0 ? "" : " ", text: "", trail: "")
      if index >= list.items.count { item.text = list.items.last?.text ?? Self.plain(value) }
      item.text = try rewritten(item.text, value, tolerance: own)
      items.append(item)
    }
    list.items = items
    return list.text
  }

  /// A literal for a value that no written one shows the form of.
  private static func plain(_ value: JSONValue) -> String {
    switch value {
    case .string: "\"\""
    case .bool: "true"
    case .array: "[]"
    case .number(let number): CanonicalJSON.number(number)
    default: ""
    }
  }

  // MARK: - Literals

  /// A number with as many decimals as are written, or with more where they would take up more than a
  /// half of its tolerance.
  private func literal(
    _ text: String, _ number: Double, _ constraint: Constraint, tolerance: String
  ) throws(Refusal) -> String {
    let written = text.prefix { "+-.eE".contains($0) || $0.isASCII && $0.isNumber }
    let isNear = if case .near = constraint { true } else { false }
    // In `46+-1` the tolerance is no part of the number.
    let literal = written.firstRange(of: "+-").map { written[..<$0.lowerBound] } ?? written
    let rest = text.dropFirst(literal.count)
    if case .equals(_, nil) = constraint, number.rounded() != number {
      throw Refusal(
        reason: "a whole number compares exactly, and the run has \(CanonicalJSON.number(number)); "
          + "write it with as many decimals as you mean")
    }
    let mantissa = literal.prefix { $0 != "e" && $0 != "E" }
    let hasExponent = mantissa.count < literal.count
    let places = mantissa.split(separator: ".").dropFirst().first?.count ?? 0
    for places in places...max(places, isNear || hasExponent ? 17 : places) {
      let candidate = Self.number(number, places: places, hasExponent: hasExponent) + rest
      guard passes(candidate + tolerance, .number(number)) else { continue }
      if case .near(_, let bar) = constraint,
        case .near(let value, _)? = self.constraint(candidate + tolerance),
        abs(value - number) > bar / 2
      {
        continue
      }
      return candidate
    }
    return CanonicalJSON.number(number) + rest
  }

  private static func number(_ number: Double, places: Int, hasExponent: Bool) -> String {
    var text = String(format: "%.\(places)\(hasExponent ? "e" : "f")", number)
    if text.hasPrefix("-"), Double(text) == 0 { text.removeFirst() }
    // C writes two digits of an exponent at least, people one.
    return text.replacing("e-0", with: "e-").replacing("e+0", with: "e").replacing("e+", with: "e")
  }

  private func quoted(_ text: String) throws(Refusal) -> String {
    let refused = text.unicodeScalars.contains { InputLimits.isRefused($0) && $0 != "\n" }
    guard !refused else {
      throw Refusal(reason: "the run's text holds a character that cannot stand in a lesson")
    }
    let escaped = text.replacingScalars("\\", with: "\\\\")
      .replacingScalars("\"", with: "\\\"").replacingScalars("\n", with: "\\n")
      .replacingScalars("\t", with: "\\t")
    return "\"\(escaped)\""
  }
}
