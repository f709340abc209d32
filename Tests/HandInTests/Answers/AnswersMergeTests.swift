import Foundation
import Lessons
import Report
import Testing

@testable import HandIn

@Suite struct AnswersMergeTests {
  private func template(_ ids: [String], points: Double? = 2) throws -> AnswersTemplate {
    let parsed = LessonParser.parse(Data(SmallLesson.text.utf8), file: "small.md")
    var template = AnswersTemplate(try #require(parsed.lesson))
    template.questions = ids.map {
      .init(id: $0, points: points, content: [.paragraph([.text("What is \($0)?")])])
    }
    return template
  }

  private func merge(_ text: String, _ ids: [String], points: Double? = 2) throws -> AnswersMerge {
    try AnswersMerge(merging: text, file: "a.md", template(ids, points: points))
  }

  @Test func writesAHeadingAndACommentAQuestion() throws {
    let text = AnswersMerge(try template(["one", "two"])).text
    #expect(text.hasPrefix("# Answers to lesson small: A small lesson\n"))
    #expect(
      text.contains(
        "## one (2 points)\n<!-- question one 27b691c3:\nWhat is one?\n-->\n\n\n\n## two (2 points)\n"
      ))
    let answers = try AnswersReader.answers(in: text, file: "a.md", questions: ["one", "two"])
    #expect(answers.isEmpty)
  }

  @Test func asksForAValueOrAChoiceWhereTheAnswerIsOne() throws {
    let loaded = try LoadedSmallLesson.load()
    let lesson = try #require(loaded.lesson)
    let text = AnswersMerge(AnswersTemplate(lesson, answers: loaded.answers)).text
    #expect(
      text.contains(
        """
        ## padding (1 point)
        <!-- question padding 182b97af:
        How much is filler?

        - a: little
        - c: nearly half
        -->

        choice:

        """))
    #expect(text.contains("What is the loss of a guess? A number\nwith four decimals.\n-->"))
    let read = try AnswersReader.answers(
      in: text, file: "a.md", questions: ["chance", "padding", "why"])
    #expect(read.isEmpty)
  }

  @Test(arguments: ["\n", "\r\n"])
  func keepsAnUnchangedFileByteForByte(newline: String) throws {
    let text =
      "\u{FEFF}# Mine\n\n## one (2 points)\n<!-- question one 27b691c3:\nWhat is one?\n-->\n\n e\u{301} \n\t\n"
      + "## two (2 points)\nno comment here, no end of line"
    let file = text.replacing("\n", with: newline)
    #expect(try merge(file, ["one", "two"]).text.utf8.elementsEqual(file.utf8))
  }

  @Test func refusesToPutAHeadingIntoABlockOfCode() throws {
    #expect {
      _ = try merge("## one\nFirst.\n```\n## two\nSecond.\n", ["one", "two"])
    } throws: { error in
      "\(error)".hasPrefix(
        "a.md:3: a block of code starts here and never ends, so the heading of two would")
    }
    #expect(try merge("## one\nFirst.\n```\nlast", ["one"]).text == "## one\nFirst.\n```\nlast")
  }

  @Test func addsANewQuestionAtItsPlace() throws {
    let merged = try merge(
      "## one\nFirst.\n## three\nThird.", ["zero", "one", "two", "three", "four"])
    #expect(merged.added == ["zero", "two", "four"])
    let headings = AnswersText(merged.text).sections.map(\.id)
    #expect(headings == ["zero", "one", "two", "three", "four"])
    let answers = try AnswersReader.answers(in: merged.text, file: "a.md", questions: headings)
    #expect(answers == ["one": "First.", "three": "Third."])
  }

  @Test func leavesTheStudentsOwnOrder() throws {
    let merged = try merge("## two\nb\n## one\na\n", ["one", "two", "three"])
    #expect(AnswersText(merged.text).sections.map(\.id) == ["two", "three", "one"])
  }

  @Test func keepsARemovedQuestionUnderAHeadingThatSaysSo() throws {
    let old =
      "## gone (3 points)\n<!-- question gone 31964e6e:\nWhat?\n-->\nMy \u{1F600} text\n## one\na\n"
    let merged = try merge(old, ["one"])
    #expect(merged.removed == ["gone"])
    #expect(
      merged.text.hasSuffix(
        "# Questions that the lesson no longer has\n\n## gone (3 points)\n"
          + "<!-- question gone 31964e6e:\nWhat?\n-->\nMy \u{1F600} text\n"))
    let answers = try AnswersReader.answers(in: merged.text, file: "a.md", questions: ["one"])
    #expect(answers == ["one": "a"])
    #expect(try merge(merged.text, ["one"]).text == merged.text)
  }

  @Test func takesARemovedQuestionBackWithItsAnswer() throws {
    let old =
      "## gone (2 points)\n<!-- question gone 8cc9f186:\nWhat is gone?\n-->\nMine\n## one\na\n"
    let without = try merge(old, ["one"]).text
    let again = try merge(without, ["gone", "one"])
    #expect(again.text.utf8.elementsEqual(old.utf8))
    #expect(again.added.isEmpty)
  }

  @Test func bringsHeadingAndCommentUpToDate() throws {
    let old = "## one (1 point)\n<!-- question one 225366c7:\nOld,\n\nor older?\n-->\nmine\n"
    #expect(
      try merge(old, ["one"], points: 4).text
        == "## one (4 points)\n<!-- question one 27b691c3:\nWhat is one?\n-->\nmine\n")
  }

  @Test func leavesAHeadingOfTheStudentsOwnWhereItStands() throws {
    let old = "## one\na\n## My own thoughts\nb\n"
    let merged = try merge(old, ["one"])
    #expect(merged.text == old)
    #expect(merged.strange.map(\.line) == [3])
  }

  @Test func refusesASecondAnswerInsteadOfLosingOne() throws {
    let problem = try #require(throws: HandInProblem.self) {
      try merge("## one\na\n## one\nb\n", ["one"])
    }
    #expect(problem.description.hasPrefix("a.md:3: a second answer to one"))
  }

  @Test func keepsWhatAFileWithoutHeadingsHolds() throws {
    let merged = try merge("just notes", ["one"])
    #expect(merged.text.hasPrefix("just notes\n## one (2 points)\n"))
  }

  @Test func endsNoCommentWithAQuestionsText() throws {
    let text = SmallLesson.text.replacing("Why is the loss low?", with: "Why --> # x -- `<b>`?")
    let lesson = try #require(LessonParser.parse(Data(text.utf8), file: "small.md").lesson)
    let merged = AnswersMerge(AnswersTemplate(lesson)).text
    let comments = merged.split(separator: "<!-- question ").dropFirst()
    #expect(comments.count == 3)
    for comment in comments {
      #expect(comment.components(separatedBy: "-->").count == 2)
      #expect(comment.contains("\n-->\n"))
    }
  }
}
