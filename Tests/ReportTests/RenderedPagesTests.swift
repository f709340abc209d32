import Foundation
import Records
import Report
import Testing

/// Writes the fixtures' reports to a folder, to be looked at in a browser:
/// `LESSON_REPORT_PAGES=FOLDER swift test --filter RenderedPagesTests`.
@Suite(.enabled(if: ProcessInfo.processInfo.environment["LESSON_REPORT_PAGES"] != nil))
struct RenderedPagesTests {
  /// A question for a number, and one for a letter.
  private static let asking: [DocumentBlock] = [
    .question(
      QuestionBlock(
        id: "steps", points: 1, asks: .number,
        content: [.paragraph([.text("How many steps are there?")])])),
    .question(
      QuestionBlock(
        id: "decay", points: 2, asks: .choice,
        content: [
          .paragraph([.text("What does it do?")]),
          .list(
            ordered: false, start: 1,
            items: ["a: it shrinks weights", "b: nothing"].map { [.paragraph([.text($0)])] }),
        ])),
  ]

  @Test func writesTheFixturesReports() throws {
    let path = try #require(ProcessInfo.processInfo.environment["LESSON_REPORT_PAGES"])
    let folder = URL(filePath: path, directoryHint: .isDirectory)
    try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
    var handedIn = Replay.record()
    handedIn.student = StudentRecord(name: "Nadia نادية Example", id: "u1234567")
    var failed = ReplaySteps.all
    failed[3] = StepRecord(
      id: "train-head", cell: "1dD855X0dfgB", status: .failed, seconds: 3, seed: 42,
      error: "the loss of batch 12 in epoch 1 is not a number")
    for index in 4..<failed.count {
      failed[index] = StepRecord(
        id: failed[index].id, cell: failed[index].cell, status: .pending, seed: 42)
    }
    let hostile = Attacks.all.enumerated().map { index, attack in
      ("hostile-\(index)", Attacks.record(with: attack), Attacks.answers(with: attack))
    }
    let pages: [(String, RunRecord, [String: String])] =
      [
        ("complete", Replay.record(), [:]),
        (
          "handed-in", handedIn,
          [
            "low-loss": "It is 0.011 × 63 = 0.69,\nwhich is ln 2.\n\n  So it learned nothing?",
            "conclusoin": "<b>Nothing</b> was tested.",
          ]
        ),
        ("asking", Replay.record(document: Self.asking), [:]),
        ("failed", Replay.record(steps: failed, status: .failed), [:]),
      ] + hostile
    for (name, record, answers) in pages {
      let document = ReportBuilder.build(record, answers: answers)
      for (text, ending) in [
        (HTMLWriter.write(document), "html"), (MarkdownWriter.write(document), "md"),
      ] {
        try Data(text.utf8).write(to: folder.appending(path: "\(name).\(ending)"))
        #expect(!text.isEmpty)
      }
    }
  }
}
