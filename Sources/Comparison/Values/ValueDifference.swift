import Records

/// One result in which two runs differ.
package struct ValueDifference: Sendable, Equatable {
  /// The path within the step: `losses`, `initial.linear1.bias.sha256`.
  package var path: String
  package var agreement: Agreement
  package var detail: Detail

  package enum Detail: Sendable, Equatable {
    /// Numbers one by one; a single number has one of them and no index.
    case numbers(NumberDifferences)
    /// Two values as the records write them, cut where they are long.
    case values(String, String)
    case onlyInA, onlyInB
  }

  /// What is different, after the path.
  package var text: String {
    switch detail {
    case .numbers(let numbers): numbers.text
    case .values(let a, let b): "\(a) | \(b)"
    case .onlyInA: "only in A"
    case .onlyInB: "only in B"
    }
  }
}

/// Where and by how much two lists of numbers, or two numbers, differ.
package struct NumberDifferences: Sendable, Equatable {
  /// How many numbers each of them has.
  package var countA: Int
  package var countB: Int
  /// How many of those that both have differ.
  package var differing = 0
  /// The place of the first that differs: `[3]`, `[3][1]`; empty for a single number.
  package var first = ""
  /// The first that differs, in A and in B.
  package var firstValues: (a: Double, b: Double)?
  package var largestAbsolute = 0.0
  /// Where that is.
  package var largestAt = ""
  /// Of all that differ, the largest difference divided by the larger of both numbers.
  package var largestRelative = 0.0

  package static func == (left: Self, right: Self) -> Bool {
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
