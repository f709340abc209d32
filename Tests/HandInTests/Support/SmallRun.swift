import Foundation
import Records
import Report

@testable import HandIn

/// A run of a small lesson: two steps, three questions.
enum SmallRun {
  static func record(
    student: StudentRecord? = StudentRecord(name: "Ada", id: "17"), losses: [Double] = [0.69, 0.68]
  ) -> RunRecord {
    let steps = [
      StepRecord(
        id: "draw", cell: "2", status: .complete, seconds: 0.1, seed: 7,
        results: ["rows": 1000, "accuracy": 0.537, "indices": [4, 8, 15]], printed: ["1000 rows"]),
      StepRecord(
        id: "train", cell: "4", status: .complete, seconds: 2, seed: 7,
        results: ["losses": .array(losses.map { .number($0) }), "tokens": 272_119],
        printed: losses.enumerated().map { "Epoch \($0.offset + 1), Loss: \($0.element)" }),
    ]
    var record = RunRecord(
      status: .complete,
      lesson: LessonIdentity(id: "small", title: "A small lesson", notebook: ["file": "s.ipynb"]),
      lessonSHA256: String(repeating: "ab", count: 32), document: document,
      parameters: ["rows": 1000], changedParameters: [], profile: nil, seed: 7, departures: [],
      assets: [
        AssetRecord(
          name: "reviews",
          files: [.init(name: "r.csv", bytes: 9, sha256: String(repeating: "cd", count: 32))],
          license: nil, citation: nil)
      ],
      engine: EngineRecord(version: "1.0", products: "exact", kernels: "avx2"),
      environment: EnvironmentRecord(
        processor: "a processor", cores: 2, threads: 2, system: "Linux"),
      student: student, steps: steps, startedAt: "2026-11-23T14:58:49Z", seconds: 2.1)
    record.resultsSHA256 = (try? RunRecord.resultsDigest(of: steps)) ?? ""
    return record
  }

  static let document: [DocumentBlock] = [
    .prose([.paragraph([.text("There are {{draw.rows:d}} reviews.")])]),
    .step(StepBlock(id: "draw", cell: "2", source: "- subset: reviews\n", line: 9)),
    question("chance", 2, "What is the loss of a guess?"),
    .step(StepBlock(id: "train", cell: "4", source: "- train: head\n", line: 20)),
    question("padding", 1, "How much is filler?"), question("why", 4, "Why is the loss low?"),
  ]

  private static func question(_ id: String, _ points: Double, _ text: String) -> DocumentBlock {
    .question(QuestionBlock(id: id, points: points, content: [.paragraph([.text(text)])]))
  }

  static let answers = [
    "chance": "value: 0.6931", "padding": "choice: c",
    "why": "The printed figure is one batch alone, and it is divided by all of them.",
  ]

  static func page(
    _ record: RunRecord = record(), answers: [String: String] = answers,
    program: String = ProgramVersion.text
  ) -> String {
    HTMLWriter.write(ReportBuilder.build(record, answers: answers), program: program)
  }
}

/// A folder that is there for one test.
final class Folder {
  let url: URL

  init() throws {
    url = FileManager.default.temporaryDirectory.appendingPathComponent(
      "handin-\(UUID().uuidString)")
    try FileManager.default.createDirectory(at: url, withIntermediateDirectories: true)
  }

  deinit { try? FileManager.default.removeItem(at: url) }

  func write(_ path: String, _ text: String) throws {
    let file = url.appendingPathComponent(path)
    try FileManager.default.createDirectory(
      at: file.deletingLastPathComponent(), withIntermediateDirectories: true)
    try Data(text.utf8).write(to: file)
  }
}

/// A lesson with the three questions of ``SmallRun`` and their answers.
enum SmallLesson {
  static let text = """
    ---
    id: "small"
    title: "A small lesson"
    notebook: {repository: somebody/something, file: s.ipynb}
    seed: 7
    parameters: {width: 8}
    departures:
      - {what: "no backbone", why: "a head is enough here"}
    ---

    # A small lesson

    ```step build cell=none
    - head: $width
      hidden: 4
      labels: 2
      as: head
    ```

    <!-- question chance points=2 -->
    What is the loss of a guess? A number
    with four decimals.
    <!-- end -->

    <!-- question padding points=1 -->
    How much is filler?

    - **a**: little
    - **c**: nearly half
    <!-- end -->

    <!-- question why points=4 -->
    Why is the loss low?
    <!-- end -->

    """

  static let answers = """
    <!-- answer chance -->
    It is ln 2.

    value: 0.6931

    ```check
    value: 0.6931 ± 0.0005
    ```
    <!-- end -->

    <!-- answer padding -->
    Nearly half is filler.

    choice: c

    ```check
    choice: c
    ```
    <!-- end -->

    <!-- answer why -->
    Because of the division.
    <!-- end -->

    """
}
