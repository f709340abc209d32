/// The terms that a report uses, each in a sentence or two, folded at its end.
enum GlossarySection {
  /// Nothing where no term is used.
  static func blocks(_ told: [ReportBlock]) -> [ReportBlock] {
    var words = UsedWords()
    words.read(told)
    let used = GlossaryTerms.all.filter { term in
      term.names.contains { words.hold($0) }
    }
    guard !used.isEmpty else { return [] }
    let items = used.sorted { $0.names[0] < $1.names[0] }.map { term -> [ReportBlock] in
      [.paragraph([.strong([.text(term.names[0])]), .text(": \(term.meaning)")])]
    }
    return [
      .heading(level: 2, content: ["Glossary"]),
      .fold(
        .init(
          [.text("\(NumberText.count(used.count, "word")) of this report explained")],
          [.list(ordered: false, start: 1, items: items)])),
    ]
  }
}

/// The words of a report and every two that stand beside each other, in small letters.
///
/// The second word of a term of two does not count by itself.
///
/// What a student typed, printed lines, code and the cells of tables are no text that asks for an
/// explanation.
struct UsedWords {
  private var words: Set<String> = []

  mutating func read(_ blocks: [ReportBlock]) {
    for block in blocks { read(block) }
  }

  private mutating func read(_ block: ReportBlock) {
    switch block {
    case .heading(_, let content), .paragraph(let content): read(PlainText.of(content))
    case .list(_, _, let items): for item in items { read(item) }
    case .quote(let content), .group(_, let content), .alert(_, let content): read(content)
    case .table(let table):
      read(table.caption)
      for column in table.columns { read(column.title) }
      for row in table.rows { read(row.first.map(PlainText.of) ?? "") }
    case .chart(let chart): read(chart.description)
    case .pictures(let pictures): read(pictures.caption)
    case .fold(let fold):
      read(PlainText.of(fold.summary))
      read(fold.blocks)
    case .code, .thematicBreak, .output, .verbatim, .room, .answerSheet, .contents: break
    }
  }

  private mutating func read(_ text: String) {
    var last = ""
    for piece in text.lowercased().split(whereSeparator: { !$0.isLetter && !$0.isNumber }) {
      let word = String(piece)
      let pair = last + " " + word
      words.insert(pair)
      // In "double precision" there is no precision of a classifier.
      if !GlossaryTerms.pairs.contains(pair) { words.insert(word) }
      last = word
    }
  }

  /// Whether a word, or two, are used, in one or in many.
  func hold(_ name: String) -> Bool { words.contains(name) || words.contains(name + "s") }
}
