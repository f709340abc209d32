import HandIn
import Lessons
import Records

/// The result of a check, for programs: an editor, a dashboard.
///
/// Lines and columns count from 1, columns in UTF-8 bytes; a range ends before its `end`.
package enum CheckJSON {
  package static let schema = "lesson/check/v1"

  /// - Parameter exitCode: what the command ends with.
  package static func value(_ lessons: [CheckedLesson], exitCode: Int) -> JSONValue {
    [
      "schema": .string(schema),
      "program": .string(ProgramVersion.text),
      "passes": .bool(exitCode == 0),
      "exit_code": .int(exitCode),
      "lessons": .array(lessons.map(lesson)),
    ]
  }

  private static func lesson(_ lesson: CheckedLesson) -> JSONValue {
    var members: [String: JSONValue] = [
      "name": .string(lesson.name),
      "id": .string(lesson.id),
      "file": .string(lesson.file),
      "passes": .bool(lesson.passes),
      "valid": .bool(lesson.isValid),
      "diagnostics": .array(lesson.diagnostics.map(diagnostic)),
      "marking": .array(lesson.scoring.map(problem)),
      "untried": .array(lesson.untried.map(problem)),
      "left_out": lesson.leftOut.map(JSONValue.string) ?? .null,
      "error": lesson.trouble.map(JSONValue.string) ?? .null,
      "run": lesson.record.map { run($0, of: lesson) } ?? .null,
    ]
    if let determinism = lesson.determinism {
      members["determinism"] = [
        "threads": .ints(determinism.threads),
        "kernels": .array(determinism.kernels.map { .string($0) }),
        "same_bits": .bool(determinism.difference == nil),
        "step": determinism.difference.map { .string($0.step) } ?? .null,
        "message": .string(determinism.text),
      ]
    }
    return .object(members)
  }

  private static func diagnostic(_ found: Diagnostic) -> JSONValue {
    [
      "code": .string(found.code),
      "severity": .string(found.severity.rawValue),
      "file": .string(found.file),
      "range": range(found.range),
      "message": .string(found.message),
      "notes": .array(found.notes.map(JSONValue.string)),
    ]
  }

  private static func range(_ range: SourceRange) -> JSONValue {
    func place(_ place: SourceLocation) -> JSONValue {
      ["line": .int(place.line), "column": .int(place.column)]
    }
    return ["start": place(range.lowerBound), "end": place(range.upperBound)]
  }

  private static func problem(_ problem: ScoringProblem) -> JSONValue {
    [
      "question": .string(problem.question),
      "file": problem.file.map(JSONValue.string) ?? .null,
      "line": problem.line.map(JSONValue.int) ?? .null,
      "message": .string(problem.message),
    ]
  }

  // MARK: - The run

  private static func run(_ record: RunRecord, of lesson: CheckedLesson) -> JSONValue {
    let ranges = Self.ranges(of: lesson)
    return [
      "status": .string(record.status.rawValue),
      "served_by": lesson.servedBy.map(JSONValue.string) ?? .null,
      "started_at": .string(record.startedAt),
      "seconds": .number(record.seconds),
      "profile": record.profile.map(JSONValue.string) ?? .null,
      "seed": .int(record.seed),
      "products": .string(record.engine.rounding),
      "parameters": .object(record.parameters),
      "results_sha256": .string(record.resultsSHA256),
      "unjudged": .int(lesson.unjudged),
      "steps": .array(record.steps.map(step)),
      "expectations": .array(
        record.expectations.map { expectation in
          guard case .object(var members) = constraint(expectation.check, ranges) else {
            return .null
          }
          members["step"] = .string(expectation.step)
          return .object(members)
        }),
      "claims": .array(record.claims.map { claim($0, ranges) }),
    ]
  }

  private static func step(_ step: StepRecord) -> JSONValue {
    [
      "id": .string(step.id),
      "status": .string(step.status.rawValue),
      "seconds": .number(step.seconds),
      "from_cache": .bool(step.fromCache),
      "error": step.error.map(JSONValue.string) ?? .null,
    ]
  }

  private static func constraint(_ check: ConstraintRecord, _ ranges: [Int: SourceRange])
    -> JSONValue
  {
    [
      "path": .string(check.path),
      "constraint": .string(check.constraint),
      "verdict": .string(check.verdict.rawValue),
      "measured": check.measured ?? .null,
      "message": check.message.map(JSONValue.string) ?? .null,
      "line": .int(check.line),
      "range": ranges[check.line].map(range) ?? .null,
    ]
  }

  /// Of a claim that would answer a question: whether it is as the lesson says, and nothing more.
  private static func claim(_ claim: ClaimRecord, _ ranges: [Int: SourceRange]) -> JSONValue {
    var members: [String: JSONValue] = [
      "id": .string(claim.id),
      "verdict": .string(claim.verdict.rawValue),
      "line": .int(claim.checks.first?.line ?? 1),
    ]
    if claim.question == nil {
      members["holds"] = claim.holds.map(JSONValue.bool) ?? .null
      members["expected_to_hold"] = claim.expectedToHold.map(JSONValue.bool) ?? .null
      members["checks"] = .array(claim.checks.map { constraint($0, ranges) })
    }
    return .object(members)
  }

  /// Where each constraint stands, by its line: there is one a line.
  private static func ranges(of lesson: CheckedLesson) -> [Int: SourceRange] {
    let checks = (lesson.lesson?.blocks ?? []).flatMap { block -> [ParsedCheck] in
      switch block {
      case .expect(let expect): expect.checks
      case .claim(let claim): claim.checks
      default: []
      }
    }
    return checks.reduce(into: [:]) { ranges, check in
      ranges[check.path.range.lowerBound.line] = SourceRange(
        check.path.range.lowerBound, check.constraint.range.upperBound)
    }
  }
}
