import Records

/// Pieces of a page for one that changes while a run goes on.
///
/// As in a report, everything in them is text: no piece can act.
package enum HTMLFragment {
  /// The looks of a report.
  package static var styleSheet: String { StyleSheet.text }

  /// Blocks as HTML.
  ///
  /// Drawings are numbered anew each time, so only one piece of a page may hold drawings.
  package static func text(_ blocks: [ReportBlock]) -> String {
    var html = HTMLBlocks()
    return html.nodes(blocks).map(HTMLSerializer.text).joined()
  }

  /// Runs of text as HTML.
  package static func inline(_ inlines: [ReportInline]) -> String {
    HTMLInlines.nodes(inlines).map(HTMLSerializer.text).joined()
  }

  /// What a report shows of a completed step.
  package static func results(of step: StepRecord, in record: RunRecord) -> [ReportBlock] {
    StepSection(context: ReportContext(record)).views(of: step).flatMap(\.blocks)
  }
}
