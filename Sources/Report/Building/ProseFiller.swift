import Records

/// Turns a lesson's prose into a report's, with the run's values in the place of `{{…}}`.
struct ProseFiller {
  /// `nil` where nothing has run: dots stand in the place of values.
  let record: RunRecord?

  func blocks(_ markup: [MarkupBlock]) -> [ReportBlock] { markup.map(block) }

  private func block(_ markup: MarkupBlock) -> ReportBlock {
    switch markup {
    case .heading(let level, let content): .heading(level: level, content: inlines(content))
    case .paragraph(let content): .paragraph(inlines(content))
    case .list(let ordered, let start, let items):
      .list(ordered: ordered, start: start, items: items.map(blocks))
    case .quote(let content): .quote(blocks(content))
    case .code(let language, let text): .code(language: language, text: text)
    case .thematicBreak: .thematicBreak
    }
  }

  func inlines(_ markup: [MarkupInline]) -> [ReportInline] {
    Self.merged(markup).flatMap { inline -> [ReportInline] in
      switch inline {
      case .text(let text): filled(text)
      case .code(let text): [.code(text)]
      case .emphasis(let content): [.emphasis(inlines(content))]
      case .strong(let content): [.strong(inlines(content))]
      case .link(let destination, let title, let content):
        [.link(destination: destination, title: title, content: inlines(content))]
      case .image(let type, let base64, let alternative):
        [.image(mediaType: type, base64: base64, alternative: inlines(alternative))]
      case .softBreak: [.softBreak]
      case .lineBreak: [.lineBreak]
      }
    }
  }

  /// CommonMark readers cut text at characters that might have been markup, as the brackets in
  /// `{{train.mean_loss[0]}}`: neighbours belong together again.
  private static func merged(_ markup: [MarkupInline]) -> [MarkupInline] {
    markup.reduce(into: []) { merged, inline in
      if case .text(let text) = inline, case .text(let before)? = merged.last {
        merged[merged.count - 1] = .text(before + text)
      } else {
        merged.append(inline)
      }
    }
  }

  private func filled(_ text: String) -> [ReportInline] {
    ValueReference.pieces(of: text).map { piece in
      switch piece {
      case .text(let text): .text(text)
      case .malformed(let text): .missing("\(text): not a reference to a value")
      case .reference(let reference): filled(reference)
      }
    }
  }

  private func filled(_ reference: ValueReference) -> ReportInline {
    let path = reference.path
    guard let record else { return .text("…") }
    guard let value = path.value(in: record) else {
      let step = record.step(path.step)
      return switch step?.status {
      case nil: .missing("\(path): no such step")
      case .complete: .missing("\(path): no such value")
      case .skipped: .missing("\(path): the step was skipped")
      default: .missing("\(path): the step did not complete")
      }
    }
    guard let text = reference.text(of: value) else {
      return .missing("\(path): \(value.kind), which cannot be written in this form")
    }
    return .value(ResultText.cut(text, Self.longestValue))
  }

  /// A value is to be read in a sentence.
  private static let longestValue = 1000
}
