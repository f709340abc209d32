import Foundation
import Records

extension Constraint {
  /// How many times the larger of a number and 1 a tolerance may be.
  private static let widest = 100.0
  /// Beyond it lies no number that a lesson measures.
  private static let farthest = 1e12

  /// Why no value that a run could measure would fail this; `nil` where one would.
  var futility: String? {
    switch self {
    case .near(let value, let tolerance) where tolerance > Self.widest * max(abs(value), 1):
      "it takes everything from \(Self.brief(value - tolerance)) to \(Self.brief(value + tolerance))"
    case .hidden(let hidden) where hidden.tolerance >= Self.farthest:
      "its tolerance is \(Self.brief(hidden.tolerance))"
    case .between(let lower, let upper) where lower <= -Self.farthest && upper >= Self.farthest:
      "it takes everything from \(Self.brief(lower)) to \(Self.brief(upper))"
    case .compared(.less, let bound) where bound >= Self.farthest,
      .compared(.lessOrEqual, let bound) where bound >= Self.farthest,
      .compared(.greater, let bound) where bound <= -Self.farthest,
      .compared(.greaterOrEqual, let bound) where bound <= -Self.farthest:
      "no number that a lesson measures lies beyond \(Self.brief(bound))"
    case .matches(let pattern) where Self.takesAnything(pattern): "every text matches it"
    case .list(let items): items.lazy.compactMap(\.futility).first
    default: nil
    }
  }

  /// Whether it compares a place with that very place.
  func comparesWithItself(at path: ResultPath) -> Bool {
    switch self {
    case .same(let other), .comparedWith(_, let other): ResultPath(other) == path
    case .list(let items):
      items.enumerated().contains { index, item in
        item.comparesWithItself(
          at: ResultPath(step: path.step, components: path.components + [.index(index)]))
      }
    default: false
    }
  }

  /// Why this does not mark an answer: no number that a student types fails it, or none meets it.
  var uselessness: (message: String, isCertain: Bool)? {
    switch self {
    case .finite: ("every number that is typed is finite, so that any answer is right", true)
    case .text, .boolean, .decreasing, .increasing, .list, .matches, .sha256:
      ("what is typed is a number, and this speaks of something else", true)
    case .comparedWith:
      ("an answer is held against one figure of a run: write `= step.metric`", true)
    case .compared(.greater, let bound) where bound <= 0,
      .compared(.greaterOrEqual, let bound) where bound <= 0:
      futility.map { ("any answer is right: \($0)", true) }
        ?? ("every number above zero is right", false)
    case .compared(.less, 0), .compared(.lessOrEqual, 0):
      ("every number below zero is right", false)
    default: futility.map { ("any answer is right: \($0)", true) }
    }
  }

  private static func takesAnything(_ pattern: String) -> Bool {
    ["", "\u{2603}", "0 A\n_z"].allSatisfy { text in
      BoundedRegex.evaluate(pattern, .string(text)).verdict == .pass
    }
  }

  private static func brief(_ number: Double) -> String { String(format: "%.4g", number) }
}
