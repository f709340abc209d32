import Testing

@testable import lesson

@Suite struct AnswersFileTests {
  private func answers(_ text: String) throws -> [String: String] {
    try AnswersFile.answers(in: text, file: "a.md", questions: ["one", "two"])
  }

  @Test func readsAnAnswerUnderEachHeading() throws {
    let text =
      "# Mine\n\n<!-- a\nnote -->\n## one (4 points)\n\nFirst.\n\n### More\n\n## two\r\nSecond.\r\n"
    #expect(try answers(text) == ["one": "First.\n\n### More", "two": "Second."])
  }

  @Test func leavesOutAnEmptyAnswer() throws {
    #expect(try answers("## one\n\n \n## two\nyes\n") == ["two": "yes"])
  }

  @Test(arguments: ["", "one: yes\n", "# one\nyes\n"])
  func refusesAFileWithoutAnyHeading(text: String) throws {
    let failure = try #require(throws: Failure.self) { try answers(text) }
    #expect(failure.status == .invalid)
    #expect(failure.message.contains("`## one`"))
  }

  @Test func takesAHeadingInAFenceAsText() throws {
    #expect(
      try answers("## one\n```\n## two\n```\n## two\nb\n")
        == ["one": "```\n## two\n```", "two": "b"])
  }

  @Test func closesAFenceWhereCommonMarkDoes() throws {
    let long = "````\n```\n## two\n````"
    #expect(try answers("## one\n\(long)\n## two\nb\n") == ["one": long, "two": "b"])
    #expect(try answers("## one\n```x``` is code\n## two\nb\n")["two"] == "b")
  }

  @Test(arguments: [("## ones\n", "did you mean one?"), ("## one\n## one\n", "a.md:2")])
  func refusesAHeadingThatIsNoQuestionOrComesTwice(text: String, message: String) throws {
    let failure = try #require(throws: Failure.self) { try answers(text) }
    #expect(failure.status == .invalid)
    #expect(failure.message.contains(message))
  }
}
