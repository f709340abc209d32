import Checking
import HandIn
import Records
import Report

/// What `lesson run` says at its end.
enum RunSummary {
  /// What this run did otherwise than the notebook, a line each; `nil` for a lesson without one.
  static func departures(of record: RunRecord) -> String? {
    guard record.lesson.hasNotebook || !record.departures.isEmpty else { return nil }
    var lines = record.departures.map { "- \(OneLine.of($0.what, limit: 300))" }
    let added = record.unnamedAddedSteps.map { OneLine.of($0) }
    if !added.isEmpty {
      lines.append("- added \(Words.count(added.count, "step")): \(added.joined(separator: ", "))")
    }
    if !record.changedParameters.isEmpty {
      let names = record.changedParameters.map { OneLine.of($0) }
      lines.append("- not the lesson’s own values: \(names.joined(separator: ", "))")
    }
    guard !lines.isEmpty else { return "Nothing in this run departs from the notebook." }
    return "Not as in the notebook (the report says why):\n" + lines.joined(separator: "\n")
  }

  /// How to go on to its questions; `nil` where it asks none, or where only a part has run.
  static func answering(_ record: RunRecord) -> String? {
    let count = record.document.count { if case .question = $0 { true } else { false } }
    guard record.isWhole, count > 0 else { return nil }
    return
      "Its \(Words.count(count, "question")): \(Installation.command) student \(record.lesson.id)"
  }

  /// That something did not come out as the lesson says; `nil` where all did.
  static func failing(_ record: RunRecord, lesson: String) -> String? {
    Judgement(record).failing.map {
      "\($0); `\(Installation.command) check \(lesson)` says which"
    }
  }

  /// How a variant's outcome gets into the lesson's own report; `nil` for a run of the lesson itself.
  ///
  /// - Parameter answers: the file in which a variant of the student's own stands.
  static func comparing(_ record: RunRecord, answers: String?) -> String? {
    guard record.variant != nil, record.isWhole, record.plainRun != nil else { return nil }
    let command = "\(Installation.command) report \(record.lesson.id)"
    guard record.own == nil else {
      let file = answers ?? AnswersTemplate(record).file
      return "To hand it in with the rest: \(command) --student \"Your name\" --answers \(file)"
    }
    let isAsked = record.questions.contains { $0.variant == record.variant }
    return isAsked ? "Behind its question in the lesson’s own report: \(command)" : nil
  }

  /// How much of the lesson has run, where that is not all of it.
  static func part(of record: RunRecord) -> String? {
    guard !record.isWhole else { return nil }
    let done = record.steps.count { $0.status == .complete }
    return "This is a part of the lesson: \(done) of \(record.steps.count) steps."
  }
}
