import Foundation
import HandIn
import Records
import Report
import Testing

/// Answers typed in a report's page.
@Suite(.enabled(if: TestPages.isReady), .serialized)
struct TypedAnswersTests {
  private static let typed = """
    It is 0.011 × 63 = 0.69, “ln 2”.
    ## conclusion
    # Questions that the lesson no longer has
    <!-- question conclusion:
    <script>alert(1)</script>
    ```
    ## code left open
    """
  /// What would start another answer has one more sign, and the code block is closed.
  private static let saved = """
    It is 0.011 × 63 = 0.69, “ln 2”.
    ### conclusion
    ### Questions that the lesson no longer has
     <!-- question conclusion:
    <script>alert(1)</script>
    ```
    ## code left open
    ```
    """

  private func values(_ browser: Browser) throws -> [String] {
    try browser.evaluate("[...document.querySelectorAll('textarea')].map(t => t.value)").array?
      .compactMap(\.string) ?? []
  }

  private func type(_ text: String, into index: Int, _ browser: Browser) throws {
    try browser.evaluate("document.querySelectorAll('textarea')[\(index)].focus()")
    try browser.call("Input.insertText", ["text": .string(text)])
  }

  /// Clicks the button and returns the text of the file that it saves.
  private func save(_ browser: Browser, as name: String) throws -> String {
    try browser.evaluate("document.getElementById('save-answers').click()")
    try browser.wait(for: "Browser.downloadProgress") { $0["state"]?.string == "completed" }
    let url = browser.downloads.appendingPathComponent(name)
    defer { try? FileManager.default.removeItem(at: url) }
    return try String(contentsOf: url, encoding: .utf8)
  }

  @Test func keepsWhatIsTypedAndSavesTheFileThatTheCommandReads() throws {
    let page = try TestPages.page("complete")
    let record = try TestPages.record(of: page)
    let questions = TestPages.questions(of: record)
    let browser = try TestPages.open(page)
    #expect(try values(browser) == questions.map { _ in "" })

    // An untouched page saves what `lesson student` writes.
    let empty = try save(browser, as: "9_1.answers.md")
    #expect(empty == AnswersMerge(AnswersTemplate(record)).text)

    try type(Self.typed, into: 0, browser)
    try browser.open(page)
    #expect(try values(browser) == [Self.typed] + questions.dropFirst().map { _ in "" })

    let file = try save(browser, as: "9_1.answers.md")
    let answers = try AnswersReader.answers(in: file, file: "a.md", questions: questions)
    #expect(answers == [questions[0]: Self.saved])
    // Nothing is left to bring up to date.
    let merged = try AnswersMerge(merging: file, file: "a.md", AnswersTemplate(record))
    #expect(merged.text == file)
    #expect(browser.complaints == [])

    let html = try report(record, answers: file)
    #expect(html.contains("### conclusion"))
    #expect(try Verifier.verify(Data(html.utf8), file: "r.html").verdict == .intact)
  }

  /// The hand-in that `lesson report --answers` writes.
  private func report(_ record: RunRecord, answers: String) throws -> String {
    let folder = FileManager.default.temporaryDirectory
      .appendingPathComponent("typed-\(UUID().uuidString)")
    defer { try? FileManager.default.removeItem(at: folder) }
    try FileManager.default.createDirectory(
      at: folder.appendingPathComponent("lessons"), withIntermediateDirectories: true)
    try Data(#"{"assets": []}"#.utf8)
      .write(to: folder.appendingPathComponent("lessons/assets.json"))
    try RunRecordFile.write(record, to: folder.appendingPathComponent("run.json"))
    try Data(answers.utf8).write(to: folder.appendingPathComponent("a.md"))
    let process = Process()
    let tests = try FileManager.default.destinationOfSymbolicLink(atPath: "/proc/self/exe")
    process.executableURL = URL(fileURLWithPath: tests).deletingLastPathComponent()
      .appendingPathComponent("lesson")
    process.arguments = [
      "report", "./run.json", "--student", "Ada", "--answers", "a.md", "--out", "out",
    ]
    process.currentDirectoryURL = folder
    process.standardOutput = FileHandle.nullDevice
    try process.run()
    process.waitUntilExit()
    #expect(process.terminationStatus == 0)
    let written = try FileManager.default.contentsOfDirectory(
      at: folder.appendingPathComponent("out"), includingPropertiesForKeys: nil)
    let page = try #require(written.first { $0.pathExtension == "html" })
    return try String(contentsOf: page, encoding: .utf8)
  }

  @Test func deletesWhatWasTypedWhenAskedTwice() throws {
    let page = try TestPages.page("complete")
    let browser = try TestPages.open(page)
    try type("to be forgotten", into: 1, browser)
    for isSure in [false, true] {
      // The click waits for the answer to its question, so it is not waited for.
      try browser.evaluate(
        "setTimeout(() => document.getElementById('delete-answers').click(), 0)")
      try browser.wait(for: "Page.javascriptDialogOpening")
      try browser.call("Page.handleJavaScriptDialog", ["accept": .bool(isSure)])
      let isThere = try values(browser)[1] == "to be forgotten"
      #expect(isThere == !isSure)
    }
    try browser.open(page)
    #expect(try values(browser).allSatisfy(\.isEmpty))
  }

  @Test func hasAFieldForANumberAndButtonsForALetter() throws {
    let page = try TestPages.page("asking")
    let record = try TestPages.record(of: page)
    let browser = try TestPages.open(page)
    let untouched = try save(browser, as: "9_1.answers.md")
    #expect(untouched == AnswersMerge(AnswersTemplate(record)).text)

    try browser.evaluate("document.querySelector('.asked input[type=text]').focus()")
    try browser.call("Input.insertText", ["text": "63"])
    try browser.evaluate("document.querySelectorAll('.asked input[type=radio]')[1].click()")
    try type("It is too small.", into: 1, browser)
    try browser.open(page)
    #expect(
      try browser.evaluate("document.querySelector('.asked input[type=text]').value") == "63")
    let chosen = "[...document.querySelectorAll('.asked input[type=radio]')].map(i => i.checked)"
    #expect(try browser.evaluate(chosen) == [false, true])
    #expect(try values(browser) == ["", "It is too small."])

    let file = try save(browser, as: "9_1.answers.md")
    let answers = try AnswersReader.answers(
      in: file, file: "a.md", questions: TestPages.questions(of: record))
    #expect(answers == ["steps": "value: 63", "decay": "choice: b\n\nIt is too small."])
    #expect(browser.complaints == [])
  }

  @Test func printsTheWholeOfWhatWasTyped() throws {
    let browser = try TestPages.open(TestPages.page("complete"))
    try type((1...60).map { "line \($0)" }.joined(separator: "\n"), into: 0, browser)
    try browser.call("Emulation.setEmulatedMedia", ["media": "print"])
    let lines = try browser.evaluate(
      "[...document.querySelectorAll('.typed')].map(t => t.innerText.split('\\n').length)")
    #expect(lines.array?.first == 60)
    let rooms = try browser.evaluate(
      "[...document.querySelectorAll('.room')].map(r => r.checkVisibility())")
    #expect(rooms == [false, true])
  }

  @Test func saysHowToAnswerWithoutTheScript() throws {
    let browser = try TestPages.open(TestPages.page("complete"))
    try browser.call("Emulation.setScriptExecutionDisabled", ["value": true])
    try browser.open(TestPages.page("complete"))
    let text = try #require(browser.evaluate("document.body.innerText").string)
    #expect(text.contains("lesson student 9_1") && text.contains("--answers 9_1.answers.md"))
    #expect(!text.contains("Or type here"))
    #expect(try values(browser).isEmpty)
    let rooms = try browser.evaluate(
      "[...document.querySelectorAll('.room')].every(r => r.checkVisibility())")
    #expect(rooms == true)
  }

  @Test func takesNoAnswersIntoAHandIn() throws {
    let browser = try TestPages.open(TestPages.page("handed-in"))
    #expect(try values(browser).isEmpty)
    #expect(try browser.evaluate("document.scripts.length") == 0)
  }
}
