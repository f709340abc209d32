import Foundation
import Lessons
import Records
import Testing

@testable import HandIn

@Suite struct ScoringCheckTests {
  /// The small lesson with another number in its model answer's line and in its check.
  private func problems(
    line: String?, check: String, text: String = "It is ln 2.", run: RunRecord? = nil
  ) throws -> [String] {
    let answers = SmallLesson.answers
      .replacing(
        "It is ln 2.\n\nvalue: 0.6931\n", with: line.map { "\(text)\n\n\($0)\n" } ?? "\(text)\n"
      )
      .replacing("value: 0.6931 ± 0.0005", with: check)
    return ScoringCheck.problems(of: try LoadedSmallLesson.load(answers: answers), run: run)
      .map(\.message)
  }

  private func choiceProblems(_ text: String, check: String = "c") throws -> [String] {
    let answers = SmallLesson.answers
      .replacing("Nearly half is filler.\n\nchoice: c\n", with: "\(text)\n")
      .replacing("```check\nchoice: c", with: "```check\nchoice: \(check)")
    return ScoringCheck.problems(of: try LoadedSmallLesson.load(answers: answers)).map(\.message)
  }

  @Test func findsNothingInALessonThatMarksItsOwnAnswersRight() throws {
    #expect(ScoringCheck.problems(of: try LoadedSmallLesson.load()) == [])
  }

  @Test func findsNothingWhereThereAreNoAnswers() throws {
    #expect(ScoringCheck.problems(of: try LoadedSmallLesson.load(answers: nil)) == [])
  }

  @Test(arguments: [
    ("value: 1032", "value: 1032"), ("value: 1,032", "value: 1032"),
    ("value: 1,032 weights and constants", "value: 1032"),
    ("value: 1\u{202F}234\u{202F}567", "value: 1234567"),
    ("value: −0.5", "value: -0.5 ± 0.01"), ("value: -1.5e-3 m", "value: -0.0015 ± 1e-5"),
    ("value: 0.693 ± 0.001", "value: 0.6931 ± 0.0005"),
    ("**value:** 0.6931 nats", "value: 0.69 .. 0.7"),
    ("value: 1.6 nats", "value: 1.6 ± 0.05"), ("value: 0.25", "value: < 0.3"),
    ("answer: 189", "value: 189"), ("value: ≈ 0.693.", "value: 0.693 ± 0.001"),
  ])
  func acceptsAModelAnswerThatProvesItsCheck(line: String, check: String) throws {
    #expect(try problems(line: line, check: check) == [])
  }

  @Test(arguments: [
    ("value: 1,032", "value: 1033"), ("value: 1.099", "value: 1.199 ± 0.001"),
    ("value: 0.5", "value: -0.5"), ("value: 0.25", "value: > 0.3"),
    ("value: 1,032 weights", "value: 1.032"), ("value: 0.693 ± 0.1", "value: 0.75 ± 0.01"),
  ])
  func namesACheckThatRefusesTheModelAnswer(line: String, check: String) throws {
    let found = try problems(line: line, check: check)
    #expect(found.count == 1)
    #expect(
      found.first?.hasPrefix("the check does not accept the model answer, which says `value: ")
        == true,
      "\(found)")
  }

  @Test(arguments: [
    ("100 × 10 and 10, 10 × 2 and 2: 1,032.", "value: 1033"),
    ("The logarithm of 3, which is 1.099.", "value: 1.199 ± 0.001"),
    // The right number too has to stand where it is read.
    ("The logarithm of 2, which is 0.693.", "value: 0.693 ± 0.001"),
    ("Less than a third.", "value: < 0.3"),
  ])
  func asksForALineThatStatesTheValue(text: String, check: String) throws {
    #expect(
      try problems(line: nil, check: check, text: text) == [
        "the model answer does not state what the check is tried on; write what a student would type "
          + "on a line of its own, as `value: 0.5`"
      ])
  }

  @Test(arguments: [
    "value: 0,693", "value: 1.2 million", "value: 1.5 M", "value: 46 hundredths",
    "value: 5 × 10^-5", "value: 0.5 or 0.6", "value: ln 2",
    "value: 1 032", "value: 0.6931\nvalue: 0.7", "value: 12,34", "value: 1,03",
  ])
  func refusesALineFromWhichNoOneNumberCanBeRead(line: String) throws {
    let found = try problems(line: line, check: "value: > -1e9")
    #expect(found.count == 1)
    #expect(
      found.first?.hasPrefix("no one number can be read from the model answer's `value:") == true)
  }

  @Test(arguments: [
    ("So the answer is 1,032.", "1033"), ("So. Answer: 1,032", "1033"), ("Answer: 1,032", "1033"),
    ("**1,032** is right.", "1033"), ("The solution is about 1,032.", "1033"),
    // Corrected in one place alone.
    ("In all that makes 1,032 weights.", "1033"), ("Which is 1,032!", "1,302"),
  ])
  func refusesATextThatNamesAnotherNumberThanItsLine(text: String, line: String) throws {
    let check = line.replacing(",", with: "")
    #expect(
      try problems(line: "value: \(line)", check: "value: \(check)", text: text) == [
        "the text says 1032 and its line \(check), and the check does not accept the former; write the "
          + "number on its line and nowhere else"
      ])
  }

  @Test(arguments: [
    "100 × 10 weights and 10 constants are 1,010; 10 × 2 and 2 are 22.", "Not 1,000 but more.",
    "In a model of 2 the answer would be less, 517.", "So the answer is 1,032.",
    "\n\nMarking: the answer is 1,010 without the second layer, half a point.",
  ])
  func takesTheNumbersOnTheWayToTheAnswer(text: String) throws {
    #expect(try problems(line: "value: 1,032", check: "value: 1032", text: text) == [])
  }

  @Test(arguments: ["value: 1032%", "value: 1032 %", "value: 1032 percent", "value: 1032 per cent"])
  func refusesAPercentageWhereNoneIsAskedFor(line: String) throws {
    #expect(
      try problems(line: line, check: "value: 1032") == [
        "`\(line)` is a percentage, and the question does not ask for one: write a plain number, or "
          + "say in the question that the answer is to be in %"
      ])
  }

  @Test(arguments: [
    "Nearly half.\n\nchoice: c", "choice: c) nearly half", "(c) more than one third",
    "a is wrong, c is right.\n\nchoice: c", "The right choice is a mixture.\n\nchoice: c",
    "a is not right.\n\nchoice: c", "It is so a lot of it is filler.\n\nchoice: c",
  ])
  func acceptsAChoiceThatTheTextStates(text: String) throws {
    #expect(try choiceProblems(text) == [])
  }

  @Test(arguments: [
    ("The answer is a.", "does not state"), ("The answer is c.", "does not state"),
    ("It is half.\n\nchoice: a", "does not accept"), ("The answer is a.\n\nchoice: c", "says a in"),
    ("a) little\n\nchoice: c", "says a in"), ("**a** is right.\n\nchoice: c", "says a in"),
    ("Right: a.\n\nchoice: c", "says a in"), ("It must be (a).\n\nchoice: c", "says a in"),
    ("Option a is the answer.\n\nchoice: c", "says a in"),
    ("The correct answer is *a*, since half is.\n\nchoice: c", "says a in"),
    ("Answer: a\n\nchoice: c", "no one choice"), ("choice: a\n\nchoice: c", "no one choice"),
    ("choice: e", "the question offers a, c"),
  ])
  func refusesAChoiceThatTheTextDoesNotProve(text: String, words: String) throws {
    let found = try choiceProblems(text)
    #expect(found.count == 1)
    #expect(found.first?.contains(words) == true, "\(found)")
  }

  @Test func namesAChoiceThatTheQuestionDoesNotOffer() throws {
    let answers = SmallLesson.answers.replacing("choice: c", with: "choice: e")
    let problems = ScoringCheck.problems(of: try LoadedSmallLesson.load(answers: answers))
    #expect(problems.count == 1)
    #expect(problems[0].description.contains("answer padding: the check marks no model answer"))
    #expect(problems[0].description.contains("small.instructor.md:"))
  }

  @Test func readsNoValueInCode() throws {
    let found = try problems(line: "```\nvalue: 0.6931\n```", check: "value: 0.6931")
    #expect(found.first?.contains("does not state") == true)
  }

  @Test func triesACheckThatComparesWithARunOnThatRun() throws {
    let check = "value: = train.losses[1]"
    #expect(try problems(line: nil, check: check) == [])
    #expect(try problems(line: nil, check: check, run: SmallRun.record()) == [])
    let nowhere = try problems(line: nil, check: "value: = train.nothing", run: SmallRun.record())
    #expect(nowhere == ["the run has no number at `train.nothing`"])
  }

  @Test func triesBothChecksOfAnAnswer() throws {
    let both = SmallLesson.answers
      .replacing("```check\nchoice: c", with: "```check\nchoice: c\nvalue: 0.45 ± 0.1")
    let missing = ScoringCheck.problems(of: try LoadedSmallLesson.load(answers: both))
    #expect(missing.first?.message.contains("does not state") == true)
    let told = both.replacing("\nchoice: c\n\n```", with: "\nchoice: c\n\nvalue: 0.45\n\n```")
    #expect(ScoringCheck.problems(of: try LoadedSmallLesson.load(answers: told)) == [])
  }

  @Test func triesAHiddenValueOnTheModelAnswerBesideIt() throws {
    let hidden = "value: \(try HiddenValue(typed: "0.6931 ± 0.0005", salt: Array(0..<16)))"
    #expect(try problems(line: "value: 0.6931", check: hidden) == [])
    #expect(try problems(line: "value: 0.69", check: hidden).count == 1)
    // A text that tells the number has to tell the right one.
    #expect(try problems(line: nil, check: hidden, text: "Which is 0.6931.") == [])
    #expect(
      try problems(line: nil, check: hidden, text: "Which is 0.7931.").first?
        .hasPrefix("no number of the model answer's text is the hidden one") == true)
  }

  @Test func saysThatAHiddenValueIsNotTried() throws {
    let hidden = try HiddenValue(typed: "0.6931 ± 0.0005", salt: Array(0..<16))
    let answers = SmallLesson.answers
      .replacing("It is ln 2.\n\nvalue: 0.6931\n", with: "No number.\n\nMarking: 2 points.\n")
      .replacing("value: 0.6931 ± 0.0005", with: "value: \(hidden)")
    let loaded = try LoadedSmallLesson.load(answers: answers)
    #expect(ScoringCheck.problems(of: loaded) == [])
    #expect(
      ScoringCheck.untried(of: loaded).map(\.message) == [
        "the check is not tried: its number is hidden, and the model answer does not tell it"
      ])
  }
}
