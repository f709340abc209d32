/// Writes blocks as text without markup, for where nothing else can be shown.
enum PlainWriter {
  static func text(_ blocks: [ReportBlock]) -> String {
    blocks.map(text).filter { !$0.isEmpty }.joined(separator: "\n\n")
  }

  private static func text(_ block: ReportBlock) -> String {
    switch block {
    case .heading(_, let content), .paragraph(let content): PlainText.of(content)
    case .list(_, _, let items): items.map { "- " + text($0) }.joined(separator: "\n")
    case .quote(let content), .group(_, let content): text(content)
    case .code(_, let text): text
    case .verbatim(let text): text
    case .thematicBreak, .room, .answerSheet, .contents: ""
    case .table(let table): self.table(table)
    case .chart(let chart): "\(chart.title). \(chart.description)"
    case .pictures(let pictures):
      ([pictures.caption] + pictures.pictures.map { "- " + $0.alternative })
        .joined(separator: "\n")
    case .output(let lines): lines.joined(separator: "\n")
    case .fold(let fold): PlainText.of(fold.summary) + "\n\n" + text(fold.blocks)
    case .alert(let title, let content): title + "\n\n" + text(content)
    }
  }

  /// Columns as wide as their widest cell.
  private static func table(_ table: ReportTable) -> String {
    let titles = table.hidesTitles ? [] : [table.columns.map(\.title)]
    let rows = titles + table.rows.map { $0.map(PlainText.of) }
    let widths = table.columns.indices.map { column in
      rows.map { $0.indices.contains(column) ? $0[column].count : 0 }.max() ?? 0
    }
    let lines = rows.map { row in
      zip(row, zip(widths, table.columns)).map { cell, layout in
        let space = String(repeating: " ", count: max(0, layout.0 - cell.count))
        return layout.1.isNumeric ? space + cell : cell + space
      }.joined(separator: "  ")
    }
    return ([table.caption] + lines).map { line in
      String(line.reversed().drop { $0 == " " }.reversed())
    }.joined(separator: "\n")
  }
}
