import Foundation
import Lessons
import Records
import Testing

@testable import HandIn

@Suite struct HandOutTests {
  private func handOut(_ folder: Folder) throws -> (HandOut, LoadedLesson) {
    let url = folder.url.appendingPathComponent("small.md")
    let loaded = try LessonLoader(folder: folder.url).load(url)
    return (try HandOut(of: loaded, at: url), loaded)
  }

  @Test func isTheLessonsOwnBytesWhereAnswersLieBesideIt() throws {
    let folder = try Folder()
    try folder.write("small.md", SmallLesson.text)
    try folder.write("small.instructor.md", SmallLesson.answers)
    try folder.write("small.cells.json", "{\"cells\": []}")
    let (handOut, _) = try handOut(folder)
    #expect(handOut.files.keys.sorted() == ["small.cells.json", "small.md"])
    #expect(handOut.files["small.md"] == Data(SmallLesson.text.utf8))
  }

  @Test(arguments: ["\n", "\r\n"])
  func takesAnswersOutOfTheLesson(newline: String) throws {
    let folder = try Folder()
    let with = SmallLesson.text.replacing(
      "<!-- question padding", with: SmallLesson.answers + "<!-- question padding")
    try folder.write("small.md", with.replacing("\n", with: newline))
    let (handOut, loaded) = try handOut(folder)
    let expected = Data(SmallLesson.text.replacing("\n", with: newline).utf8)
    #expect(handOut.files["small.md"] == expected)
    #expect(handOut.removedAnswers == 3)
    let digests = try HandOut.digests(
      of: loaded, at: folder.url.appendingPathComponent("small.md"))
    #expect(digests == [String](repeating: SHA256Digest.hex(of: expected), count: 2))
  }

  /// That a claim does not hold would answer the question about it.
  @Test(arguments: ["\n", "\r\n"])
  func doesNotTellWhichClaimsHold(newline: String) throws {
    func lesson(_ first: String, _ second: String) -> String {
      (SmallLesson.text + """

        <!-- claim low holds=\(first) -->
        It is low.

        ```check
        train.loss: < 1
        ```
        <!-- end -->

        <!-- claim good holds=\(second) question=padding -->
        It is good.

        ```check
        train.loss: < 1
        ```
        <!-- end -->

        """).replacing("\n", with: newline)
    }
    let folder = try Folder()
    try folder.write("small.md", lesson("yes", "no"))
    let (handOut, loaded) = try handOut(folder)
    let untold = lesson("untold", "untold")
    #expect(handOut.files["small.md"] == Data(untold.utf8))
    let digests = try HandOut.digests(
      of: loaded, at: folder.url.appendingPathComponent("small.md"))
    // Hand-outs of versions that told it are known, too.
    #expect(digests == [untold, lesson("yes", "no")].map { SHA256Digest.hex(of: Data($0.utf8)) })
    // It is a lesson like any other, and once more nothing is left to hide.
    let again = LessonParser.parse(Data(untold.utf8), file: "small.md", folder: folder.url)
    #expect(again.diagnostics == [])
    let claims = again.lesson?.blocks.compactMap { block -> Bool?? in
      if case .claim(let claim) = block { claim.holds.value } else { nil }
    }
    #expect(claims == [nil, nil])
  }

  @Test func bringsTheLessonsImages() throws {
    let folder = try Folder()
    let png = Data([0x89, 0x50, 0x4E, 0x47, 0x0D, 0x0A, 0x1A, 0x0A, 0])
    try folder.write(
      "small.md", SmallLesson.text + "\n![a curve](images/a%20b.png)\n\n[s]: secret.txt\n")
    try folder.write("images/a b.png", "")
    try png.write(to: folder.url.appendingPathComponent("images/a b.png"))
    try folder.write("secret.txt", "no")
    let (handOut, _) = try handOut(folder)
    #expect(handOut.files.keys.sorted() == ["images/a b.png", "small.md"])
    #expect(handOut.files["images/a b.png"] == png)
  }
}

/// Exercises in hand-outs.
@Suite struct ExerciseHandOutTests {
  private static let lesson = """
    ---
    id: small
    title: "Small"
    seed: 42
    parameters: {data: flowers}
    ---

    # Small

    ```step data
    - dataset: $data
      target: y
    - loader: dataset
      batch_size: 8
    ```

    <!-- exercise train with=build points=4 -->
    Build and train.
    <!-- end -->

    ```step build
    - model: [{secret: {linear: [3, 1]}}]
    - optimizer: SGD
      parameters: model
      lr: 0.123
    ```

    ```step train
    - train: model
      loader: loader
      optimizer: optimizer
      loss: huber
      epochs: 2
    ```

    ```expect train
    losses[0]: 0.456
    ```

    ```step test
    - evaluate: model
      rows: dataset
    ```

    <!-- variant faster -->
    What if it were faster?

    ```instead build
    - model: [{secret: {linear: [3, 1]}}]
    - optimizer: SGD
      parameters: model
      lr: 0.789
    ```
    <!-- end -->
    """

  /// The lesson in a folder with its data beside it.
  private static func loaded(
    _ lesson: String, in folder: Folder
  ) throws -> (LoadedLesson, URL) {
    try folder.write("small.md", lesson)
    let rows = "a,b,c,y\n" + (0..<20).map { "\($0),1.5,2.5,0.5\n" }.joined()
    try folder.write("flowers.csv", rows)
    try folder.write(
      "assets.json",
      """
      {"schema_version": 1, "assets": [{
        "name": "flowers", "kind": "data", "summary": "flowers", "license": "CC0-1.0",
        "citation": "made up", "beside": true,
        "files": [{"name": "flowers.csv", "bytes": \(rows.utf8.count),
          "sha256": "\(SHA256Digest.hex(of: Data(rows.utf8)))"}],
        "numbers": {"rows": 20, "target": "y", "parts": [
          {"file": "flowers.csv", "header": true, "columns": ["a", "b", "c", "y"]}]}
      }]}
      """)
    let url = folder.url.appendingPathComponent("small.md")
    return (try LessonLoader(folder: folder.url).load(url), url)
  }

  /// A task that is in the notebook alone takes nothing out; but its PyTorch would be the answer.
  @Test func keepTheStepsOfATaskThatIsInTheNotebookAlone() throws {
    let folder = try Folder()
    let lesson = Self.lesson.replacing("points=4", with: "points=4 in=notebook")
    let (loaded, url) = try Self.loaded(lesson, in: folder)
    let handOut = try HandOut(of: loaded, at: url)
    #expect(handOut.exercises == [])
    #expect(handOut.files["small.md"] == Data(lesson.utf8))
    let data = folder.url.appendingPathComponent("flowers.csv").path
    let plan = try #require(
      LessonPlanner.plan(loaded, options: PlanOptions(parameters: ["data": data])).plan)
    let shown = plan.document.compactMap { block in
      if case .step(let step) = block, step.code != nil { step.id } else { nil }
    }
    #expect(shown == ["data", "test"])
  }

  @Test func showTheTaskAndNothingOfHowItIsDone() throws {
    let folder = try Folder()
    let (loaded, url) = try Self.loaded(Self.lesson, in: folder)
    let handOut = try HandOut(of: loaded, at: url)
    #expect(handOut.exercises == ["train"])
    let text = String(decoding: try #require(handOut.files["small.md"]), as: UTF8.self)
    #expect(text.contains("Build and train."))
    #expect(text.contains("```step build\n- exercise: train\n  makes: [model, optimizer]\n```"))
    #expect(text.contains("```step train\n- exercise: train\n```"))
    for secret in ["secret", "0.123", "huber", "0.456", "0.789", "faster"] {
      #expect(!text.contains(secret), "\(secret)")
    }
    // It is a lesson: what builds on the task is passed over.
    let copy = try Folder()
    try copy.write("small.md", text)
    let again = try LessonLoader(folder: copy.url).load(
      copy.url.appendingPathComponent("small.md"))
    let data = folder.url.appendingPathComponent("flowers.csv").path
    let (plan, diagnostics) = try LessonPlanner.plan(
      again, options: PlanOptions(parameters: ["data": data]))
    #expect(diagnostics.filter { $0.severity == .error }.map(\.message) == [])
    #expect(plan?.steps.map(\.isSkipped) == [false, true, true, true])
    let digest = try HandOut.digests(of: loaded, at: url)[0]
    #expect(digest == SHA256Digest.hex(of: Data(text.utf8)))
  }
}
