import Foundation
import Lessons
import Records
import Testing

@testable import HandIn

@Suite struct MarkerTests {
  private func marker(answers: String = SmallLesson.answers) throws -> Marker {
    let loaded = try LoadedSmallLesson.load(answers: answers)
    return Marker(try #require(loaded.lesson), answers: loaded.answers)
  }

  private func state(_ text: String, _ question: String) throws -> Score.State? {
    try marker().mark([question: text])[question]?.state
  }

  @Test(arguments: [
    "value: 0.6931", "0.6931", "**0.693**", "Value = 0.6934", "≈ 0.6931.",
    "`6.931e-1`\nbecause ln 2",
    "I thought about it.\nvalue: 0.6931",
  ])
  func takesARightNumber(text: String) throws {
    #expect(try state(text, "chance") == .right)
  }

  @Test(arguments: ["value: 0.7", "−0.6931", "2"])
  func takesAWrongNumberForWrong(text: String) throws {
    #expect(try state(text, "chance") == .wrong)
  }

  @Test(arguments: [
    "ln 2", "0,6931", "about 0.6931, I think", "value: 0.6931\nvalue: 0.7", "69.31 %", "inf", "nan",
    "value: ?",
  ])
  func leavesToAPersonWhatIsNoPlainNumber(text: String) throws {
    #expect(try state(text, "chance") == .awaiting)
  }

  /// `1.000` is one, or a thousand.
  @Test(arguments: [
    ("1000", "1.000", Score.State.awaiting), ("1000", "value: 1.000", .awaiting),
    ("1000", "+1.000", .awaiting), ("1000", "2.000", .wrong), ("1000", "1.00", .wrong),
    ("1000", "1000", .right), ("1", "1.000", .right), ("1234567", "1.234.567", .awaiting),
  ])
  func leavesToAPersonWhatPointsMayPart(value: String, text: String, state: Score.State) throws {
    let answers = SmallLesson.answers.replacing("value: 0.6931 ± 0.0005", with: "value: \(value)")
    try #require(answers != SmallLesson.answers)
    let lesson = try #require(try SmallClass.lessons(answers: answers)["small"])
    #expect(lesson.marker.mark(["chance": text])["chance"]?.state == state)
  }

  @Test(arguments: [
    "choice: c", "c", "C", "**c**", "(c)", "c) nearly half", "choice: c, see above",
  ])
  func takesARightChoice(text: String) throws {
    #expect(try state(text, "padding") == .right)
  }

  @Test(arguments: ["choice: a", "a.", "A"])
  func takesAWrongChoiceForWrong(text: String) throws {
    #expect(try state(text, "padding") == .wrong)
  }

  @Test(arguments: [
    "c or a", "z", "choice: z", "A filler is nothing.", "choice: a\nchoice: c",
    "A, b and d are wrong, so c", "choice: a, b and d are wrong, so c", "choice: a) no, c) yes",
    "c, or maybe a", "c; a", "A: choice c",
  ])
  func leavesToAPersonWhatIsNoChoice(text: String) throws {
    #expect(try state(text, "padding") == .awaiting)
  }

  @Test func countsWhatAwaitsMarkingOutsideTheTotal() throws {
    let card = try marker().mark(SmallRun.answers)
    #expect(card.points == 3)
    #expect(card.maximum == 3)
    #expect(card.fullMaximum == 7)
    #expect(card.awaiting == 1)
  }

  @Test func givesNothingForNothing() throws {
    let card = try marker().mark(["chance": "value:", "padding": " \n", "why": ""])
    #expect(card.points == 0)
    #expect(card.awaiting == 0)
    #expect(card.maximum == 7)
  }

  @Test func neverTakesAFaultOfTheCheckForAWrongAnswer() throws {
    let answers = SmallLesson.answers.replacing("0.6931 ± 0.0005", with: "= train.nothing")
    let card = try marker(answers: answers).mark(["chance": "0.6931"])
    guard case .fault = card["chance"]?.state else {
      Issue.record("\(String(describing: card["chance"]))")
      return
    }
    #expect(card.awaiting == 1)
    #expect(card.maximum == 5)
  }

  @Test func comparesWithTheStudentsOwnRun() throws {
    let answers = SmallLesson.answers.replacing("0.6931 ± 0.0005", with: "= train.losses[1]")
    let card = try marker(answers: answers).mark(["chance": "0.68"], of: SmallRun.record())
    #expect(card["chance"]?.state == .right)
  }
}
