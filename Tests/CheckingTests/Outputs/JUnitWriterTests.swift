import Foundation
import FoundationXML
import Records
import Testing

@testable import Checking

@Suite struct JUnitWriterTests {
  private func suite(_ lesson: CheckedLesson) throws -> XMLElement {
    let document = try XMLDocument(xmlString: JUnitWriter.text([lesson]))
    let root = try #require(document.rootElement())
    #expect(root.name == "testsuites")
    return try #require(root.elements(forName: "testsuite").first)
  }

  private func attribute(_ name: String, _ element: XMLElement) -> String? {
    element.attribute(forName: name)?.stringValue
  }

  @Test func writesASuiteALessonAndACaseAStepAndClaim() throws {
    let suite = try suite(Samples.checked())
    #expect(attribute("name", suite) == "lesson.small")
    #expect(attribute("timestamp", suite) == "2026-11-23T14:58:49Z")
    #expect(attribute("time", suite) == "0.500")
    let cases = suite.elements(forName: "testcase")
    #expect(
      cases.map { attribute("name", $0) } == [
        "the lesson is valid", "build", "later", "claim low", "claim told", "something was judged",
      ])
    #expect(cases.allSatisfy { attribute("classname", $0) == "lesson.small" })
    #expect(cases.map { attribute("line", $0) }[1] == "7")
    #expect(attribute("assertions", cases[1]) == "2")
    #expect(attribute("tests", suite) == "6")
    #expect(attribute("failures", suite) == "0")
  }

  @Test func writesTheParametersAndTheSeed() throws {
    let properties = try suite(Samples.checked()).elements(forName: "properties")[0]
    let names = properties.elements(forName: "property").map { attribute("name", $0) }
    #expect(names.contains("seed") && names.contains("parameter.width"))
  }

  @Test func tellsAFailureFromAnErrorAndFromWhatDidNotRun() throws {
    let failed = try suite(Samples.checked(Samples.record(verdict: .fail, text: "is 0.5")))
    #expect(attribute("failures", failed) == "2")
    let failure = failed.elements(forName: "testcase")[1].elements(forName: "failure").first
    #expect(
      failure?.stringValue == "lessons/small.md:16: build.loss: < 0.3: fails: is 0.5")
    let broken = try suite(Samples.checked(Samples.record(error: "not finite")))
    #expect(attribute("errors", broken) == "1")
    #expect(attribute("skipped", broken) == "3")
    let cases = broken.elements(forName: "testcase")
    #expect(cases[1].elements(forName: "error").count == 1)
    #expect(
      attribute("message", cases[2].elements(forName: "skipped")[0])
        == "a step before it did not complete")
  }

  @Test func countsWhatDoesNotApplyAsSkipped() throws {
    let suite = try suite(Samples.checked(Samples.record(verdict: .notApplicable)))
    #expect(attribute("assertions", suite.elements(forName: "testcase")[1]) == "1")
  }

  @Test func doesNotGiveAwayAnAnswer() {
    let text = JUnitWriter.text([Samples.checked(Samples.record(verdict: .fail, text: "is 0.5"))])
    #expect(text.contains("claim told: not as the lesson says"))
    #expect(!text.contains("is 46"))
  }

  @Test(arguments: Samples.hostile)
  func staysWellFormedAroundAnyText(text: String) throws {
    for record in [Samples.record(verdict: .fail, text: text), Samples.record(error: text)] {
      let written = JUnitWriter.text([Samples.checked(record)])
      let acting = written.unicodeScalars.filter { $0.value < 0x20 && $0 != "\n" }
      #expect(acting.isEmpty && !written.contains("]]>") && !written.contains("\u{202E}"))
      let suite = try #require(
        try XMLDocument(xmlString: written).rootElement()?.elements(forName: "testsuite").first)
      #expect(suite.elements(forName: "testcase").count >= 5)
      #expect(!written.contains("<script") && !written.contains("<evil"))
    }
  }
}
