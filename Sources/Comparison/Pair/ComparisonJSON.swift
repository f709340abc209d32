import Records

/// A comparison for other programs.
package enum ComparisonJSON {
  package static func value(_ comparison: RecordComparison) -> JSONValue {
    [
      "schema_version": 1, "agreement": .string(comparison.agreement.word),
      "largest_rounding": rounding(comparison.agreement),
      "tolerance": .number(comparison.tolerance.limit),
      "a": side(comparison.a), "b": side(comparison.b),
      "inputs": .array(
        comparison.inputs.map {
          [
            "name": .string($0.name), "a": .string($0.a), "b": .string($0.b),
            "same": .bool($0.isSame), "circumstance": .bool($0.isCircumstance),
          ]
        }),
      "steps": .array(comparison.steps.map(step)),
      "predictions": .array(
        comparison.predictions.map {
          [
            "step": .string($0.step), "text": .string($0.text), "a": .string($0.a),
            "b": .string($0.b),
          ]
        }),
      "verdicts": .array(
        comparison.verdicts.map { verdict in
          // As on a terminal, a verdict that answers a question is not told.
          let texts = [verdict.a, verdict.b].map { own -> JSONValue in
            verdict.answersAQuestion ? .null : own.map { .string($0.rawValue) } ?? .null
          }
          return ["name": .string(verdict.name), "a": texts[0], "b": texts[1]]
        }),
    ]
  }

  private static func side(_ side: RecordComparison.Side) -> JSONValue {
    [
      "name": .string(side.name), "lesson": .string(side.record.lesson.id),
      "status": .string(side.record.status.rawValue), "seed": .int(side.record.seed),
      "results_sha256": .string(side.record.resultsSHA256), "seconds": .number(side.record.seconds),
    ]
  }

  private static func step(_ step: StepComparison) -> JSONValue {
    [
      "id": .string(step.id), "agreement": .string(step.agreement.word),
      "largest_rounding": rounding(step.agreement),
      "status_a": step.statusA.map { .string($0.rawValue) } ?? .null,
      "status_b": step.statusB.map { .string($0.rawValue) } ?? .null,
      "seconds_a": step.secondsA.map(JSONValue.number) ?? .null,
      "seconds_b": step.secondsB.map(JSONValue.number) ?? .null,
      "differences": .array(step.differences.map(difference)),
    ]
  }

  private static func difference(_ difference: ValueDifference) -> JSONValue {
    var members: [String: JSONValue] = [
      "path": .string(difference.path), "agreement": .string(difference.agreement.word),
    ]
    switch difference.detail {
    case .onlyInA: members["only_in"] = "a"
    case .onlyInB: members["only_in"] = "b"
    case .values(let a, let b): (members["a"], members["b"]) = (.string(a), .string(b))
    case .numbers(let numbers):
      members["count_a"] = .int(numbers.countA)
      members["count_b"] = .int(numbers.countB)
      members["differing"] = .int(numbers.differing)
      if let values = numbers.firstValues {
        members["first"] = .string(numbers.first)
        (members["a"], members["b"]) = (.number(values.a), .number(values.b))
        members["largest_absolute"] = .number(numbers.largestAbsolute)
        members["largest_at"] = .string(numbers.largestAt)
        members["largest_relative"] = .number(numbers.largestRelative)
      }
    }
    return .object(members)
  }

  private static func rounding(_ agreement: Agreement) -> JSONValue {
    if case .rounding(let largest) = agreement { .number(largest) } else { .null }
  }
}
