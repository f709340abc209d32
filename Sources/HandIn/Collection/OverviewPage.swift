import Records
import Report

/// The overview of a class as a document: who handed in what, what was edited, and the answers by
/// question beside the instructor's own.
package enum OverviewPage {
  /// - Parameter exercises: the outcomes of exercises in PyTorch.
  package static func document(
    _ collection: ClassCollection, warnings: [String] = [], exercises: ExerciseTable? = nil
  ) -> ReportDocument {
    let lessons = collection.lessons
    let names = lessons.map { OneLine.of($0.lesson.id) }.joined(separator: ", ")
    let edited = collection.handIns.count { $0.verdict != .intact }
    let detail =
      "\(Words.count(collection.handIns.count, "hand-in")), \(edited) not as written, "
      + "\(Words.count(collection.skipped.count, "other file")). Verification is evidence, "
      + "not proof: for marks, replay."
    let blocks =
      attention(collection, warnings) + table(collection) + groups(collection)
      + (exercises?.blocks ?? [])
      + lessons.flatMap { OverviewAnswers.blocks(collection, $0.lesson, run: $0.run) }
    return ReportDocument(
      lesson: names.isEmpty ? "–" : names,
      title: lessons.count == 1 ? "Hand-ins: \(lessons[0].lesson.title)" : "Hand-ins",
      status: ReportStatus(kind: .complete, headline: "Collected", detail: [.text(detail)]),
      blocks: [.contents(Contents(of: blocks))] + blocks)
  }

  // MARK: - What needs attention

  private static func attention(_ collection: ClassCollection, _ warnings: [String])
    -> [ReportBlock]
  {
    var blocks: [ReportBlock] = []
    let edited = collection.handIns.filter { $0.verdict != .intact }
    if !edited.isEmpty {
      blocks += list("Not as the program wrote them", edited) { handIn in
        let findings = handIn.findings.map(\.text)
        return findings.isEmpty ? handIn.notes : findings
      }
    }
    let noted = collection.handIns.filter { $0.verdict == .intact && !$0.notes.isEmpty }
    if !noted.isEmpty { blocks += list("Notes", noted) { $0.notes } }
    let identical = collection.handIns.filter { !$0.identical.isEmpty }
    if !identical.isEmpty {
      blocks += list("The same answer as others", identical, Words.identical)
    }
    let similar = collection.handIns.filter { !$0.similar.isEmpty }
    if !similar.isEmpty {
      blocks += list("Much of the wording as others", similar) {
        Words.similar($0, among: collection.handIns)
      }
      blocks.append([
        .text(
          "The share of the shingles of both, every three words that follow one another, that are in "
            + "both answers. A hint to look at, and no proof.")
      ])
    }
    if !collection.skipped.isEmpty {
      blocks.append(
        .table(
          ReportTable(
            "Files that are no hand-in", columns: [.text("file"), .text("why")],
            rows: collection.skipped.map { other in
              [[.isolated(OneLine.of(other.file, limit: 300))], [.text(other.reason)]]
            })))
    }
    for (title, lines) in [
      ("About the times:", collection.timeNotes), ("About the marks:", warnings),
    ] where !lines.isEmpty {
      blocks.append([.text(title)])
      blocks.append(
        .list(
          ordered: false, start: 1,
          items: lines.map { [.paragraph([.isolated(OneLine.of($0, limit: 300))])] }))
    }
    guard !blocks.isEmpty else { return [] }
    return [.heading(level: 2, content: ["What needs a look"])] + blocks
  }

  /// A list and no table: what is said is long, and a digest in it must be free to wrap.
  private static func list(
    _ title: String, _ handIns: [CollectedHandIn], _ words: (CollectedHandIn) -> [String]
  ) -> [ReportBlock] {
    let items = handIns.map { handIn -> [ReportBlock] in
      let file = ReportInline.isolated(OneLine.of(handIn.file, limit: 300))
      return [
        .paragraph([.strong([.isolated(handIn.who)]), ", ", file]),
        .list(
          ordered: false, start: 1, items: words(handIn).map { [.paragraph([.text($0)])] }),
      ]
    }
    return [
      .heading(level: 3, content: [.text(title)]), .list(ordered: false, start: 1, items: items),
    ]
  }

  // MARK: - Tables

  private static func table(_ collection: ClassCollection) -> [ReportBlock] {
    let rows = collection.handIns.map { handIn -> [[ReportInline]] in
      let scorecard = handIn.scorecard
      let answered = scorecard.scores.count - Words.missing(handIn).count
      let total =
        "\(Words.points(scorecard.points)) of \(Words.points(scorecard.maximum))"
      return [
        [.isolated(handIn.who)], [.isolated(handIn.id)], [.text(total)],
        [.text("\(scorecard.awaiting)")], [.text("\(answered) of \(scorecard.scores.count)")],
        [.text(time(handIn))], [.text(Words.verdict(handIn))], [.text(handIn.group)],
        [.text(handIn.setting)], [.text(handIn.lesson)],
      ]
    }
    return [
      .heading(level: 2, content: ["Who handed in what"]),
      .table(
        ReportTable(
          "All hand-ins; points count what is marked",
          columns: [
            .text("student"), .text("number"), .number("points"), .number("awaiting"),
            .number("answered"), .text("handed in"), .text("page"), .text("results"), .text("run"),
            .text("lesson"),
          ], rows: rows)),
    ]
  }

  /// When a file was handed in, how late, and whether it counts.
  private static func time(_ handIn: CollectedHandIn) -> String {
    (handIn.time.map(Deadline.text) ?? "not known")
      + (handIn.lateness.map { ", \($0.text)" } ?? "") + (handIn.counts ? "" : ", does not count")
  }

  private static func groups(_ collection: ClassCollection) -> [ReportBlock] {
    guard !collection.groups.isEmpty else { return [] }
    let rows = collection.groups.map { group -> [[ReportInline]] in
      let members = group.members.map { collection.handIns[$0] }
      let settings = Set(members.map(\.setting)).sorted().prefix(3).joined(separator: "; ")
      let names = members.prefix(12).flatMap { [.text(", "), ReportInline.isolated($0.who)] }
      let more = members.count > 12 ? [ReportInline.text(" and \(members.count - 12) more")] : []
      return [
        [.text(group.name)], [.text("\(members.count)")],
        [.code(String(OneLine.of(group.resultsSHA256).prefix(16)))], [.text(settings)],
        Array(names.dropFirst()) + more,
      ]
    }
    return [
      .heading(level: 2, content: ["Who got the same numbers"]),
      .table(
        ReportTable(
          "Groups of equal results",
          columns: [
            .text("group"), .number("hand-ins"), .text("results, SHA-256"), .text("runs"),
            .text("students"),
          ], rows: rows)),
    ]
  }
}
