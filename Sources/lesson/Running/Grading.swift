import Checking
import Foundation
import HandIn
import Lessons
import Records

/// Marks one answers file and writes what a grader reads.
///
/// A wrong answer is no failure: it throws only where the marking itself could not be done.
struct Grading {
  var grader: Grader
  /// The path of the student's answers.
  var answers: String
  var folder: URL

  func run(_ lesson: PreparedLesson, _ check: LessonCheck) throws {
    guard let plan = lesson.plan, let parsed = lesson.loaded.lesson else { throw Failure(.invalid) }
    guard !lesson.loaded.answers.isEmpty else {
      throw Failure(
        .missing,
        "\(lesson.file): there are no answers to mark by; NAME.instructor.md belongs beside it")
    }
    let file = OutputFile(folder.appendingPathComponent(grader.fileName), .json)
    try file.check()
    let marker = Marker(parsed, answers: lesson.loaded.answers)
    let run = try needsRun(lesson) ? self.run(of: plan, lesson, check) : nil
    let grade: Grade
    do {
      let questions = parsed.blocks.compactMap { block in
        if case .question(let question) = block { question.id.value } else { nil }
      }
      let typed = try AnswersFile.answers(
        in: try HandInFiles.text(answers), file: answers, questions: questions)
      grade = Grade(marker.mark(typed, of: run), lesson: plan.identity.id)
    } catch let failure as Failure where failure.status == .invalid {
      grade = Grade(
        unreadable: HandInProblem(.invalid, failure.message), questions: marker.mark([:]),
        lesson: plan.identity.id)
    }
    let value = grader.value(
      grade, environment: ProcessInfo.processInfo.environment, date: Date.now.ISO8601Format())
    try file.write(try DigestMember.sealed(value, in: grader.freeMember))
    check.output.say(grade.summary)
    check.output.say("Grade: \(file.url.relativePath)")
  }

  /// Whether a check compares what was typed with a run.
  private func needsRun(_ lesson: PreparedLesson) -> Bool {
    lesson.loaded.answers.flatMap(\.selfCheck).contains { check in
      if case .value(.same) = check { true } else { false }
    }
  }

  private func run(
    of plan: LessonPlan, _ lesson: PreparedLesson, _ check: LessonCheck
  ) throws -> RunRecord? {
    var checked = CheckedLesson(
      name: lesson.name, file: lesson.file, diagnostics: lesson.diagnostics, lesson: nil)
    try check.run(plan, &checked)
    return checked.record
  }
}
