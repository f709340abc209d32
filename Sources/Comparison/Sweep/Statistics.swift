import Records

/// How one result is spread over the runs of a sweep.
package enum Spread: Sendable, Equatable {
  case numbers(Statistics)
  /// Texts and booleans, each with how many runs have it, the most frequent first.
  case words([Word])
  /// No run has it.
  case nothing

  package struct Word: Sendable, Equatable {
    package var text: String
    package var count: Int
  }

  /// The spread of some values; numbers only where all of them are.
  init(_ values: [JSONValue]) {
    let numbers = values.compactMap(\.number)
    if values.isEmpty {
      self = .nothing
    } else if numbers.count == values.count {
      self = .numbers(Statistics(numbers))
    } else {
      let counts = values.reduce(into: [String: Int]()) { counts, value in
        counts[value.string ?? (try? CanonicalJSON.text(value)) ?? "", default: 0] += 1
      }
      self = .words(
        counts.map { Word(text: $0.key, count: $0.value) }
          .sorted { ($1.count, $0.text) < ($0.count, $1.text) })
    }
  }
}

/// Mean and spread of a few numbers.
package struct Statistics: Sendable, Equatable {
  package var count: Int
  package var mean: Double
  /// The sample's standard deviation: the sum of squared distances from the mean divided by one less
  /// than their count, then the root; `nil` for fewer than two numbers.
  package var deviation: Double?
  package var min: Double
  package var max: Double

  /// - Parameter values: at least one.
  init(_ values: [Double]) {
    count = values.count
    let mean = values.reduce(0, +) / Double(Swift.max(1, values.count))
    self.mean = mean
    min = values.min() ?? 0
    max = values.max() ?? 0
    guard values.count > 1 else { return }
    let squares = values.reduce(0) { $0 + ($1 - mean) * ($1 - mean) }
    deviation = (squares / Double(values.count - 1)).squareRoot()
  }
}
