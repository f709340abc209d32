import Checking
import Engine
import Foundation
import HandIn
import Lessons
import Records
import Synchronization

/// Checks lessons one by one: finds or makes a run of each, and has it judged.
struct LessonCheck {
  var store: AssetStore
  var threads: Int
  var quiet: Bool
  /// Where results of earlier runs come from; `nil` where everything is to be computed.
  var cache: StepCache?
  /// Where records of earlier runs lie that may serve; `nil` where none may.
  var records: URL?
  /// Where each run's report is to be written; `nil` where none is wanted.
  var reports: URL?
  /// Whether each lesson is replayed a second time, on one thread.
  var determinism = false
  var isValidationOnly = false
  var output: CheckOutput

  /// The result of a lesson, and why its run did not complete.
  func check(_ lesson: PreparedLesson) -> (checked: CheckedLesson, failure: Failure?) {
    var checked = unchecked(lesson)
    var failure: Failure?
    if let plan = lesson.plan, !isValidationOnly {
      do {
        try run(plan, &checked)
      } catch let problem as Failure {
        failure = problem
      } catch {
        failure = Failure(.defect, "this should not happen: \(error)")
      }
      checked.trouble = failure?.message
    }
    let run = checked.record.flatMap { $0.isWhole ? $0 : nil }
    checked.scoring = ScoringCheck.problems(of: lesson.loaded, run: run)
    checked.untried = ScoringCheck.untried(of: lesson.loaded, run: run)
    return (checked, failure)
  }

  /// The record of a run of a lesson: an earlier one's, or one that is made now.
  func run(_ plan: LessonPlan, _ checked: inout CheckedLesson) throws {
    if let (path, record) = serving(plan) {
      (checked.record, checked.servedBy) = (record, path)
      return
    }
    guard determinism else {
      return try replay(
        plan, threads: threads, cache: cache, reports: reports, keeping: &checked.record)
    }
    try replay(
      plan, threads: max(2, threads), cache: nil, reports: reports, keeping: &checked.record)
    var second: RunRecord?
    let kernels = KernelChoice.current
    if let others = KernelChoice.nextFastest { KernelChoice.use(others) }
    defer { KernelChoice.use(kernels) }
    try replay(plan, threads: 1, cache: nil, reports: nil, keeping: &second)
    if let first = checked.record, let second {
      checked.determinism = Determinism(first, second)
    }
  }

  /// Replays a lesson; the record is kept also where the run does not complete.
  private func replay(
    _ plan: LessonPlan, threads: Int, cache: StepCache?, reports: URL?,
    keeping record: inout RunRecord?
  ) throws {
    let kept = Mutex<RunRecord?>(nil)
    defer { record = kept.withLock { $0 } }
    let folder = try reports.map { try ReportFolder(name: plan.outputName, in: $0) }
    _ = try Replay(
      plan: plan, store: store, threads: threads,
      display: RunDisplay(quiet: quiet, printsResults: false), folder: folder, cache: cache,
      keep: { record in kept.withLock { $0 = record } }
    ).run()
  }

  // MARK: - Earlier runs

  /// The record of an earlier run that would come out the same; says why one that is there does not
  /// serve.
  private func serving(_ plan: LessonPlan) -> (path: String, record: RunRecord)? {
    guard let url = records?.appendingPathComponent("\(plan.outputName)/\(ReportFiles.record)"),
      FileManager.default.fileExists(atPath: url.path)
    else { return nil }
    let id = plan.identity.id
    do {
      let record = try EarlierRun.judged(
        try RunRecordFile.read(from: url), for: plan, assets: try assets(of: plan))
      output.say(
        "\(id): not replayed: the record \(url.relativePath) of \(record.startedAt) is of the same "
          + "lesson, values, files and engine; --fresh replays")
      return (url.relativePath, record)
    } catch {
      output.say("\(id): replayed: the record \(url.relativePath) does not serve: \(error)")
      return nil
    }
  }

  /// The plan's data and weights that are on this machine; nothing is fetched for looking at a
  /// record.
  private func assets(of plan: LessonPlan) throws -> [LocatedAsset] {
    let here = AssetStore(manifest: store.manifest, cache: store.cache, offline: true)
    return try plan.assets.map { request in
      try here.locate(request, cancellation: Interrupt.cancellation) { _ in }
    }
  }
}

extension LessonCheck {
  /// Checks all lessons, says the results, and writes what was asked for.
  ///
  /// Nothing that is wrong with one lesson keeps the others from being checked. While a lesson runs,
  /// the files say that it has not come to its end: a process that is killed leaves nothing that
  /// looks finished.
  ///
  /// - Returns: what the command ends with, that of the first that went wrong; `nil` where all is as
  ///   the lessons say.
  func run(_ lessons: [PreparedLesson]) throws -> ExitStatus? {
    var found = lessons.map { lesson in
      var checked = unchecked(lesson)
      if lesson.status == nil { checked.leftOut = "the check did not get so far" }
      return checked
    }
    var status: ExitStatus?
    for (index, lesson) in lessons.enumerated() {
      guard status != .interrupted else {
        if lesson.status == nil { found[index].leftOut = "the check was interrupted" }
        continue
      }
      if lesson.status == nil, !isValidationOnly {
        found[index].leftOut = nil
        found[index].trouble = "the check ended while this lesson was being replayed"
        try output.write(found, status: .defect)
      }
      let (checked, failure) = lesson.status == nil ? check(lesson) : (unchecked(lesson), nil)
      found[index] = checked
      say(checked)
      if let failure {
        output.complain(failure.message)
        if status == nil || status == .difference { status = failure.status }
        if failure.status == .interrupted { status = .interrupted }
      } else if let invalid = lesson.status {
        if let message = lesson.failure?.message { output.complain(message) }
        if status == nil || status == .difference { status = invalid }
      } else if !checked.passes, status == nil {
        status = .difference
      }
    }
    try output.finish(found, status: status)
    return status
  }

  /// A lesson of which nothing has run.
  private func unchecked(_ lesson: PreparedLesson) -> CheckedLesson {
    var checked = CheckedLesson(
      name: lesson.name, file: lesson.file, diagnostics: lesson.diagnostics,
      lesson: lesson.loaded.lesson)
    checked.hasAnswers = !lesson.loaded.answers.isEmpty && lesson.plan != nil
    checked.isValidationOnly = isValidationOnly
    if let message = lesson.failure?.message, !message.isEmpty { checked.trouble = message }
    return checked
  }

  private func say(_ checked: CheckedLesson) {
    for problem in checked.scoring + checked.untried { output.say("\(problem)") }
    guard checked.isValid else { return output.say("\(checked.id): invalid; nothing was run") }
    if checked.trouble == nil, isValidationOnly {
      return output.say("\(checked.id): valid; nothing was run")
    }
    if let judgement = checked.judgement {
      output.say(
        judgement.text(
          file: checked.file, unjudged: checked.unjudged, isServed: checked.servedBy != nil))
    } else {
      output.say("\(checked.id): nothing ran; \(checked.unjudged) skipped, not judged")
    }
    if let determinism = checked.determinism {
      output.say("\(checked.id): determinism: \(determinism.text)")
    }
  }
}
