import Files
import Foundation
import Records

/// What it takes for a lesson's `expect` blocks to say what a run has measured.
///
/// Only constraints that are meant for that run and fail are changed.
package struct Acceptance: Sendable {
  /// A constraint that gets another text.
  package struct Change: Sendable, Equatable {
    /// The full path, step included.
    package var path: String
    package var old: String
    package var new: String
    var range: SourceRange

    /// The line of the lesson file, from 1.
    package var line: Int { range.lowerBound.line }
  }

  /// A constraint that fails, or cannot be judged, and stays as it is.
  package struct Leftover: Sendable, Equatable {
    package var path: String
    package var constraint: String
    package var line: Int
    /// What judging said of it.
    package var message: String
    package var reason: String
  }

  package private(set) var changes: [Change] = []
  package private(set) var leftovers: [Leftover] = []
  package private(set) var passing = 0
  /// How many constraints are meant for other runs.
  package private(set) var notApplicable = 0
  private let plan: LessonPlan
  private let record: RunRecord

  /// - Parameters:
  ///   - record: a complete run of `plan`.
  ///   - step: the one step whose expectations are looked at; `nil` for all.
  package init(_ plan: LessonPlan, record: RunRecord, step: String? = nil) {
    (self.plan, self.record) = (plan, record)
    let judged = Judge.judge(plan, record: record).expectations
    // Judging skips the blocks of steps that did not complete, and keeps the order.
    let checks = plan.lesson.blocks.flatMap { block -> [ParsedCheck] in
      guard case .expect(let expect) = block,
        record.step(expect.step.value)?.status == .complete
      else { return [] }
      return expect.checks
    }
    for (check, judged) in zip(checks, judged) where step == nil || judged.step == step {
      look(at: check, judged.check)
    }
  }

  private mutating func look(at check: ParsedCheck, _ judged: ConstraintRecord) {
    switch judged.verdict {
    case .pass: passing += 1
    case .notApplicable: notApplicable += 1
    case .error: keep(judged, "what it asks for cannot be found or compared")
    case .fail:
      guard let value = judged.measured else { return keep(judged, "the run has no value here") }
      let record = record
      let rewriting = ConstraintRewriting { ResultPath($0)?.value(in: record) }
      do throws(ConstraintRewriting.Refusal) {
        let new = try rewriting.text(check.text, for: value)
        changes.append(
          Change(path: judged.path, old: check.text, new: new, range: check.constraint.range))
      } catch {
        keep(judged, error.reason)
      }
    }
  }

  private mutating func keep(_ judged: ConstraintRecord, _ reason: String) {
    leftovers.append(
      Leftover(
        path: judged.path, constraint: judged.constraint, line: judged.line,
        message: judged.message ?? "", reason: reason))
  }

  /// The lesson file with every change made; `nil` where that would not be the same lesson with
  /// these constraints passing, which would be a defect of this program.
  ///
  /// - Parameter data: the file's bytes, as they were when `plan` was made.
  package func applied(to data: Data) -> Data? {
    guard SHA256Digest.hex(of: data) == plan.lesson.sha256,
      let new = LineEdits.apply(changes.map { ($0.range, $0.new) }, to: data)
    else { return nil }
    let folder = URL(typed: plan.lesson.file).deletingLastPathComponent()
    let parsed = LessonParser.parse(new, file: plan.lesson.file, folder: folder)
    guard let lesson = parsed.lesson, lesson.blocks.count == plan.lesson.blocks.count else {
      return nil
    }
    var changed = plan
    changed.lesson = lesson
    let before = Judge.judge(plan, record: record).expectations
    let after = Judge.judge(changed, record: record).expectations
    let lines = Set(changes.map(\.range.lowerBound))
    guard before.count == after.count else { return nil }
    let isSound = zip(before, after).allSatisfy { old, new in
      let isChanged = changes.contains { $0.line == new.check.line && $0.path == new.check.path }
      return isChanged
        ? new.check.verdict == .pass
        : old.check.constraint == new.check.constraint && old.check.verdict == new.check.verdict
    }
    return isSound && lines.count == changes.count ? new : nil
  }
}
