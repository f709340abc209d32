import Records

/// Gradescope's `results.json`.
enum GradescopeResults {
  static func value(_ grade: Grade) -> JSONValue {
    [
      "score": .number(grade.points),
      "output": .string(grade.summary),
      "stdout_visibility": "hidden",
      "tests": .array(
        grade.items.map { item in
          var test: [String: JSONValue] = [
            "name": .string(item.question),
            "score": .number(item.points),
            "max_score": .number(item.maximum),
            "visibility": "visible",
            "output": .string(item.text),
          ]
          // What awaits an instructor has neither passed nor failed.
          if item.maximum > 0 { test["status"] = item.isFull ? "passed" : "failed" }
          return .object(test)
        }),
    ]
  }
}
