import Records

/// Classroom 50's `result.json` (`classroom50/result/v1`).
enum Classroom50Result {
  /// The members that come from the workflow's environment.
  private static let fromEnvironment = [
    "classroom": "CLASSROOM", "assignment": "ASSIGNMENT", "submission": "SUBMISSION_TAG",
    "commit": "COMMIT_URL", "release": "RELEASE_URL", "review": "REVIEW_URL",
  ]

  static func value(_ grade: Grade, environment: [String: String], date: String) -> JSONValue {
    // Scores are whole numbers there: half points are counted in tenths or hundredths.
    let scale = [1.0, 10, 100].first { scale in
      grade.items.allSatisfy { isWhole($0.points * scale) && isWhole($0.maximum * scale) }
    }
    let unit = scale ?? 100
    let whole = { (points: Double) in JSONValue.number((points * unit).rounded()) }
    var members: [String: JSONValue] = fromEnvironment.mapValues {
      .string(environment[$0] ?? "")
    }
    members["schema"] = "classroom50/result/v1"
    members["datetime"] = .string(date)
    members["tests"] = .array(
      grade.items.map { item in
        [
          "test-name": .string(item.question),
          "passed": .bool(item.isFull),
          "score": whole(min(item.points, item.maximum)),
          "max-score": whole(item.maximum),
          "output": .string(item.text),
        ]
      })
    // The sums of what is written: each may have been rounded.
    let items = members["tests"]?.array ?? []
    members["score"] = .number(items.reduce(0) { $0 + ($1["score"]?.number ?? 0) })
    members["max-score"] = .number(items.reduce(0) { $0 + ($1["max-score"]?.number ?? 0) })
    members["points-per-unit"] = .number(1 / unit)
    members["output"] = .string(grade.note)
    return .object(members)
  }

  private static func isWhole(_ number: Double) -> Bool { abs(number - number.rounded()) < 1e-9 }
}
