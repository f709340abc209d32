import Records
import Testing

@testable import Report

struct MarkdownWriterTests {
  private let text = MarkdownWriter.write(
    ReportBuilder.build(Replay.record(), answers: ["low-loss": "It is ln 2.\n\n# not a heading"]))

  @Test func saysWhatThePageSays() {
    #expect(
      text.hasPrefix("# Lesson 9\\_1: Transformers: backbone and fine-tuning\n\n**✓ Complete.**"))
    #expect(text.contains("\n## Not as in the notebook\n\n- **all-MiniLM-L6-v2 stands in"))
    #expect(text.contains("\n| 1 | 0.0109 | 0.0110 | 0.6927 |\n"))
    #expect(text.contains("\n| 1 | 0.0110 | 0.693 | 0.690 |\n"))
    #expect(text.contains("**Chart: Loss by epoch: as it is, and as it is printed.** 630 batch"))
    #expect(text.contains("\n| negative | 0.525 | 0.961 | 0.679 |\n"))
    #expect(text.contains("**Chart: Tensors that moved, by layer.** Training changed tensors in 1"))
    #expect(text.contains("\n```text\nEpoch [1/10], Loss: 0.011\n"))
    #expect(text.contains("\n1. the text is cut into *tokens*\n2. each token"))
    #expect(text.contains("reviews to learn from, half of them friendly."))
    #expect(text.contains("[the BERT paper](<https://arxiv.org/abs/1810.04805>)"))
  }

  @Test func quotesAnAnswerLineByLine() {
    #expect(text.contains("\n> It is ln 2.\\\n> &nbsp;\\\n> \\# not a heading\n"))
  }

  @Test func writesAListWhateverItsFirstNumber() {
    let document = ReportDocument(
      lesson: "a", title: "T", status: ReportStatus(kind: .complete, headline: "H", detail: []),
      student: nil, blocks: [.list(ordered: true, start: .max, items: [[["one"]], [["two"]]])])
    #expect(MarkdownWriter.write(document).contains("\(Int.max). one"))
  }

  @Test func closesEveryFold() {
    let opened = text.components(separatedBy: "<details").count
    #expect(opened > 10)
    #expect(text.components(separatedBy: "</details>").count == opened)
  }

  @Test(arguments: [
    ("*a* _b_ `c` ~~d~~", "\\*a\\* \\_b\\_ \\`c\\` \\~\\~d\\~\\~"),
    ("[a](javascript:b)", "\\[a\\](javascript:b)"), ("![a](b)", "!\\[a\\](b)"),
    ("<b>", "&lt;b&gt;"), ("&lt;", "&amp;lt;"), ("a|b", "a\\|b"), ("$x$", "\\$x\\$"),
    ("back\\slash", "back\\\\slash"), ("# heading", "\\# heading"), ("- item", "\\- item"),
    ("+ item", "\\+ item"), ("12. item", "12\\. item"), ("3) item", "3\\) item"),
    ("===", "\\==="), ("---", "\\---"), ("    code", "code"), ("> quote", "&gt; quote"),
    ("https://example.com", "https&#58;//example.com"), ("www.example.com", "www&#46;example.com"),
    ("@name", "&#64;name"), ("0.011", "0.011"), ("well-known 3.5", "well-known 3.5"),
    ("a\nb", "a b"),
  ])
  func escapesTextThatMarkdownWouldActOn(text: String, escaped: String) {
    #expect(MarkdownText.line([.text(text)]) == escaped)
  }

  @Test(arguments: [
    ("a", "`a`"), ("a`b", "``a`b``"), ("`", "`` ` ``"), ("a``b`", "``` a``b` ```"), ("", ""),
    ("a\nb", "`a b`"),
  ])
  func fencesCodeWithMoreThanItHolds(text: String, span: String) {
    #expect(MarkdownText.line([.code(text)]) == span)
  }

  @Test func escapesBarsOfCodeInTables() {
    #expect(MarkdownText.cell([.code("a|b"), .text("c|d\n| e")]) == "`a\\|b`c\\|d \\| e")
  }

  @Test func fencesCodeBlocksWithMoreThanTheyHold() {
    let record = Replay.record(document: [
      .prose([.code(language: "x\n# y", text: "a\n````\nb")])
    ])
    let text = MarkdownWriter.write(ReportBuilder.build(record))
    #expect(text.contains("\n`````x\na\n````\nb\n`````\n"))
  }

  @Test(arguments: [
    ([ReportInline.strong([" a "])], " **a** "), ([.strong([])], ""),
    ([.emphasis(["a", .lineBreak, "- b"])], "a\\\n\\- b"),
  ])
  func marksTextOnlyWhereMarkdownCan(inlines: [ReportInline], text: String) {
    #expect(MarkdownText.line(inlines) == text.drop { $0 == " " })
  }
}
