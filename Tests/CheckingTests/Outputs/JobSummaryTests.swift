import Records
import Testing

@testable import Checking

@Suite struct JobSummaryTests {
  @Test func hasARowALessonAndALineAFinding() {
    let good = JobSummary.markdown([Samples.checked()])
    #expect(good.hasPrefix("## lesson check: all as the lessons say\n"))
    #expect(
      good.contains("| small | 2 of 2 | expectations: 2 pass; claims: 2 pass | 0.5 s | passes |"))
    let bad = JobSummary.markdown([
      Samples.checked(), Samples.checked(Samples.record(verdict: .fail, text: "is 0.5")),
    ])
    #expect(bad.hasPrefix("## lesson check: 1 of 2 not as they say\n"))
    #expect(bad.contains("- lessons/small.md:16, **build**: build.loss: &lt; 0.3: fails: is 0.5\n"))
  }

  @Test func countsWhatWasNotJudged() {
    let text = JobSummary.markdown([Samples.checked(Samples.record(error: "broken"))])
    #expect(text.contains("4 skipped, not judged"), "\(text)")
  }

  @Test(arguments: Samples.hostile)
  func showsAnyTextAsText(text: String) {
    let summary = JobSummary.markdown([
      Samples.checked(Samples.record(verdict: .fail, text: text)),
      Samples.checked(Samples.record(error: text)),
    ])
    #expect(!summary.contains("<"))
    #expect(!summary.replacing("\\]", with: "").contains("]("))
    #expect(!summary.contains("@everyone") && !summary.contains("`code`"))
    #expect(!summary.unicodeScalars.contains { $0.value < 0x20 && $0 != "\n" })
    // The heading, the table and a line for each finding: nothing starts a line of its own.
    let starts = summary.split(separator: "\n").map { $0.prefix(1) }
    #expect(starts.allSatisfy { ["#", "|", "-"].contains($0) }, "\(summary)")
  }

  @Test func staysShort() {
    let long = String(repeating: "x<", count: 100_000)
    let many = Array(
      repeating: Samples.checked(Samples.record(verdict: .fail, text: long)), count: 200)
    #expect(JobSummary.markdown(many).utf8.count < 1 << 18)
  }
}
