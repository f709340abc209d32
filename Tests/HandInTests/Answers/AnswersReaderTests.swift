import Report
import Testing

@testable import HandIn

@Suite struct AnswersReaderTests {
  private func read(_ text: String) throws -> [String: String] {
    try AnswersReader.answers(in: text, file: "a.md", questions: ["one", "two", "three"])
  }

  private static let whole = """
    # Answers

    ## one (2 points)
    <!-- question one 27b691c3:
    What is one?
    -->
    First.

    ## two (1 point)
    <!-- question two c64a1bf4:
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
    let text = "## one\nAbove.\n<!-- question one 27b691c3:\nWhat is one?\n-->\nBelow.\n"
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

  @Test(arguments: [
    ("What is one?\n-->", "What is one?\nOne is this.\n-->"), ("\n-->\n", "\n--> One is this.\n"),
    ("one 27b691c3:", "one:"), ("27b691c3", "00000000"),
  ])
  func refusesWhatWasTypedIntoAComment(old: String, new: String) throws {
    let text = Self.whole.replacing(old, with: new, maxReplacements: 1)
    #expect(text != Self.whole)
    #expect {
      _ = try read(text)
    } throws: { error in
      "\(error)".hasPrefix("a.md:4: the comment that says what one asks is not as it was; write")
    }
    #expect(throws: HandInProblem.self) {
      try AnswersMerge(
        merging: text, file: "a.md",
        AnswersTemplate(
          lesson: "x", title: "X", questions: [.init(id: "one", points: 2, content: [])]))
    }
  }

  @Test func refusesABlockOfCodeThatEndsInAnotherAnswer() throws {
    #expect {
      _ = try read(Self.whole.replacing("First.", with: "```python\nFirst."))
    } throws: { error in
      "\(error)".hasPrefix(
        "a.md:10: this heading is part of a block of code, and so would the answer to two be; end")
    }
  }

  @Test func refusesABlockOfCodeThatSwallowsOtherAnswers() throws {
    let text = Self.whole.replacing("First.", with: "````python\nFirst.")
    #expect {
      _ = try read(text)
    } throws: { error in
      "\(error)".hasSuffix(
        "a block of code starts here and never ends, so the heading of two would be part of it; "
          + "end it with a line of the same marks")
    }
  }

  @Test func refusesTextThatStandsUnderNoQuestion() throws {
    #expect {
      _ = try read(Self.whole.replacing("# Answers\n", with: "# Answers\nmine\n"))
    } throws: { error in
      "\(error)".hasPrefix("a.md:2: this stands above the first question's heading, so it answers")
    }
    #expect {
      _ = try read("## one\na\n# Questions that the lesson no longer has\n## two\nb\n")
    } throws: { error in
      "\(error)".hasPrefix("a.md:4: this answer to two stands below the line")
    }
  }

  @Test(arguments: [
    "**two (1 point)**", "\\## two (1 point)", "\u{200B}## two (1 point)", "_two (1 point)_",
  ])
  func refusesAHeadingThatIsNoneInMarkdown(heading: String) throws {
    #expect {
      _ = try read("## one\na\n\(heading)\nb\n")
    } throws: { error in
      "\(error)" == "a.md:3: this is no heading of the question two; write it as `## two`"
    }
  }

  @Test func leavesAWordThatIsAQuestionsNameAlone() throws {
    #expect(try read("## one\na\ntwo\n") == ["one": "a\ntwo"])
  }

  @Test func takesACommentOfTheStudentsOwnForText() throws {
    #expect(try read("## one\n<!--\nhidden\n-->\na\n") == ["one": "<!--\nhidden\n-->\na"])
  }

  @Test(arguments: [
    ("What is one?\n-->", "\n-->"), ("<!-- question one 27b691c3:\n", ""),
    (
      "<!-- question one 27b691c3:\nWhat is one?\n-->",
      "<!-- question one 27b691c3: What is one? -->"
    ),
  ])
  func refusesWhatIsLeftOfAComment(old: String, new: String) throws {
    #expect(throws: HandInProblem.self) { try read(Self.whole.replacing(old, with: new)) }
  }

  @Test func readsAFileWhoseLinesEndInSpaces() throws {
    let text = Self.whole.replacing("\n", with: "  \n")
    #expect(try read(text) == ["one": "First.", "two": "Second."])
  }

  @Test func refusesACommentWithoutAnEnd() throws {
    #expect {
      _ = try read(Self.whole.replacing("```\n-->\n", with: ""))
    } throws: { error in
      "\(error)" == "a.md:10: a question's comment starts here and never ends; end it with `-->`"
    }
  }

  @Test func leavesCodeThatLooksLikeAHeadingAlone() throws {
    let text = "## one\n```\n### two\n<!-- question two 5d5b9de6:\n-->\n```\n"
    #expect(try read(text) == ["one": "```\n### two\n<!-- question two 5d5b9de6:\n-->\n```"])
  }
}
