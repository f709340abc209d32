import Testing

@testable import HandIn

@Suite struct AnswersReaderTests {
  private func read(_ text: String) throws -> [String: String] {
    try AnswersReader.answers(in: text, file: "a.md", questions: ["one", "two", "three"])
  }

  private static let whole = """
    # Answers

    ## one (2 points)
    <!-- question one:
    What is one?
    -->
    First.

    ## two (1 point)
    <!-- question two:
    What is two?

    ## not a heading
    ```
    -->
    Second.

    """

  @Test func leavesOutWhatTheQuestionsAsk() throws {
    #expect(try read(Self.whole) == ["one": "First.", "two": "Second."])
  }

  @Test func readsAnAnswerAboveTheComment() throws {
    let text = "## one\nAbove.\n<!-- question one:\nWhat is one?\n-->\nBelow.\n"
    #expect(try read(text) == ["one": "Above.\nBelow."])
  }

  @Test(arguments: [
    "### two (1 point)", "##two (1 point)", "# two", " ## two (1 point)", "####  two",
  ])
  func refusesADamagedHeading(_ heading: String) throws {
    let text = Self.whole.replacing("## two (1 point)", with: heading)
    #expect {
      _ = try read(text)
    } throws: { error in
      "\(error)" == "a.md:9: this is no heading of the question two; write it as `## two`"
    }
  }

  @Test func refusesACommentWhoseHeadingIsGone() throws {
    #expect {
      _ = try read(Self.whole.replacing("## two (1 point)\n", with: ""))
    } throws: { error in
      "\(error)".hasPrefix("a.md:9: the heading above this comment is missing, so its answer would")
        && "\(error)".hasSuffix("part of that to one; put the line `## two` above it")
    }
    #expect {
      _ = try read(Self.whole.replacing("## one (2 points)\n", with: ""))
    } throws: { error in
      "\(error)".hasPrefix("a.md:3: the heading above this comment is missing, so its answer would")
        && "\(error)".contains("lost")
    }
  }

  @Test func refusesACommentWithoutAnEnd() throws {
    #expect {
      _ = try read(Self.whole.replacing("```\n-->\n", with: ""))
    } throws: { error in
      "\(error)" == "a.md:10: a question's comment starts here and never ends; end it with `-->`"
    }
  }

  @Test func leavesCodeThatLooksLikeAHeadingAlone() throws {
    let text = "## one\n```\n### two\n<!-- question two:\n-->\n```\n"
    #expect(try read(text) == ["one": "```\n### two\n<!-- question two:\n-->\n```"])
  }
}
