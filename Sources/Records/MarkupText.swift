/// A lesson's prose as plain text.
package enum MarkupText {
  package static func text(of blocks: [MarkupBlock]) -> String {
    blocks.map { block in
      switch block {
      case .heading(_, let content), .paragraph(let content): text(of: content)
      case .list(_, _, let items): items.map { text(of: $0) }.joined(separator: "\n")
      case .quote(let content): text(of: content)
      case .code(_, let text): text
      case .thematicBreak: ""
      }
    }.joined(separator: "\n")
  }

  package static func text(of inlines: [MarkupInline]) -> String {
    inlines.map { inline in
      switch inline {
      case .text(let text), .code(let text): text
      case .emphasis(let content), .strong(let content), .link(_, _, let content),
        .image(_, _, let content):
        text(of: content)
      case .softBreak, .lineBreak: "\n"
      }
    }.joined()
  }
}
