import Foundation
import Records
import Testing

@testable import Lessons

@Suite struct LessonParserTests {
  private let parsed = LessonParser.parse(Data(SampleLesson.text.utf8), file: "sample.md")

  @Test func readsTheSampleWithoutComplaint() throws {
    #expect(parsed.diagnostics.map(\.message) == [])
    let lesson = try #require(parsed.lesson)
    #expect(lesson.file == "sample.md")
    #expect(lesson.sha256 == SHA256Digest.hex(of: SampleLesson.text))
    let kinds = lesson.blocks.map { block in
      switch block {
      case .prose: "prose"
      case .step: "step"
      case .expect: "expect"
      case .claim: "claim"
      case .question: "question"
      case .hint: "hint"
      case .answer: "answer"
      case .variant: "variant"
      case .exercise: "exercise"
      }
    }
    #expect(
      kinds == ["prose", "step", "expect", "claim", "question", "hint", "answer", "prose"])
  }

  @Test func readsFrontMatterWithTypesAndPlaces() throws {
    let front = try #require(parsed.lesson).frontMatter
    #expect(front.id.value == "9_1")
    #expect(front.title.value == "A sample: head and hand")
    #expect(front.title.range.description == "3:8-3:33")
    #expect(front.notebook["backbone"] == "large")
    #expect(front.seed.value == 42)
    #expect(front.parameters.map(\.name.value) == ["backbone", "rows", "lr", "shuffle"])
    #expect(front.parameters.map(\.value.value) == ["small", 1000, 5e-5, true])
    #expect(front.parameters[1].name.range.description == "6:31-6:35")
    #expect(front.profiles.map(\.name.value) == ["quick"])
    #expect(front.profiles[0].values[0].value.value == 64)
    #expect(
      front.departures == [Departure(what: "small stands in for large", why: "it is smaller")])
    #expect(front.license == "MIT")
  }

  @Test func readsStepsWithPlacesInTheLessonFile() throws {
    let lesson = try #require(parsed.lesson)
    guard case .step(let step) = lesson.blocks[1] else { return #expect(Bool(false)) }
    #expect(step.id.value == "train")
    #expect(step.cell?.value == "1dD8-55X")
    #expect(step.seed?.value == 7)
    #expect(step.range.description == "18:1-25:4")
    #expect(step.actions.map(\.name.value) == ["train", "notebook_printed"])
    #expect(step.actions[0].name.range.description == "20:3-20:8")
    #expect(
      step.actions[0].value
        == .scalar(
          Located("head", at: range(20, 10, 14)), isPlain: true))
    #expect(step.actions[0].arguments.map(\.name.value) == ["epochs", "lr", "betas"])
    #expect(step.actions[0].arguments[1].value.range == range(22, 7, 11))
    #expect(step.actions[0].arguments[1].value.json == 5e-5)
    #expect(step.actions[0].arguments[2].value.json == [0.9, 0.999])
    #expect(step.actions[0].arguments[2].value.range == range(23, 10, 22))
    #expect(step.actions[1].value.json == ["printed_loss": [0.0109, 0.0113]])
    #expect(step.source.hasPrefix("# a comment\n- train: head\n"))
  }

  @Test func readsExpectationsAndClaims() throws {
    let lesson = try #require(parsed.lesson)
    guard case .expect(let expect) = lesson.blocks[2], case .claim(let claim) = lesson.blocks[3]
    else { return #expect(Bool(false)) }
    #expect(expect.step.value == "train")
    #expect(expect.when == .matching(["backbone": "small", "rows": 1000]))
    #expect(expect.checks.map(\.path.value.description) == ["train.losses[0]", "train.losses"])
    #expect(expect.checks[0].constraint.value == .near(0.011, tolerance: 0.0005))
    #expect(expect.checks[0].text == "0.011 ± 0.0005")
    #expect(expect.checks[0].constraint.range == range(29, 12, 27))
    #expect(claim.holds.value == false)
    #expect(claim.when == .any)
    #expect(claim.question?.value == "why")
    #expect(claim.content == [.paragraph([.text("The loss is low.")])])
    #expect(claim.checks[0].constraint.value == .compared(.less, 0.3))
  }

  @Test func readsQuestionsHintsAndAnswers() throws {
    let lesson = try #require(parsed.lesson)
    guard case .question(let question) = lesson.blocks[4], case .hint(let hint) = lesson.blocks[5],
      case .answer(let answer) = lesson.blocks[6]
    else { return #expect(Bool(false)) }
    #expect(question.points == 2.5)
    #expect(
      question.content == [
        .paragraph([.text("Why is "), .emphasis([.text("that")]), .text("?")])
      ])
    #expect(hint.id.value == "why")
    #expect(hint.references.map(\.range) == [range(47, 11, 29)])
    #expect(answer.selfCheck == [.value(.near(0.69, tolerance: 0.01)), .choice("b")])
    #expect(answer.content == [.paragraph([.text("Because.")])])
  }

  @Test func findsReferencesInProseButNotInCode() throws {
    let lesson = try #require(parsed.lesson)
    guard case .prose(let prose) = lesson.blocks[0] else { return #expect(Bool(false)) }
    #expect(prose.references.map(\.value.path.description) == ["train.losses[0]"])
    #expect(prose.references.map(\.range) == [range(16, 36, 59)])
  }

  @Test(arguments: ["\r\n", "\r"])
  func keepsPlacesWhateverEndsALine(ending: String) throws {
    let text = "\u{FEFF}" + SampleLesson.text.replacing("\n", with: ending)
    let other = LessonParser.parse(Data(text.utf8), file: "sample.md")
    #expect(other.diagnostics == [])
    #expect(other.lesson?.blocks == parsed.lesson?.blocks)
    #expect(other.lesson?.frontMatter == parsed.lesson?.frontMatter)
  }

  private func range(_ line: Int, _ start: Int, _ end: Int) -> SourceRange {
    SourceRange(
      SourceLocation(line: line, column: start), SourceLocation(line: line, column: end))
  }
}
