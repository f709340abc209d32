/// Blocks of a report as HTML.
///
/// Counts the drawings, which need ids of their own.
struct HTMLBlocks {
  /// Names for the headings of a whole page; `nil` for a piece of one.
  private var anchors: HeadingAnchors?
  private var drawings = 0
  /// Whether the blocks so far have a place to save answers, which needs the page's script.
  private(set) var takesAnswers = false

  /// - Parameter isPage: whether the blocks are a page's, whose headings can be linked to.
  init(isPage: Bool = false) { anchors = isPage ? HeadingAnchors() : nil }

  mutating func nodes(_ blocks: [ReportBlock]) -> [HTMLNode] {
    var nodes: [HTMLNode] = []
    for block in blocks { nodes.append(node(block)) }
    return nodes
  }

  private mutating func node(_ block: ReportBlock) -> HTMLNode {
    switch block {
    case .heading(let level, let content):
      let tags: [HTMLNode.Tag] = [.h2, .h3, .h4, .h5, .h6]
      let id = anchors?.next(content)
      return .node(
        tags[min(max(level - 2, 0), 4)], id.map { [.plain(.id, $0)] } ?? [],
        HTMLInlines.nodes(content))
    case .paragraph(let content): return .node(.p, [], HTMLInlines.nodes(content))
    case .list(let ordered, let start, let items): return list(ordered, start, items)
    case .quote(let content): return .node(.blockquote, [], nodes(content))
    case .code(_, let text):
      return .node(.pre, [.plain(.tabindex, "0")], [.node(.code, text: text)])
    case .thematicBreak: return .node(.hr)
    case .table(let table): return HTMLTable.node(table)
    case .chart(let chart): return figure(chart)
    case .pictures(let pictures): return figure(pictures)
    case .output(let lines):
      return .node(
        .pre, [.class("output"), .plain(.tabindex, "0"), .plain(.ariaLabel, "Printed")],
        [.node(.samp, text: lines.joined(separator: "\n"))])
    case .verbatim(let text):
      return .node(
        .div, [.class("verbatim"), .plain(.dir, "auto")], text: TypedAnswer.joined(text))
    case .room(let room): return HTMLAnswers.node(room)
    case .contents(let contents): return HTMLContents.node(contents)
    case .answerSheet(let sheet):
      takesAnswers = true
      return HTMLAnswers.node(sheet)
    case .fold(let fold):
      return .node(
        .details,
        (fold.staysShut ? [.class("shut")] : []) + (fold.isOpen ? [.plain(.open, "")] : []),
        [.node(.summary, [], HTMLInlines.nodes(fold.summary)), .node(.div, [], nodes(fold.blocks))])
    case .group(let group, let content):
      return .node(.section, [.class(group.rawValue)], nodes(content))
    case .alert(let title, let content):
      return .node(
        .aside, [.class("banner")],
        [.node(.p, [], [.node(.strong, text: "✗ \(title)")])] + nodes(content))
    }
  }

  private mutating func list(_ ordered: Bool, _ start: Int, _ items: [[ReportBlock]]) -> HTMLNode {
    var rows: [HTMLNode] = []
    for item in items { rows.append(.node(.li, [], nodes(item))) }
    let attributes: [Attribute] = ordered && start != 1 ? [.plain(.start, "\(start)")] : []
    return .node(ordered ? .ol : .ul, attributes, rows)
  }

  /// A drawing in two widths, of which the style sheet shows the one that fits.
  private mutating func figure(_ chart: Chart) -> HTMLNode {
    drawings += 1
    return .node(
      .figure, [],
      [
        chart.drawing(width: 640, id: "chart\(drawings)-wide"),
        chart.drawing(width: 320, id: "chart\(drawings)-narrow"),
        .node(.figcaption, text: chart.description),
      ])
  }
}

extension HTMLBlocks {
  /// A list of pictures, as many in a line as there is room for.
  private func figure(_ pictures: ReportPictures) -> HTMLNode {
    let items = pictures.pictures.map { picture -> HTMLNode in
      let image = EmbeddedImage(mediaType: "image/png", base64: picture.png)
      return .node(
        .li, [],
        (image.map { [.node(.img, [.source($0), .plain(.alt, picture.alternative)])] } ?? [])
          + [.node(.div, [], HTMLInlines.nodes(picture.caption))])
    }
    return .node(
      .figure, [.class("pictures")],
      [.node(.ul, [], items), .node(.figcaption, text: pictures.caption)])
  }
}

/// Tables as HTML, in a frame that scrolls sideways where the screen is narrow.
enum HTMLTable {
  static func node(_ table: ReportTable) -> HTMLNode {
    let head = table.columns.map { column in
      HTMLNode.node(.th, [.plain(.scope, "col")] + number(column), text: column.title)
    }
    let rows = table.rows.map { row in
      HTMLNode.node(
        .tr, [],
        zip(table.columns, row).enumerated().map { index, cell in
          let content = HTMLInlines.nodes(cell.1)
          return index == 0
            ? .node(.th, [.plain(.scope, "row")] + number(cell.0), content)
            : .node(.td, number(cell.0), content)
        })
    }
    return .node(
      .div,
      [
        .class("scroll"), .plain(.tabindex, "0"), .plain(.role, "region"),
        .plain(.ariaLabel, table.caption),
      ],
      [
        .node(
          .table, table.hidesTitles ? [.class("facts")] : [],
          [
            .node(.caption, text: table.caption), .node(.thead, [], [.node(.tr, [], head)]),
            .node(.tbody, [], rows),
          ])
      ])
  }

  private static func number(_ column: ReportTable.Column) -> [Attribute] {
    column.isNumeric ? [.class("number")] : []
  }
}
