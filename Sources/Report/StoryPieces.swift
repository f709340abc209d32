import Records

/// A run's story in pieces, for a writer that lays it out itself, such as that of notebooks: prose
/// as Markdown, what a step left as HTML, as text and as drawings.
///
/// As in a report, everything from the record is text: nothing in a piece can act.
package struct StoryPieces {
  /// A chart that stands alone.
  package struct Drawing: Sendable, Equatable {
    /// A whole SVG document.
    package var svg: String
    /// What it shows, in words and figures.
    package var description: String
  }

  /// What a step left.
  package struct Results: Sendable, Equatable {
    package var html: String
    /// The same as plain text.
    package var text: String
    package var drawings: [Drawing]
  }

  private let context: ReportContext
  private let story: StorySection

  package init(_ record: RunRecord) {
    context = ReportContext(record)
    story = StorySection(context: context, answers: [:])
  }

  /// One block of the record's document as Markdown.
  ///
  /// Empty for what is shown with another: a hint stands in its question.
  package func markdown(of block: DocumentBlock) -> String {
    if case .prose(let content) = block {
      return MarkdownWriter.text(ProseFiller(record: context.record).blocks(content))
    }
    return MarkdownWriter.text(story.blocks(of: block, isFirst: false))
  }

  /// A lesson's prose as Markdown before anything has run: dots stand in the place of values.
  package static func markdown(of prose: [MarkupBlock]) -> String {
    MarkdownWriter.text(ProseFiller(record: nil).blocks(prose))
  }

  /// What must be said before anything else, as Markdown: that the run is not whole, and what the
  /// lesson does otherwise than its notebook.
  ///
  /// Empty where there is nothing of the kind.
  package func preface() -> String {
    let status = StatusLine.status(of: context.record)
    let warning: [ReportBlock] =
      status.kind == .complete
      ? [] : [.paragraph([.strong([.text("✗ \(status.headline).")]), " "] + status.detail)]
    return MarkdownWriter.text(warning + DepartureSection.blocks(context.record))
  }

  /// What a completed step left.
  package func results(of step: StepRecord) -> Results {
    var drawings: [Drawing] = []
    let blocks = Self.withoutDrawings(
      StepSection(context: context).views(of: step).flatMap(\.blocks), step.id, &drawings)
    var html = HTMLBlocks()
    return Results(
      html: html.nodes(blocks).map(HTMLSerializer.text).joined(),
      text: PlainWriter.text(blocks), drawings: drawings)
  }

  /// Blocks without their charts, which are drawn.
  private static func withoutDrawings(
    _ blocks: [ReportBlock], _ step: String, _ drawings: inout [Drawing]
  ) -> [ReportBlock] {
    var kept: [ReportBlock] = []
    for block in blocks {
      switch block {
      case .chart(let chart):
        let node = chart.drawing(width: 640, id: "\(step)-chart\(drawings.count + 1)")
        drawings.append(Drawing(svg: alone(node), description: chart.description))
      case .fold(var fold):
        fold.blocks = withoutDrawings(fold.blocks, step, &drawings)
        kept.append(.fold(fold))
      case .group(let group, let content):
        kept.append(.group(group, withoutDrawings(content, step, &drawings)))
      default: kept.append(block)
      }
    }
    return kept
  }

  /// A drawing as a document: with its name space, and the style behind title and description.
  private static func alone(_ node: HTMLNode) -> String {
    guard case .element(let tag, let attributes, let children) = node else { return "" }
    let space = Attribute.plain(.xmlns, "http://www.w3.org/2000/svg")
    return HTMLSerializer.text(
      .element(
        tag, [space] + attributes, children.prefix(2) + [.drawingStyle] + children.dropFirst(2)))
  }
}
