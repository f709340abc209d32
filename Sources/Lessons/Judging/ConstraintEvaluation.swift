import Foundation
import Records

/// The result of holding a value against a constraint.
struct ConstraintResult: Sendable, Equatable {
  var verdict: Verdict
  /// Why it fails, or why it could not be evaluated; `nil` where it passes.
  var message: String?

  static let pass = ConstraintResult(verdict: .pass)

  static func when(_ holds: Bool, else message: @autoclosure () -> String) -> ConstraintResult {
    holds ? .pass : ConstraintResult(verdict: .fail, message: message())
  }

  static func error(_ message: String) -> ConstraintResult {
    ConstraintResult(verdict: .error, message: message)
  }
}

extension Constraint {
  /// Whether a value of a run satisfies this constraint.
  ///
  /// A value that is not there, or is of a kind the constraint does not speak of, is an error and
  /// never a failure: a claim that "does not hold" must not pass because its path is misspelt.
  /// NaN satisfies nothing.
  ///
  /// - Parameters:
  ///   - value: what the run has at the constraint's path.
  ///   - lookup: the value at another path of the run, for `= other.path` and `< other.path`.
  /// - Returns: the verdict, and for one that is no pass a message that names the first index that
  ///   differs, the largest difference and the tolerance that would pass.
  func evaluate(
    _ value: JSONValue?, lookup: (String) -> JSONValue? = { _ in nil }
  ) -> ConstraintResult {
    guard let value else { return .error("the run has nothing at this path") }
    switch self {
    case .equals, .near, .between, .compared, .hidden: return evaluateNumber(value)
    case .text(let wanted):
      guard let text = value.string else { return Self.mismatch(value, "text") }
      return .when(text == wanted, else: "is \"\(text)\"")
    case .boolean(let wanted):
      guard let bool = value.bool else { return Self.mismatch(value, "a boolean") }
      return .when(bool == wanted, else: "is \(bool)")
    case .decreasing: return Self.monotonic(value, "below", <)
    case .increasing: return Self.monotonic(value, "above", >)
    case .finite: return Self.finite(value)
    case .list(let items): return Self.list(items, value, lookup)
    case .matches(let pattern): return BoundedRegex.evaluate(pattern, value)
    case .same(let path):
      guard let other = lookup(path) else { return .error("the run has nothing at `\(path)`") }
      return .when(value == other, else: Self.unlike(value, other, path))
    case .comparedWith(let comparison, let path):
      guard let other = lookup(path) else { return .error("the run has nothing at `\(path)`") }
      guard let bound = other.number, !bound.isNaN else {
        return .error("`\(path)` is no number to compare with")
      }
      let result = Constraint.compared(comparison, bound).evaluateNumber(value)
      guard result.verdict == .fail, let message = result.message else { return result }
      return .when(
        false, else: "\(message), where `\(path)` is \(CanonicalJSON.number(bound))")
    case .sha256(let wanted):
      guard let digest = try? CanonicalJSON.sha256(value) else {
        return .error("a value that is not finite has no digest")
      }
      return .when(digest == wanted, else: "its bits have the digest sha256:\(digest)")
    }
  }

  // MARK: - Numbers

  private func evaluateNumber(_ value: JSONValue) -> ConstraintResult {
    guard let number = value.number else { return Self.mismatch(value, "a number") }
    let text = CanonicalJSON.number(number)
    guard !number.isNaN else { return .when(false, else: "is not a number (NaN)") }
    switch self {
    case .between(let lower, let upper):
      let excess = max(lower - number, number - upper)
      return .when(
        number >= lower && number <= upper,
        else: "is \(text), \(Self.brief(excess)) \(number < lower ? "below" : "above") the range")
    case .compared(let comparison, let bound):
      let excess = Self.brief(abs(number - bound))
      return .when(
        comparison.holds(number, bound),
        else: "is \(text), \(number == bound ? "the bound itself" : "off by \(excess)")")
    case .hidden(let hidden):
      return .when(hidden.isMet(by: number), else: "is \(text), not the hidden value")
    default:
      guard let difference = difference(from: number) else { return .pass }
      return .when(false, else: "is \(text), \(Self.remedy(difference))")
    }
  }

  /// How far a number is from an equation it does not satisfy; `nil` where it does, or where this is
  /// no equation.
  private func difference(from number: Double) -> Double? {
    let (wanted, tolerance): (Double, Double)
    switch self {
    case .equals(let value, nil): (wanted, tolerance) = (value, 0)
    case .equals(let value, let places?):
      // Half a unit of the last place written.
      (wanted, tolerance) = (value, Double("5e-\(places + 1)") ?? 0)
    case .near(let value, let near): (wanted, tolerance) = (value, near)
    default: return nil
    }
    let difference = abs(number - wanted)
    // 0.0115 is within 0.011 ± 0.0005, though not once all three are binary.
    let slack = tolerance == 0 ? 0 : 4 * max(abs(number), abs(wanted), tolerance).ulp
    return difference <= tolerance + slack ? nil : difference
  }

  private static func remedy(_ difference: Double) -> String {
    "off by \(brief(difference)); ± \(passing(difference)) would pass"
  }

  private static func brief(_ number: Double) -> String { String(format: "%.3g", number) }

  /// A tolerance of two digits that is not below a difference.
  static func passing(_ difference: Double) -> String {
    guard difference.isFinite, difference > 0 else { return brief(difference) }
    let text = String(format: "%.1e", difference)
    if let rounded = Double(text), rounded >= difference { return brief(rounded) }
    let exponent = text.split(separator: "e").last.flatMap { Int($0) } ?? 0
    let step = Double("1e\(exponent - 1)") ?? difference
    return String(format: "%.2g", (Double(text) ?? difference) + step)
  }

  // MARK: - Lists

  private static func numbers(_ value: JSONValue) -> [Double]? {
    guard let list = value.array else { return nil }
    let numbers = list.compactMap(\.number)
    return numbers.count == list.count ? numbers : nil
  }

  private static func monotonic(
    _ value: JSONValue, _ word: String, _ holds: (Double, Double) -> Bool
  ) -> ConstraintResult {
    guard let numbers = numbers(value) else { return mismatch(value, "a list of numbers") }
    guard numbers.count > 1 else {
      return .error("has \(numbers.count) values, and a direction needs two")
    }
    let steps = (1..<numbers.count).filter { !holds(numbers[$0], numbers[$0 - 1]) }
    guard let index = steps.first else { return .pass }
    var message = """
      [\(index)] is \(CanonicalJSON.number(numbers[index])), not \(word) \
      \(CanonicalJSON.number(numbers[index - 1])) before it
      """
    if steps.count > 1 {
      let largest = steps.map { abs(numbers[$0] - numbers[$0 - 1]) }.max() ?? 0
      message += "; \(steps.count) places of \(numbers.count) are not, by up to \(brief(largest))"
    }
    return .when(false, else: message)
  }

  private static func finite(_ value: JSONValue) -> ConstraintResult {
    switch value {
    case .number(let number): return .when(number.isFinite, else: "is not finite")
    case .array(let items):
      for (index, item) in items.enumerated() {
        let result = finite(item)
        guard result.verdict == .pass else {
          return ConstraintResult(
            verdict: result.verdict, message: "[\(index)] \(result.message ?? "")")
        }
      }
      return .pass
    default: return mismatch(value, "a number or a list of numbers")
    }
  }

  private static func list(
    _ items: [Constraint], _ value: JSONValue, _ lookup: (String) -> JSONValue?
  ) -> ConstraintResult {
    var elements = ListElements()
    if let problem = elements.evaluate(items, value, at: "", lookup) { return .error(problem) }
    guard let first = elements.first else { return .pass }
    guard elements.failures > 1 else {
      return .when(false, else: first.message)
    }
    var message =
      "\(first.brief); \(elements.failures) of \(elements.count) differ"
    if elements.largest > 0 {
      let largest = elements.largest
      message +=
        ", the largest "
        + (elements.isAllNumbers ? remedy(largest) : "off by \(brief(largest))")
    }
    return .when(false, else: message)
  }

  /// The elements of a list held against their constraints, those of lists within it too.
  private struct ListElements {
    /// The first that fails: where and why, and the same without the tolerance that would pass it alone.
    var first: (message: String, brief: String)?
    var (count, failures, largest) = (0, 0, 0.0)
    /// Whether every one that fails is a number that a larger tolerance would let pass.
    var isAllNumbers = true

    /// - Returns: why an element cannot be judged; `nil` where all were.
    mutating func evaluate(
      _ items: [Constraint], _ value: JSONValue, at place: String,
      _ lookup: (String) -> JSONValue?
    ) -> String? {
      guard let values = value.array else {
        return Self.at(place, Constraint.mismatch(value, "a list").message)
      }
      guard values.count == items.count else {
        count += 1
        fail(place, "has \(values.count) values, not \(items.count)")
        return nil
      }
      for (index, (item, value)) in zip(items, values).enumerated() {
        let own = "\(place)[\(index)]"
        if case .list(let inner) = item {
          if let problem = evaluate(inner, value, at: own, lookup) { return problem }
          continue
        }
        count += 1
        let result = item.evaluate(value, lookup: lookup)
        switch result.verdict {
        case .pass, .notApplicable: break
        case .error: return Self.at(own, result.message)
        case .fail:
          let difference = value.number.flatMap { $0.isFinite ? item.difference(from: $0) : nil }
          fail(own, result.message ?? "", difference, value)
        }
      }
      return nil
    }

    private mutating func fail(
      _ place: String, _ message: String, _ difference: Double? = nil, _ value: JSONValue = .null
    ) {
      failures += 1
      largest = max(largest, difference ?? 0)
      isAllNumbers = isAllNumbers && difference != nil
      guard first == nil else { return }
      let brief = difference.flatMap { difference in
        value.number.map {
          "is \(CanonicalJSON.number($0)), off by \(Constraint.brief(difference))"
        }
      }
      first = (Self.at(place, message), Self.at(place, brief ?? message))
    }

    private static func at(_ place: String, _ message: String?) -> String {
      (place.isEmpty ? "" : place + " ") + (message ?? "cannot be evaluated")
    }
  }

  // MARK: - Words

  private static func mismatch(_ value: JSONValue, _ wanted: String) -> ConstraintResult {
    .error("is \(article(value.kind)), and the constraint speaks of \(wanted)")
  }

  /// Why two values of a run are not the same: the first place, and the largest difference.
  private static func unlike(_ value: JSONValue, _ other: JSONValue, _ path: String) -> String {
    let comparison = ListComparison(value, other)
    guard comparison.count > 1, let first = comparison.first else {
      return "is \(short(value)), and `\(path)` is \(short(other))"
    }
    var message = """
      \(first.place) is \(short(first.value)), and `\(path)\(first.place)` is \(short(first.other)); \
      \(comparison.differing) of \(comparison.count) differ
      """
    if comparison.largest > 0 { message += ", the largest by \(brief(comparison.largest))" }
    return message
  }

  private static func article(_ kind: String) -> String {
    switch kind {
    case "text", "null": kind
    case "object": "an object"
    default: "a \(kind)"
    }
  }

  private static func short(_ value: JSONValue) -> String {
    let text = (try? CanonicalJSON.text(value)) ?? "not finite"
    return text.count <= 60 ? text : text.prefix(59) + "…"
  }
}

extension Constraint.Comparison {
  func holds(_ a: Double, _ b: Double) -> Bool {
    switch self {
    case .less: a < b
    case .lessOrEqual: a <= b
    case .greater: a > b
    case .greaterOrEqual: a >= b
    }
  }
}
