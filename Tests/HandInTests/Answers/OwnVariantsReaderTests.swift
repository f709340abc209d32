import Lessons
import Testing

@testable import HandIn

/// The variants in a student's answers: blocks that start with `instead STEP`.
@Suite struct OwnVariantsReaderTests {
  private static let questions = ["chance", "padding", "why"]

  private static func read(_ text: String) throws -> [OwnText] {
    try OwnVariantsReader.variants(in: text, file: "a.md", questions: questions)
  }

  private static let answers = """
    ## chance (2 points)

    value: 0.69

    ## why

    Because of this:

    ```instead train seed=3
    - train: head
      epochs: 2
    ```

    and that.

    ~~~~ instead draw
    - subset: reviews
    ~~~~

    ```python
    instead = 1
    ```
    """

  @Test func findsThemUnderTheirQuestions() throws {
    let found = try Self.read(Self.answers)
    #expect(found.map(\.question) == ["why"])
    #expect(
      found.first?.fences == [
        .init(
          line: 9, info: "instead train seed=3", column: 4, body: ["- train: head", "  epochs: 2"]),
        .init(line: 16, info: " instead draw", column: 5, body: ["- subset: reviews"]),
      ])
    #expect(
      found.first?.variant?.steps == [
        .init(id: "train", seed: 3, source: "- train: head\n  epochs: 2\n"),
        .init(id: "draw", seed: nil, source: "- subset: reviews\n"),
      ])
  }

  @Test func readsLinesWithAnyEnd() throws {
    let found = try Self.read(Self.answers.replacing("\n", with: "\r\n"))
    #expect(found.first?.fences.first?.body == ["- train: head", "  epochs: 2"])
  }

  @Test(arguments: ["", "python", "text", "diff", "yaml", "inside"])
  func leavesOtherCodeAlone(_ info: String) throws {
    #expect(try Self.read("## why\n\n```\(info)\n- train: head\n```\n").isEmpty)
  }

  @Test func readsNothingWithinOtherCodeOrComments() throws {
    let quoted = "## why\n\n````\n```instead train\n- train: head\n```\n````\n"
    #expect(try Self.read(quoted).isEmpty)
    // Under no question of the lesson.
    #expect(try Self.read("```instead train\n- train: head\n```\n").isEmpty)
    #expect(try Self.read("## other\n\n```instead train\n- train: head\n```\n").isEmpty)
  }

  /// One that is misspelt is read, so that it can be said.
  @Test func takesAMisspeltOneForOne() throws {
    let found = try Self.read("## why\n\n```insted train\n- train: head\n```\n")
    #expect(found.map(\.fences.count) == [1])
    #expect(found.first?.variant == nil)
  }

  @Test func refusesOneWithoutAnEnd() {
    let problem = #expect(throws: HandInProblem.self) {
      _ = try Self.read("## why\n\n```instead train\n- train: head\n")
    }
    #expect(problem?.description.hasPrefix("a.md:3: ") == true)
  }
}
