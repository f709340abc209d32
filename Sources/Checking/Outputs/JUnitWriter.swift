import Foundation
import Records

/// JUnit XML, as CI systems read it: a suite a lesson, a case a step and claim.
///
/// No standard says what it is; this follows testmoapp/junitxml, with `file` and `line` as pytest's
/// family xunit1 has them.
package enum JUnitWriter {
  package static func text(_ lessons: [CheckedLesson]) -> String {
    let suites = lessons.map(suite)
    let root = XMLTree(
      name: "testsuites",
      attributes: [("name", "lesson check")] + counts(lessons.flatMap(\.cases), seconds(lessons)),
      children: suites)
    return "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n" + root.text()
  }

  private static func seconds(_ lessons: [CheckedLesson]) -> Double {
    lessons.reduce(0) { $0 + ($1.record?.seconds ?? 0) }
  }

  private static func suite(_ lesson: CheckedLesson) -> XMLTree {
    let cases = lesson.cases
    var attributes = [("name", "lesson.\(lesson.id)")] + counts(cases, seconds([lesson]))
    if let started = lesson.record?.startedAt { attributes.append(("timestamp", started)) }
    attributes.append(("file", lesson.file))
    let children =
      (lesson.record.map { [properties(lesson, $0)] } ?? [])
      + cases.map { testCase($0, of: lesson) }
    return XMLTree(name: "testsuite", attributes: attributes, children: children)
  }

  private static func counts(_ cases: [CheckCase], _ seconds: Double) -> [(String, String)] {
    let skipped = cases.count { if case .skipped = $0.outcome { true } else { false } }
    return [
      ("tests", "\(cases.count)"),
      ("failures", "\(cases.count { $0.outcome == .failed })"),
      ("errors", "\(cases.count { $0.outcome == .error })"),
      ("skipped", "\(skipped)"),
      ("time", time(seconds)),
    ]
  }

  /// Seconds with a point, whatever the locale.
  private static func time(_ seconds: Double) -> String {
    String(format: "%.3f", locale: Locale(identifier: "en_US_POSIX"), seconds)
  }

  private static func properties(_ lesson: CheckedLesson, _ record: RunRecord) -> XMLTree {
    var properties = [
      ("seed", "\(record.seed)"),
      ("threads", "\(record.environment.threads)"),
      ("engine", record.engine.version),
      ("products", record.engine.rounding),
      ("lesson_sha256", record.lessonSHA256),
      ("results_sha256", record.resultsSHA256),
    ]
    if let profile = record.profile { properties.append(("profile", profile)) }
    for (name, value) in record.parameters.sorted(by: { $0.key < $1.key }) {
      properties.append(("parameter.\(name)", (try? CanonicalJSON.text(value)) ?? ""))
    }
    if let path = lesson.servedBy { properties.append(("served_by", path)) }
    if let determinism = lesson.determinism { properties.append(("determinism", determinism.text)) }
    return XMLTree(
      name: "properties",
      children: properties.map { name, value in
        XMLTree(name: "property", attributes: [("name", name), ("value", value)])
      })
  }

  private static func testCase(_ found: CheckCase, of lesson: CheckedLesson) -> XMLTree {
    var element = XMLTree(
      name: "testcase",
      attributes: [
        ("name", found.name), ("classname", "lesson.\(lesson.id)"), ("time", time(found.seconds)),
        ("file", lesson.file), ("line", "\(found.line)"), ("assertions", "\(found.assertions)"),
      ])
    let message = found.findings.first?.message ?? ""
    let text = found.findings.map { "\($0.file):\($0.line): \($0.message)" }.joined(separator: "\n")
    switch found.outcome {
    case .passed: break
    case .failed: element.children = [problem("failure", "expectation", message, text)]
    case .error: element.children = [problem("error", "error", message, text)]
    case .skipped(let reason):
      element.children = [XMLTree(name: "skipped", attributes: [("message", reason)])]
    }
    return element
  }

  private static func problem(
    _ name: String, _ type: String, _ message: String, _ text: String
  ) -> XMLTree {
    XMLTree(name: name, attributes: [("message", message), ("type", type)], text: text)
  }
}
