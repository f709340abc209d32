import Base

/// Writes a report as Markdown that reads well on GitHub: tables, folds as `details`, and the words
/// of a chart in the place of its drawing.
package enum MarkdownWriter {
  package static func write(_ document: ReportDocument) -> String {
    let status = document.status
    let line = "**\(PageText.mark(status))\(status.headline).** " + MarkdownText.line(status.detail)
    var parts = [
      "# " + MarkdownText.line([.text(PageText.title(document))]),
      status.kind == .complete ? line : quoted("[!CAUTION]\n" + line),
    ]
    if let student = document.student {
      parts.append("Handed in by " + MarkdownText.line([.isolated(student)]))
    }
    parts += document.blocks.map(text)
    return parts.filter { !$0.isEmpty }.joined(separator: "\n\n") + "\n"
  }

  /// Blocks without a page around them.
  static func text(_ blocks: [ReportBlock]) -> String {
    blocks.map(text).filter { !$0.isEmpty }.joined(separator: "\n\n")
  }

  private static func text(_ block: ReportBlock) -> String {
    switch block {
    case .heading(let level, let content):
      String(repeating: "#", count: min(max(level, 1), 6)) + " "
        + MarkdownText.line(content).replacing("\\\n", with: " ")
    case .paragraph(let content): MarkdownText.line(content)
    case .list(let ordered, let start, let items): list(ordered, start, items)
    case .quote(let content): quoted(text(content))
    case .code(let language, let code): fenced(code, language: language)
    case .thematicBreak: "---"
    case .table(let table): self.table(table)
    case .chart(let chart):
      MarkdownText.line([
        .strong([.text("Chart: \(chart.title).")]), .text(" " + chart.description),
      ])
    case .pictures(let pictures):
      "*\(MarkdownText.line([.text(pictures.caption)]))*\n\n"
        + pictures.pictures.map { "- " + MarkdownText.line([.text($0.alternative)]) }
        .joined(separator: "\n")
    case .output(let lines): fenced(lines.joined(separator: "\n"), language: "text")
    case .verbatim(let answer): verbatim(answer)
    case .room: quoted("…")
    case .answerSheet, .contents: ""
    case .fold(let fold): self.fold(fold)
    case .group(_, let content): text(content)
    case .alert(let title, let content):
      quoted(
        "[!CAUTION]\n**✗ " + MarkdownText.line([.text(title)]) + "**\n\n" + text(content))
    }
  }

  private static func list(_ ordered: Bool, _ start: Int, _ items: [[ReportBlock]]) -> String {
    items.enumerated().map { index, item in
      let mark = ordered ? "\(start &+ index). " : "- "
      let indent = String(repeating: " ", count: mark.count)
      let lines = text(item).split(separator: "\n", omittingEmptySubsequences: false)
      return lines.enumerated().map { number, line in
        number == 0 ? mark + line : line.isEmpty ? "" : indent + line
      }.joined(separator: "\n")
    }.joined(separator: "\n")
  }

  private static func quoted(_ text: String) -> String {
    text.split(separator: "\n", omittingEmptySubsequences: false)
      .map { $0.isEmpty ? ">" : "> " + $0 }.joined(separator: "\n")
  }

  /// What a student typed: a quotation whose lines end where the student ended them.
  private static func verbatim(_ text: String) -> String {
    let lines = text.split(separator: "\n", omittingEmptySubsequences: false)
    return quoted(
      lines.map { line in MarkdownText.line([.text(String(line))]) }
        .map { $0.isEmpty ? "&nbsp;" : $0 }.joined(separator: "\\\n"))
  }

  /// A code block that nothing within can end.
  private static func fenced(_ text: String, language: String) -> String {
    let text = VisibleText.of(text)
    let run = max(3, MarkdownText.longestRun(of: "`", in: text) + 1)
    let fence = String(repeating: "`", count: run)
    let name = language.prefix { $0.isASCII && ($0.isLetter || $0.isNumber || "+-#".contains($0)) }
    let end = text.hasSuffix("\n") ? "" : "\n"
    return "\(fence)\(name)\n\(text)\(end)\(fence)"
  }

  private static func table(_ table: ReportTable) -> String {
    let titles = table.columns.map { column in
      table.hidesTitles ? "" : MarkdownText.cell([.text(column.title)])
    }
    let rule = table.columns.map { $0.isNumeric ? "---:" : "---" }
    let rows = table.rows.map { $0.map(MarkdownText.cell) }
    let lines = ([titles, rule] + rows).map { "| " + $0.joined(separator: " | ") + " |" }
    return "*\(MarkdownText.line([.text(table.caption)]))*\n\n" + lines.joined(separator: "\n")
  }

  /// The opening line is HTML, where Markdown is not read: it goes through the serializer.
  private static func fold(_ fold: ReportBlock.Fold) -> String {
    let summary = HTMLSerializer.text(
      .node(.summary, [], HTMLInlines.nodes(fold.summary))
    ).split { $0.isNewline }.joined(separator: " ")
    return """
      <details\(fold.isOpen ? " open" : "")>
      \(summary)

      \(text(fold.blocks))

      </details>
      """
  }
}
