import Records
import Testing

@testable import Checking
@testable import HandIn

@Suite struct GradeTests {
  private static func card(_ states: [Score.State], points: Double = 2) -> Scorecard {
    Scorecard(
      scores: states.enumerated().map { index, state in
        Score(question: "q\(index)", maximum: points, state: state)
      })
  }

  private static func classroom(_ grade: Grade) -> JSONValue {
    Grader.classroom50.value(
      grade, environment: ["CLASSROOM": "c", "ASSIGNMENT": "9_1", "SUBMISSION_TAG": "v1"],
      date: "2026-11-23T14:58:49Z")
  }

  @Test func givesClassroom50WholeNumbersThatAddUp() {
    let grade = Grade(Self.card([.right, .wrong, .unanswered, .marked(1)]), lesson: "9_1")
    let value = Self.classroom(grade)
    #expect(value["schema"] == "classroom50/result/v1")
    #expect(value["classroom"] == "c" && value["submission"] == "v1" && value["commit"] == "")
    #expect(value["score"] == 3 && value["max-score"] == 8)
    let tests = value["tests"]?.array ?? []
    #expect(tests.map { $0["passed"] } == [true, false, false, false])
    #expect(tests[0]["test-name"] == "q0")
  }

  @Test func countsHalfPointsInTenths() {
    let value = Self.classroom(Grade(Self.card([.right, .wrong], points: 2.5), lesson: "9_1"))
    #expect(value["score"] == 25 && value["max-score"] == 50)
    #expect(value["points-per-unit"] == 0.1)
  }

  @Test func neverGivesMoreThanTheMaximum() {
    let value = Self.classroom(Grade(Self.card([.marked(5)]), lesson: "9_1"))
    #expect(value["score"] == 2 && value["max-score"] == 2)
  }

  @Test func leavesWhatAwaitsAnInstructorOutsideTheTotal() {
    let grade = Grade(Self.card([.right, .awaiting, .fault("broken")]), lesson: "9_1")
    let value = Self.classroom(grade)
    #expect(value["score"] == 2 && value["max-score"] == 2)
    #expect(grade.summary == "9_1: 2 of 2 points; 2 answers await an instructor, outside the total")
    let scope = Grader.gradescope.value(grade, environment: [:], date: "")
    let tests = scope["tests"]?.array ?? []
    #expect(scope["score"] == 2)
    #expect(tests.map { $0["status"] } == ["passed", nil, nil])
    #expect(tests.map { $0["max_score"] } == [2, 0, 0])
    #expect(tests[1]["output"] == "awaiting marking")
  }

  @Test func givesNothingForAFileThatCannotBeRead() {
    let problem = HandInProblem(.invalid, "a.md:3: the lesson has no question x\n::error::")
    let grade = Grade(unreadable: problem, questions: Self.card([.unanswered]), lesson: "9_1")
    #expect(grade.points == 0 && grade.maximum == 2)
    #expect(grade.summary.contains("no question x ::error::"))
    #expect(!grade.summary.contains { $0.isNewline })
  }
}
