import ArgumentParser

/// Whole numbers of the command line, refused with their limits.
enum WholeNumber {
  /// Reads what takes a whole number in a range; larger than any machine's whole numbers, too.
  static func read(_ what: String, _ range: ClosedRange<Int>) -> @Sendable (String) throws -> Int {
    { text in
      guard let number = Int(text), range.contains(number) else {
        throw ValidationError(
          "\(what) takes a whole number from \(range.lowerBound) to \(range.upperBound), not \(text)"
        )
      }
      return number
    }
  }
}
