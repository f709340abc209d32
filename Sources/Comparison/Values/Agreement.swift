import Foundation

/// How near to each other two runs, steps or values are.
package enum Agreement: Sendable, Equatable {
  /// The same bits.
  case identical
  /// Numbers that differ by no more than the tolerance; the largest difference.
  case rounding(Double)
  case different

  /// The lesser agreement of two.
  package func and(_ other: Agreement) -> Agreement {
    switch (self, other) {
    case (.different, _), (_, .different): .different
    case (.rounding(let a), .rounding(let b)): .rounding(max(a, b))
    case (.rounding, .identical): self
    case (.identical, _): other
    }
  }

  /// `bit-identical`, `equal to rounding (max 3.2e-08)`, `different`.
  package var text: String {
    switch self {
    case .identical: "bit-identical"
    case .rounding(let largest): "equal to rounding (max \(Self.brief(largest)))"
    case .different: "different"
    }
  }

  /// The one word that JSON has for it.
  var word: String {
    switch self {
    case .identical: "identical"
    case .rounding: "rounding"
    case .different: "different"
    }
  }

  /// A number in three digits.
  static func brief(_ number: Double) -> String { String(format: "%.3g", number) }
}

/// What counts as rounding.
package struct Tolerance: Sendable, Equatable {
  /// What the engine's own tests allow for losses, logits and weights.
  package static let standard = Tolerance(2e-6)

  /// Of numbers up to 1 the largest difference, of larger ones the largest relative difference.
  package var limit: Double

  package init(_ limit: Double) { self.limit = limit }

  /// Whole numbers count something: they agree exactly or not at all.
  func agreement(_ a: Double, _ b: Double) -> Agreement {
    if a == b, a.sign == b.sign { return .identical }
    let difference = abs(a - b)
    let areCounts = a.rounded() == a && b.rounded() == b && a != b
    guard !areCounts, difference <= limit * max(1, abs(a), abs(b)) else { return .different }
    return .rounding(difference)
  }
}
