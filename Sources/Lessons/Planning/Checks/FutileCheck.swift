import Records

/// Every expectation and claim could fail: one that cannot proves nothing.
enum FutileCheck {
  static func run(_ lesson: ParsedLesson, _ scope: PlanScope) {
    for block in lesson.blocks {
      switch block {
      case .expect(let expect): expect.checks.forEach { check($0, scope) }
      case .claim(let claim): claim.checks.forEach { check($0, scope) }
      default: continue
      }
    }
  }

  private static func check(_ line: ParsedCheck, _ scope: PlanScope) {
    let constraint = line.constraint.value
    if constraint.comparesWithItself(at: line.path.value) {
      scope.report(
        "compares-with-itself", at: line.constraint.range,
        "\(line.path.value) is compared with itself, which never fails",
        notes: ["name another result, or write the value"])
    } else if let reason = constraint.futility {
      scope.warn(
        "cannot-fail", at: line.constraint.range, "`\(line.text)` cannot fail: \(reason)",
        notes: [
          "write what the run has measured, with a tolerance for rounding", Silencing.remedy,
        ])
    }
  }
}
