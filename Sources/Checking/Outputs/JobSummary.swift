import Foundation
import HandIn
import Records
import Report

/// The Markdown page that GitHub shows for a job.
package enum JobSummary {
  /// GitHub takes a megabyte a step; findings beyond these are in the log.
  private static let findingLimit = 50
  private static let messageLimit = 400

  package static func markdown(_ lessons: [CheckedLesson]) -> String {
    let failed = lessons.count { !$0.passes && $0.leftOut == nil }
    let leftOut = lessons.count { $0.leftOut != nil }
    var state =
      failed == 0 ? "all as the lessons say" : "\(failed) of \(lessons.count) not as they say"
    if leftOut > 0 {
      let others = "\(leftOut) of \(lessons.count) not checked"
      state = failed == 0 ? others : "\(state), \(others)"
    }
    var text = "## lesson check: \(state)\n\n"
    text += "| lesson | steps | expectations and claims | time | |\n|---|---|---|---|---|\n"
    for lesson in lessons { text += row(lesson) }
    let findings = lessons.flatMap(\.cases).flatMap { found in
      found.findings.map { (found.name, $0) }
    }
    guard !findings.isEmpty else { return text + "\n" }
    text += "\n"
    for (name, finding) in findings.prefix(findingLimit) {
      text += "- \(cell("\(finding.file):\(finding.line)")), **\(cell(name))**: "
      text += "\(cell(finding.message))\n"
    }
    if findings.count > findingLimit {
      text += "- and \(findings.count - findingLimit) more; the log has them all\n"
    }
    return text + "\n"
  }

  private static func row(_ lesson: CheckedLesson) -> String {
    let steps = lesson.record?.steps ?? []
    let ran = "\(steps.count { $0.status == .complete }) of \(steps.count)"
    let judged = lesson.judgement?.counts(unjudged: lesson.unjudged) ?? "not run"
    let time = lesson.record.map { String(format: "%.1f s", $0.seconds) } ?? ""
    let how = lesson.servedBy == nil ? "" : ", earlier record"
    return "| \(cell(lesson.id)) | \(ran) | \(cell(judged)) | \(time)\(how) "
      + "| \(state(of: lesson)) |\n"
  }

  /// In the words of the other outputs.
  private static func state(of lesson: CheckedLesson) -> String {
    if lesson.passes { return "passes" }
    if lesson.leftOut != nil { return "not checked" }
    return lesson.isValid ? "**fails**" : "**invalid**"
  }

  /// Text that is read neither as Markdown nor as HTML, on one line.
  private static func cell(_ text: String) -> String {
    MarkdownText.escaped(OneLine.of(text, limit: messageLimit))
  }
}
