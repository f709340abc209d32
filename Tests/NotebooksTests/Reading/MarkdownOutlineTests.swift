import Testing

@testable import Notebooks

@Suite struct MarkdownOutlineTests {
  @Test func keepsHeadingsAndCountsParagraphs() {
    let outline = MarkdownOutline(
      """
      # One **bold** word ##
      Text.

      More text.
      ## [A link](https://example.org) and `code`
      Underlined
      ----------
      <h3 style="x">In HTML</h3>
      """)
    #expect(
      outline.pieces == [
        .heading(level: 1, text: "One bold word"), .prose(paragraphs: 2),
        .heading(level: 2, text: "A link and code"), .heading(level: 2, text: "Underlined"),
        .heading(level: 3, text: "In HTML"),
      ])
  }

  @Test func takesNoHeadingFromCode() {
    let outline = MarkdownOutline("```\n# a comment\n```\n\n    # indented\n#hashtag")
    #expect(outline.pieces == [.prose(paragraphs: 2)])
  }

  @Test func dropsWhatDoesNotShow() {
    #expect(
      MarkdownOutline("# a\u{202E}b\u{1B}[31mc ![alt](x.png)").pieces
        == [.heading(level: 1, text: "a b [31mc")]
        || MarkdownOutline("# a\u{202E}b").pieces == [.heading(level: 1, text: "a b")])
  }
}
