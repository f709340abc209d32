import Files
import Foundation
import HandIn
import Lessons
import Records

/// From a hand-in's record to the plan that runs it again.
///
/// The record is not trusted: it names a lesson, parameters and a seed, and no place on this
/// machine.
struct HandInPlan {
  var installation: Installation
  /// Values that the instructor gives for parameters.
  var given: [String: String]

  init(_ installation: Installation, given: [String: String]) {
    (self.installation, self.given) = (installation, given)
  }

  func plan(of record: RunRecord) throws -> LessonPlan {
    let finder = LessonFinder(installation)
    let id = record.lesson.id
    guard try finder.names().contains(id) else {
      throw Failure(.missing, "there is no lesson \(OneLine.of(id)) here to replay it with")
    }
    let loaded = try finder.load(id)
    try checkDigest(of: loaded, record)
    var options = PlanOptions(
      parameters: given, profile: record.profile, seed: record.seed,
      variant: record.own == nil ? record.variant : nil)
    if record.steps.contains(where: { $0.status == .skipped }) {
      options.selection.steps = record.steps.filter { $0.status != .skipped }.map(\.id)
    }
    let plain = try plan(loaded, record, options, finder)
    for (name, value) in record.parameters where plain.recordedParameters[name] != value {
      guard given[name] == nil else { continue }
      options.parameters[name] = try RecordedParameter.text(
        of: value, name, advice: "give yours with -p \(OneLine.of(name, limit: 64))=…")
    }
    return try plan(loaded, record, options, finder)
  }

  /// A student's own variant is planned as when they ran it, within the same limits.
  private func plan(
    _ loaded: LoadedLesson, _ record: RunRecord, _ options: PlanOptions, _ finder: LessonFinder
  ) throws -> LessonPlan {
    guard let own = record.own else { return try finder.plan(loaded, options: options) }
    return try OwnVariantRun.plan(own, name: OwnVariant.name, loaded, options)
  }

  private func checkDigest(of loaded: LoadedLesson, _ record: RunRecord) throws {
    guard let lesson = loaded.lesson, lesson.sha256 != record.lessonSHA256 else { return }
    let url = URL(typed: lesson.file)
    let handOuts = try handIn { () throws(HandInProblem) in
      try HandOut.digests(of: loaded, at: url)
    }
    guard !handOuts.contains(record.lessonSHA256) else { return }
    throw Failure(
      .missing,
      """
      \(lesson.file): not the lesson that was run: SHA-256 \(lesson.sha256.prefix(16))… here, \
      \(OneLine.of(record.lessonSHA256, limit: 17)) in the report; replay it with that version
      """)
  }
}
