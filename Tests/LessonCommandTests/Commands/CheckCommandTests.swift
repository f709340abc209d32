import Testing

@Suite struct CheckCommandTests {
  @Test func endsWith0WhereEverythingIsAsTheLessonSays() throws {
    let workplace = try Workplace()
    let outcome = try workplace.lesson("check")
    #expect(outcome.status == 0, "\(outcome.errors)")
    #expect(outcome.output == "tiny: expectations: 1 pass; claims: none\n")
    #expect(!workplace.exists("reports"))
  }

  @Test func namesTheExpectationThatFails() throws {
    let lesson = Workplace.lesson.replacing("head_parameters: 46", with: "head_parameters: 47")
    let outcome = try Workplace(lesson: lesson).lesson("check", "tiny")
    #expect(outcome.status == 1)
    #expect(
      outcome.output.contains("lessons/tiny.md:23: build-head.head_parameters: 47: fails"),
      "\(outcome.output)")
    #expect(outcome.output.contains("tiny: expectations: 1 fail"))
  }

  @Test func failsWhereNothingIsExpected() throws {
    let block = "```expect build-head\nhead_parameters: 46\n```"
    let lesson = Workplace.lesson.replacing(block, with: "")
    let outcome = try Workplace(lesson: lesson).lesson("check", "tiny")
    #expect(outcome.status == 1)
    #expect(outcome.output.contains("nothing was expected of this run"))
  }

  @Test func failsWhereNothingThatIsExpectedApplies() throws {
    let outcome = try Workplace().lesson("check", "tiny", "--seed", "8")
    #expect(outcome.status == 1)
    #expect(outcome.output.contains("1 not applicable"))
  }

  @Test func endsWith65ForALessonThatIsNone() throws {
    let outcome = try Workplace(lesson: "# No front matter\n").lesson("check")
    #expect(outcome.status == 65)
    #expect(outcome.errors.contains("lessons/tiny.md:1:1: error:"), "\(outcome.errors)")
  }

  @Test func failsWhereThereIsNoLesson() throws {
    let workplace = try Workplace()
    try workplace.write("empty/lessons/assets.json", #"{"assets": []}"#)
    let outcome = try workplace.lesson(
      ["check"], environment: ["LESSON_ROOT": workplace.url("empty").path])
    #expect(outcome.status == 1)
    #expect(outcome.errors.contains("no lesson"))
  }

  @Test func doesNotSayWhatAClaimBehindAQuestionCameTo() throws {
    let claim = """

      <!-- claim big question=how-many holds=yes -->
      It is big.

      ```check
      build-head.head_parameters: > 1000
      ```
      <!-- end -->

      """
    let outcome = try Workplace(lesson: Workplace.lesson + claim).lesson("check", "tiny")
    #expect(outcome.status == 1)
    #expect(outcome.output.contains("claim big: not as the lesson says"), "\(outcome.output)")
    #expect(!outcome.output.contains("holds") && !outcome.output.contains("46"))
  }
}
