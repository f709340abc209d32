import Foundation
import Records
import Testing

@testable import Report

struct AnsweringTests {
  private let page = Page(Replay.record())

  @Test func givesEachQuestionWhatAnAnswersFileSaysOfIt() {
    let rooms = page.tags.filter { $0.contains("class=\"room\"") }
    #expect(rooms.count == 2)
    #expect(rooms[0].contains("data-question=\"low-loss\""))
    #expect(rooms[0].contains("data-heading=\"## low-loss (4 points)\""))
    #expect(rooms[0].contains("data-comment=\"&lt;!-- question low-loss dcf5dc07:\nThe printed"))
    #expect(rooms[1].contains("data-heading=\"## conclusion\""))
    #expect(page.html.contains("data-preamble=\"# Answers to lesson 9_1: Transformers"))
  }

  @Test func saysInWordsHowToAnswerInAFile() {
    #expect(page.text.contains("lesson student 9_1"))
    #expect(page.text.contains("--id NUMBER --answers 9_1.answers.md"))
    let markdown = MarkdownWriter.write(ReportBuilder.build(Replay.record()))
    #expect(markdown.contains("## Your answers"))
    #expect(markdown.contains("--id NUMBER --answers 9_1.answers.md"))
    #expect(!markdown.contains("Or type here"))
  }

  @Test func allowsItsOwnScriptAlone() throws {
    let policy = try #require(page.html.firstMatch(of: /Content-Security-Policy" content="(.*?)"/))
    let digest = try #require(
      policy.1.firstMatch(of: /script-src &#39;sha256-([A-Za-z0-9+\/=]+)&#39;/))
    let scripts = page.html.matches(of: /<script>([\s\S]*?)<\/script>/)
    #expect(scripts.count == 1)
    let bytes = try #require(Data(base64Encoded: String(digest.1)))
    #expect(
      bytes.map { String(format: "%02x", $0) }.joined() == SHA256Digest.hex(of: "\(scripts[0].1)"))
  }

  @Test func holdsNothingInItsScriptThatEndsOrLeavesIt() {
    #expect(!AnsweringScript.text.contains("<"))
    for word in ["http", "fetch(", "XMLHttp", "innerHTML", "eval(", "import(", "src"] {
      #expect(!AnsweringScript.text.contains(word), "\(word)")
    }
  }

  @Test func letsNothingBeTypedIntoAHandIn() {
    var named = Replay.record()
    named.student = StudentRecord(name: "Ada")
    for page in [Page(named), Page(Replay.record(), answers: ["low-loss": "ln 2"])] {
      #expect(!page.html.contains("<script") && !page.html.contains("data-question"))
      #expect(!page.html.contains("script-src") && !page.text.contains("Your answers"))
      #expect(page.html.contains("class=\"room\""))
    }
  }

  @Test func leavesOutThePlaceToSaveWhereNothingIsAsked() {
    let document = ReplayDocument.blocks.filter { block in
      if case .question = block { false } else { true }
    }
    #expect(!Page(Replay.record(document: document)).html.contains("answer-sheet"))
  }
}
