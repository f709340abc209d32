/// Runs of text as HTML.
enum HTMLInlines {
  static func nodes(_ inlines: [ReportInline]) -> [HTMLNode] { inlines.map(node) }

  private static func node(_ inline: ReportInline) -> HTMLNode {
    switch inline {
    case .text(let text): .text(text)
    case .code(let text): .node(.code, text: text)
    case .emphasis(let content): .node(.em, [], nodes(content))
    case .strong(let content): .node(.strong, [], nodes(content))
    case .link(let destination, let title, let content): link(destination, title, content)
    case .place(let place): HTMLContents.link(place)
    case .image(let type, let base64, let alternative): image(type, base64, alternative)
    case .softBreak: .text("\n")
    case .lineBreak: .node(.br)
    case .value(let text): .node(.span, [.class("value")], text: text)
    case .missing(let reason): .node(.strong, [.class("missing")], text: "⟨no value: \(reason)⟩")
    case .isolated(let text): .node(.bdi, text: text)
    case .note(let text): .node(.span, [.class("note")], text: text)
    }
  }

  private static func link(_ destination: String, _ title: String, _ content: [ReportInline])
    -> HTMLNode
  {
    guard let link = WebLink(destination) else { return .node(.span, [], nodes(content)) }
    var attributes: [Attribute] = [.link(link), .noReferrer]
    if !title.isEmpty { attributes.append(.plain(.title, title)) }
    return .node(.a, attributes, nodes(content))
  }

  private static func image(_ type: String, _ base64: String, _ alternative: [ReportInline])
    -> HTMLNode
  {
    let words = PlainText.of(alternative)
    guard let image = EmbeddedImage(mediaType: type, base64: base64) else {
      return .node(.em, text: "[image: \(words)]")
    }
    return .node(.img, [.source(image), .plain(.alt, words)])
  }
}

/// Runs of text without any markup.
enum PlainText {
  static func of(_ inlines: [ReportInline]) -> String {
    inlines.map { inline in
      switch inline {
      case .text(let text), .code(let text), .value(let text), .isolated(let text),
        .note(let text):
        text
      case .place(let place): place.title
      case .emphasis(let content), .strong(let content), .link(_, _, let content),
        .image(_, _, let content):
        of(content)
      case .softBreak, .lineBreak: " "
      case .missing(let reason): "⟨no value: \(reason)⟩"
      }
    }.joined()
  }
}
