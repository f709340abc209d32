private import CCMark

/// Reads CommonMark through libcmark: C nodes in, Swift values out.
///
/// The only file that names cmark.
package struct CommonMarkReader {
  /// The library that does it, with its version.
  package static var library: String { "libcmark \(String(cString: cmark_version_string()))" }

  /// Blocks or runs nested deeper than this are left out, so that no recursion over a document can
  /// exhaust the stack.
  static let depthLimit = 40

  private(set) var blocks: [MarkdownBlock] = []
  /// The first line on which something was nested too deeply.
  private(set) var tooDeepLine: Int?

  private let lines: [String]

  /// Reads lines of text; those before `firstLine` are taken as empty, so that numbers are kept.
  init(_ lines: [String], firstLine: Int = 1) {
    self.lines = lines
    let text =
      String(repeating: "\n", count: firstLine - 1)
      + lines.dropFirst(firstLine - 1).joined(separator: "\n") + "\n"
    let document = text.utf8CString.withUnsafeBufferPointer { buffer in
      cmark_parse_document(buffer.baseAddress, buffer.count - 1, CMARK_OPT_DEFAULT)
    }
    guard let document else { return }
    defer { cmark_node_free(document) }
    blocks = children(of: document, depth: 0)
  }

  private mutating func children(of node: OpaquePointer, depth: Int) -> [MarkdownBlock] {
    var blocks: [MarkdownBlock] = []
    var next = cmark_node_first_child(node)
    while let child = next {
      if let block = block(child, depth: depth) { blocks.append(block) }
      next = cmark_node_next(child)
    }
    return blocks
  }

  private mutating func block(_ node: OpaquePointer, depth: Int) -> MarkdownBlock? {
    let start = min(max(1, Int(cmark_node_get_start_line(node))), lines.count)
    let end = min(max(start, Int(cmark_node_get_end_line(node))), lines.count)
    guard depth < Self.depthLimit else {
      tooDeepLine = tooDeepLine ?? start
      return nil
    }
    var block = MarkdownBlock(
      kind: .paragraph, lines: start...end,
      column: max(1, Int(cmark_node_get_start_column(node))))
    switch cmark_node_get_type(node) {
    case CMARK_NODE_HEADING:
      block.kind = .heading(level: Int(cmark_node_get_heading_level(node)))
      block.content = inlines(of: node, line: start, depth: depth + 1)
    case CMARK_NODE_PARAGRAPH:
      block.content = inlines(of: node, line: start, depth: depth + 1)
    case CMARK_NODE_LIST:
      let ordered = cmark_node_get_list_type(node) == CMARK_ORDERED_LIST
      block.kind = .list(
        ordered: ordered, start: ordered ? Int(cmark_node_get_list_start(node)) : 1)
      block.children = children(of: node, depth: depth + 1)
    case CMARK_NODE_ITEM:
      block.kind = .item
      block.children = children(of: node, depth: depth + 1)
    case CMARK_NODE_BLOCK_QUOTE:
      block.kind = .quote
      block.children = children(of: node, depth: depth + 1)
    case CMARK_NODE_CODE_BLOCK:
      block.kind = code(node, line: start, column: block.column)
    case CMARK_NODE_HTML_BLOCK:
      block.kind = .html(Self.string(cmark_node_get_literal(node)))
    case CMARK_NODE_THEMATIC_BREAK:
      block.kind = .thematicBreak
    default:
      return nil
    }
    return block
  }

  /// A fence or indented code: libcmark does not say which.
  ///
  /// A fence with an info string is clear; without one, the text of indented code still holds the
  /// line that looks like a fence.
  private func code(_ node: OpaquePointer, line: Int, column: Int) -> MarkdownBlock.Kind {
    let info = Self.string(cmark_node_get_fence_info(node))
    let text = Self.string(cmark_node_get_literal(node))
    let source = lines[line - 1].utf8.dropFirst(column - 1)
    let looksFenced =
      source.starts(with: "```".utf8) || source.starts(with: "~~~".utf8)
    let isFenced = !info.isEmpty || (looksFenced && !text.utf8.starts(with: source))
    return isFenced ? .fence(info: info, text: text) : .indentedCode(text)
  }

  private mutating func inlines(
    of node: OpaquePointer, line: Int, depth: Int
  ) -> [MarkdownInline] {
    guard depth < Self.depthLimit else {
      tooDeepLine = tooDeepLine ?? line
      return []
    }
    var runs: [MarkdownInline] = []
    var next = cmark_node_first_child(node)
    while let child = next {
      let run = inline(child, line: line, depth: depth)
      // libcmark splits text at every character that might have meant something.
      if case .text(let more)? = run, case .text(let before)? = runs.last {
        runs[runs.count - 1] = .text(before + more)
      } else if let run {
        runs.append(run)
      }
      next = cmark_node_next(child)
    }
    return runs
  }

  private mutating func inline(
    _ node: OpaquePointer, line: Int, depth: Int
  ) -> MarkdownInline? {
    switch cmark_node_get_type(node) {
    case CMARK_NODE_TEXT: .text(Self.string(cmark_node_get_literal(node)))
    case CMARK_NODE_CODE: .code(Self.string(cmark_node_get_literal(node)))
    case CMARK_NODE_HTML_INLINE: .html(Self.string(cmark_node_get_literal(node)))
    case CMARK_NODE_SOFTBREAK: .softBreak
    case CMARK_NODE_LINEBREAK: .lineBreak
    case CMARK_NODE_EMPH: .emphasis(inlines(of: node, line: line, depth: depth + 1))
    case CMARK_NODE_STRONG: .strong(inlines(of: node, line: line, depth: depth + 1))
    case CMARK_NODE_LINK:
      .link(
        url: Self.string(cmark_node_get_url(node)), title: Self.string(cmark_node_get_title(node)),
        inlines(of: node, line: line, depth: depth + 1))
    case CMARK_NODE_IMAGE:
      .image(
        url: Self.string(cmark_node_get_url(node)),
        inlines(of: node, line: line, depth: depth + 1))
    default: nil
    }
  }

  private static func string(_ text: UnsafePointer<CChar>?) -> String {
    text.map { String(cString: $0) } ?? ""
  }
}
