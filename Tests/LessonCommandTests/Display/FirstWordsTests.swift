import Testing

@Suite struct FirstWordsTests {
  @Test func sayHowToBegin() throws {
    let outcome = try Workplace().lesson()
    #expect(outcome.status == 0)
    #expect(outcome.output.contains("  tiny  A head alone\n"))
    #expect(outcome.output.contains("\n  lesson run tiny --open  replay it"))
    #expect(outcome.output.contains("\n  lesson doctor "))
  }

  @Test func sayHowToAnswerOnceThereIsAReport() throws {
    let workplace = try Workplace()
    #expect(try workplace.lesson("run", "tiny").status == 0)
    let outcome = try workplace.lesson()
    #expect(outcome.output.contains("\n  lesson student tiny "))
    #expect(outcome.output.contains("--answers tiny.answers.md  the page that you hand in"))
  }

  @Test func sayWhatIsMissingWhereThereAreNoLessons() throws {
    let workplace = try Workplace()
    try workplace.write("lessons/tiny.md", "no lesson")
    #expect(try workplace.lesson().output.contains("tiny  cannot be read"))
  }
}
