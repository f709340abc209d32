/// A block of a lesson's prose, as CommonMark defines blocks.
///
/// There is no case for raw HTML: what a lesson writes as HTML becomes text, so nothing in a lesson
/// can act in a report.
package indirect enum MarkupBlock: Codable, Sendable, Equatable {
  case heading(level: Int, content: [MarkupInline])
  case paragraph([MarkupInline])
  case list(ordered: Bool, start: Int, items: [[MarkupBlock]])
  case quote([MarkupBlock])
  case code(language: String, text: String)
  case thematicBreak
}

/// A run of a lesson's prose.
///
/// Text may hold `{{path:format}}`, which a report fills in; code does not.
package indirect enum MarkupInline: Codable, Sendable, Equatable {
  case text(String)
  case code(String)
  case emphasis([MarkupInline])
  case strong([MarkupInline])
  /// The reader has already let through nothing but http, https and mailto.
  case link(destination: String, title: String, content: [MarkupInline])
  /// An image that lies beside the lesson, as bytes: a report makes no request for it.
  case image(mediaType: String, base64: String, alternative: [MarkupInline])
  case softBreak
  case lineBreak
}
