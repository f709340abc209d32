/// A block of CommonMark with its place: what ``CommonMarkReader`` makes of libcmark's nodes.
struct MarkdownBlock: Sendable, Equatable {
  enum Kind: Sendable, Equatable {
    case heading(level: Int)
    case paragraph
    case list(ordered: Bool, start: Int)
    case item
    case quote
    case fence(info: String, text: String)
    case indentedCode(String)
    case html(String)
    case thematicBreak
  }

  var kind: Kind
  /// The lines it covers, from 1.
  ///
  /// libcmark 0.30 ends a one-line HTML block in the wrong place; the reader never lets the end
  /// come before the start.
  var lines: ClosedRange<Int>
  /// The UTF-8 column it starts in, from 1.
  var column: Int
  /// The blocks inside: of a list its items.
  var children: [MarkdownBlock] = []
  /// The text of a heading or a paragraph.
  var content: [MarkdownInline] = []
}

/// A run of text in CommonMark.
indirect enum MarkdownInline: Sendable, Equatable {
  case text(String)
  case code(String)
  case emphasis([MarkdownInline])
  case strong([MarkdownInline])
  case link(url: String, title: String, [MarkdownInline])
  case image(url: String, [MarkdownInline])
  case html(String)
  case softBreak
  case lineBreak
}
