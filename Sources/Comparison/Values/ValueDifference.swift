import Records

/// One result in which two runs differ.
public struct ValueDifference: Sendable, Equatable {
  /// The path within the step: `losses`, `initial.linear1.bias.sha256`.
  public var path: String
  public var agreement: Agreement
  public var detail: Detail

  public enum Detail: Sendable, Equatable {
    /// Numbers one by one; a single number has one of them and no index.
    case numbers(NumberDifferences)
    /// Two values as the records write them, cut where they are long.
    case values(String, String)
    case onlyInA, onlyInB
  }

  /// What is different, after the path.
  public var text: String {
    switch detail {
    case .numbers(let numbers): numbers.text
    case .values(let a, let b): "\(a) | \(b)"
    case .onlyInA: "only in A"
    case .onlyInB: "only in B"
    }
  }
}

/// Where and by how much two lists of numbers, or two numbers, differ.
public struct NumberDifferences: Sendable, Equatable {
  /// How many numbers each of them has.
  public var countA: Int
  public var countB: Int
  /// How many of those that both have differ.
  public var differing = 0
  /// The place of the first that differs: `[3]`, `[3][1]`; empty for a single number.
  public var first = ""
  /// The first that differs, in A and in B.
  public var firstValues: (a: Double, b: Double)?
  public var largestAbsolute = 0.0
  /// Where that is.
  public var largestAt = ""
  /// Of all that differ, the largest difference divided by the larger of both numbers.
  public var largestRelative = 0.0

  public static func == (left: Self, right: Self) -> Bool {
    left.countA == right.countA && left.countB == right.countB
      && left.differing == right.differing && left.first == right.first
      && left.firstValues?.a == right.firstValues?.a
      && left.firstValues?.b == right.firstValues?.b
      && left.largestAbsolute == right.largestAbsolute && left.largestAt == right.largestAt
      && left.largestRelative == right.largestRelative
  }

  var text: String {
    var parts: [String] = []
    if countA != countB { parts.append("\(countA) | \(countB) values") }
    if let firstValues {
      let values =
        "\(CanonicalJSON.number(firstValues.a)) | \(CanonicalJSON.number(firstValues.b))"
      let largest =
        "\(Agreement.brief(largestAbsolute)) (\(Agreement.brief(largestRelative * 100)) %)"
      if first.isEmpty {
        parts.append("\(values), off by \(largest)")
      } else {
        parts.append("\(differing) of \(min(countA, countB)) differ")
        parts.append("first \(first): \(values)")
        parts.append("largest difference \(largest) at \(largestAt)")
      }
    } else if countA != countB {
      parts.append("those that both have are the same")
    }
    return parts.joined(separator: ", ")
  }
}
