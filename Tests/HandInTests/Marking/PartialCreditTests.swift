import Foundation
import Records
import Report
import Testing

@testable import HandIn

@Suite struct PartialCreditTests {
  private static let answers = SmallLesson.answers
    .replacing(
      "value: 0.6931 ± 0.0005\n",
      with: """
        value: 0.6931 ± 0.0005
        partial 1.5 rounded too early: 0.6931 ± 0.01
        partial 1 wrong sign: -0.6931 ± 0.0005
        partial 0.5 divided by 63: 0.0110 ± 0.0001

        """
    )
    .replacing(
      "Because of the division.\n",
      with:
        "Because of the division.\n\n```rubric\n3: the division\n1: by what\n-1: no words\n```\n"
    )
    .replacing("```check\nchoice: c\n", with: "```check\nchoice: c\npartial 0.5 nearly: a\n")

  private static func marker() throws -> Marker {
    let loaded = try LoadedSmallLesson.load(answers: answers)
    #expect(loaded.diagnostics.isEmpty)
    return Marker(try #require(loaded.lesson), answers: loaded.answers)
  }

  @Test(arguments: [
    ("value: 0.6931", Score.State.right), ("value: 0.69", .partial(1.5, name: "rounded too early")),
    ("value: -0.6931", .partial(1, name: "wrong sign")),
    ("0.011", .partial(0.5, name: "divided by 63")), ("value: 5", .wrong),
    ("about 0.69", .awaiting), ("", .unanswered),
  ])
  func givesPointsForAWrongAnswerOfAKnownKind(text: String, state: Score.State) throws {
    #expect(try Self.marker().mark(["chance": text])["chance"]?.state == state)
  }

  @Test func givesPointsForAChoiceToo() throws {
    let score = try #require(try Self.marker().mark(["padding": "choice: a"])["padding"])
    #expect(score.state == .partial(0.5, name: "nearly") && score.points == 0.5 && score.counts)
    #expect(Words.state(score) == "partly right (nearly), 0.5 of 1")
  }

  @Test func isInTheTableAndBesideTheAnswers() throws {
    let folder = try Folder()
    try folder.write("a.html", SmallRun.page(answers: ["chance": "value: 0.69", "why": "So."]))
    var collection = try ClassCollection(
      folder.url, lessons: SmallClass.lessons(answers: Self.answers))
    var marks = MarksFile()
    _ = collection.apply(&marks)
    #expect(marks.text.contains("17,Ada,chance,,2,1.5,\n"))
    #expect(OverviewTable.csv(collection).contains(",1.5,"))
    let overview = HTMLWriter.write(OverviewPage.document(collection))
    #expect(overview.contains("the division: +3") && overview.contains("no words: −1"))
    let sheet = MarkingSheet(collection, marks)
    #expect(sheet.questions[2].items.map(\.name) == ["the division", "by what", "no words"])
    #expect(sheet.questions[2].items.map(\.points) == [3, 1, -1])
  }

  @Test func saysWhereTheModelAnswerIsPartlyRight() throws {
    let answers = Self.answers.replacing("value: 0.6931\n\n", with: "value: 0.6900\n\n")
    let problems = ScoringCheck.problems(of: try LoadedSmallLesson.load(answers: answers))
    #expect(problems.map(\.message).contains { $0.contains("for partly right") })
  }
}
