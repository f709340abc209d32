import Foundation
import Records
import Testing

@testable import Lessons

@Suite struct AuthoringChecksTests {
  private static let front = """
    ---
    id: a
    title: A
    seed: 1
    parameters: {width: 8, head_epochs: 10}
    profiles:
      quick: {head_epochs: 2}
    ---

    """

  private static let step = """
    ```step build
    - head: $width
      hidden: $head_epochs
      labels: 2
    ```

    ```expect build
    head_parameters: 112
    initial.linear1.weight.first[0]: 0.28714 ± 1e-4
    ```


    """

  @Test func saysWhatCannotFailUnlessItIsMeant() throws {
    let lines = { (ending: String) in
      "```expect build\nhead_parameters: < 1e30\(ending)\n```\n"
    }
    #expect(try findings(lines("")) == ["cannot-fail < 1e30"])
    #expect(try findings(lines("   # lesson: ok")) == [])
  }

  /// The codes of what is found in a lesson, with the text under each caret.
  private func findings(
    _ body: String, instructor: String? = nil, measured: [String: JSONValue] = [:]
  ) throws -> [String] {
    let text = Self.front + Self.step + body
    let (lesson, diagnostics) = LessonParser.parse(Data(text.utf8), file: "a.md")
    var sources = ["a.md": SourceText(file: "a.md", text: text)]
    if let instructor {
      sources["a.instructor.md"] = SourceText(file: "a.instructor.md", text: instructor)
    }
    var loaded = LoadedLesson(
      lesson: lesson, answers: [], cells: nil, diagnostics: diagnostics, sources: sources,
      folder: URL(filePath: "/"))
    loaded.measured = measured
    let outcome = try LessonPlanner.plan(loaded, options: PlanOptions())
    return outcome.diagnostics.map { diagnostic in
      let range = diagnostic.range
      let line = sources["a.md"]?.line(range.lowerBound.line).utf8.dropFirst(
        range.lowerBound.column - 1)
      let marked = line?.prefix(range.upperBound.column - range.lowerBound.column)
      #expect((diagnostic.severity == .error) == (outcome.plan == nil))
      return "\(diagnostic.code) \(marked.map { String(Substring($0)) } ?? "")"
    }
  }

  @Test(arguments: [
    ("It starts at 0.51.", ["number-in-prose 0.51"]),
    ("It starts at **0.51**, then 0.5.", ["number-in-prose 0.51", "number-in-prose 0.5"]),
    // To as many places as are typed, and without its sign.
    ("It starts at 0.29, or 0.2871, or -0.287.", []),
    ("That is 28.7 %, or 28.7% or 28.714 percent.", []),
    ("That is 28.8 %.", ["number-in-prose 28.8"]),
    ("Version v1.2, PyTorch-2.1, 1.2.3, 5e-5 and `0.51`.", []),
    ("[a link](https://example.org/1.25) and {{build.head_parameters:.1f}}.", []),
    ("> quoted 0.51", ["number-in-prose 0.51"]),
    ("<!-- lesson: ok -->\nIt starts at 0.51,\nand 0.52.", []),
    ("It starts at 0.51. <!-- lesson: ok -->", []),
    ("<!-- lesson: ok -->\n\nIt starts at 0.51.\n\nThen 0.52.", ["number-in-prose 0.52"]),
    ("<!-- question q -->\nTake 0.51.\n<!-- end -->", []),
  ])
  func warnsOfANumberThatIsNoneOfTheRun(prose: String, expected: [String]) throws {
    #expect(try findings(prose + "\n") == expected)
  }

  @Test func comparesWithWhatARunHasMeasured() throws {
    let prose = "It starts at 0.51, and ends at 0.49.\n"
    let measured: [String: JSONValue] = ["build": ["losses": [1, 0.5104]]]
    #expect(try findings(prose, measured: measured) == ["number-in-prose 0.49"])
  }

  @Test(arguments: [
    ("We train for 3 epochs.", ["contradicts-parameter 3"]),
    ("We train for three epochs.", ["contradicts-parameter three"]),
    ("We train for 10 epochs, or 2 epochs.", []),
    ("After 3 epochs, the first 4 epochs, one epoch, 3 rows, 3.", []),
    ("With 1,000 epochs.", ["contradicts-parameter 1,000"]),
    ("<!-- lesson: ok -->\nWe train for 3 epochs.", []),
  ])
  func warnsOfANumberThatContradictsAParameter(prose: String, expected: [String]) throws {
    #expect(try findings(prose + "\n") == expected)
  }

  @Test(arguments: [
    ("lost", "kept", ["unused-name lost"]), ("kept", "kept", ["unused-name kept"]),
  ])
  func warnsOfANameThatNothingUses(first: String, second: String, expected: [String]) throws {
    let step = """
      ```step one
      - head: 4
        hidden: 2
        labels: 2
        as: \(first)
      ```

      ```step two
      - head: 4
        hidden: 2
        labels: 2
        as: \(second)
      - freeze: kept
      ```
      """
    #expect(try findings(step) == expected)
  }

  @Test func warnsOfAParameterThatNoStepUses() throws {
    let text = (Self.front + Self.step).replacing("hidden: $head_epochs", with: "hidden: 10")
    let outcome = try TinyLesson.plan(text)
    #expect(outcome.plan != nil)
    #expect(outcome.diagnostics.map(\.code) == ["unused-parameter"])
    #expect(outcome.diagnostics.first?.range.lowerBound.description == "5:24")
  }

  @Test(arguments: [
    ("- tokenizer: m", ["unused-seed 7", "unused-name tokenizer"]),
    ("- head: 3\n  hidden: 2\n  labels: 2", []),
  ])
  func warnsOfASeedThatNothingUses(action: String, expected: [String]) throws {
    let uses = "\n```step after\n- freeze: head\n```\n"
    #expect(try findings("```step more seed=7\n\(action)\n```\n\(uses)") == expected)
  }

  @Test func warnsOfAQuestionWithoutAnAnswerWhereThereAreAnswers() throws {
    let question = "<!-- question why -->\nWhy?\n<!-- end -->\n"
    #expect(try findings(question) == [])
    #expect(try findings(question, instructor: "") == ["question-without-answer why"])
  }

  @Test func silencesNoError() throws {
    let broken = "<!-- lesson: ok -->\n```expect build\nhead_parametres: 1\n```\n"
    #expect(try findings(broken) == ["unknown-metric head_parametres"])
  }

  @Test func silencesALineOfYAML() throws {
    let text = (Self.front + Self.step)
      .replacing("hidden: $head_epochs", with: "hidden: 10")
      .replacing("head_epochs: 10}", with: "head_epochs: 10}  # lesson: ok")
    let (lesson, diagnostics) = LessonParser.parse(Data(text.utf8), file: "a.md")
    let loaded = LoadedLesson(
      lesson: lesson, answers: [], cells: nil, diagnostics: diagnostics,
      sources: ["a.md": SourceText(file: "a.md", text: text)], folder: URL(filePath: "/"))
    #expect(try LessonPlanner.plan(loaded, options: PlanOptions()).diagnostics == [])
  }
}
