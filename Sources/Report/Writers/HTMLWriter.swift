import Records

/// Writes a report as one HTML file: inline style, no request, readable without its script, on a
/// phone and on paper, light or dark as the reader's system is.
package enum HTMLWriter {
  /// The page; it carries the document's source, where it has one, and says that this version of
  /// the program wrote it.
  package static func write(
    _ document: ReportDocument, program: String = ProgramVersion.text
  ) -> String {
    let page = page(document)
    guard let source = document.source,
      let json = try? CarriedRecord.json(source, program: program, page: page)
    else { return page }
    return CarriedText.page(page, carrying: json)
  }

  private static func page(_ document: ReportDocument) -> String {
    var blocks = HTMLBlocks(isPage: true)
    let title = PageText.title(document)
    let content = blocks.nodes(document.blocks)
    let policy = contentPolicy(scripted: blocks.takesAnswers)
    let page = HTMLNode.node(
      .html, [.plain(.lang, "en")],
      [
        .node(
          .head, [],
          [
            .node(.meta, [.plain(.charset, "utf-8")]),
            .node(
              .meta,
              [.plain(.httpEquiv, "Content-Security-Policy"), .plain(.content, policy)]),
            .node(
              .meta,
              [
                .plain(.name, "viewport"),
                .plain(.content, "width=device-width, initial-scale=1"),
              ]),
            .node(.meta, [.plain(.name, "referrer"), .plain(.content, "no-referrer")]),
            .node(
              .meta, [.plain(.name, "color-scheme"), .plain(.content, "light dark")]),
            .node(.title, text: title), .styleSheet,
          ]),
        .node(
          .body, [],
          [.node(.main, [], [header(document)] + content)]
            + (blocks.takesAnswers ? [.answeringScript] : [])
            + (document.source == nil ? [] : [.carriedRecord])),
      ])
    return "<!DOCTYPE html>\n" + HTMLSerializer.text(page) + "\n"
  }

  /// Nothing may be loaded; the one style sheet and the one script are named by their digests, so
  /// that no other would be applied or run.
  private static func contentPolicy(scripted: Bool) -> String {
    let script = scripted ? "script-src '\(scriptDigest)'; " : ""
    return "default-src 'none'; style-src '\(styleDigest)'; \(script)img-src data:; "
      + "base-uri 'none'; form-action 'none'"
  }

  private static let styleDigest = "sha256-" + SHA256Digest.base64(of: StyleSheet.text)
  private static let scriptDigest = "sha256-" + SHA256Digest.base64(of: AnsweringScript.text)

  private static func header(_ document: ReportDocument) -> HTMLNode {
    let status = document.status
    var children: [HTMLNode] = [
      .node(.p, [.class("eyebrow")], text: "Lesson \(document.lesson)"),
      .node(.h1, text: PageText.warning(document.status) + document.title),
    ]
    let line: [HTMLNode] =
      [.node(.strong, text: PageText.mark(status) + status.headline), .text(". ")]
      + HTMLInlines.nodes(status.detail)
    children.append(
      status.kind == .complete
        ? .node(.p, [.class("status")], line)
        : .node(.aside, [.class("banner"), .plain(.role, "alert")], [.node(.p, [], line)]))
    if let student = document.student {
      children.append(
        .node(
          .p, [.class("student")],
          [.node(.span, text: "Handed in by "), .node(.bdi, text: student)]))
    }
    return .node(.header, [], children)
  }
}

/// Words that both writers use.
enum PageText {
  /// The page's title: an unfinished run says so first.
  static func title(_ document: ReportDocument) -> String {
    "\(warning(document.status))Lesson \(document.lesson): \(document.title)"
  }

  /// What stands in front of the title of a report that does not tell of a whole run.
  static func warning(_ status: ReportStatus) -> String {
    status.kind == .complete ? "" : status.headline.uppercased() + " – "
  }

  static func mark(_ status: ReportStatus) -> String { status.kind == .complete ? "✓ " : "✗ " }
}
