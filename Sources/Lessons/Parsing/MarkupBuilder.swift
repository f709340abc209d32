import Records

/// Some blocks' markup, and what stands in it that has to do with the run.
struct BuiltMarkup {
  var content: [MarkupBlock] = []
  var references: [Located<ValueReference>] = []
  var numbers: [Located<ProseNumber>] = []
}

/// Turns CommonMark into the markup of a record: links and images checked, raw HTML turned into
/// text, directives found where they have no effect.
struct MarkupBuilder {
  private let source: SourceText
  private let images: ImageFolder
  private var bag: DiagnosticBag
  /// Where the next run of text is looked for, up to the last line of its block.
  ///
  /// libcmark 0.30 gives inlines no place that can be relied on, so text is found again in the
  /// source, in order.
  private var cursor = SourceLocation(line: 1, column: 1)
  private var lastLine = 1
  private var built = BuiltMarkup()

  /// The markup of some blocks, with every `{{…}}` and every number in it.
  static func build(
    _ blocks: [MarkdownBlock], _ source: SourceText, _ images: ImageFolder,
    _ bag: inout DiagnosticBag
  ) -> BuiltMarkup {
    var builder = MarkupBuilder(source: source, images: images, bag: bag)
    builder.built.content = builder.blocks(blocks, isTopLevel: true)
    bag = builder.bag
    return builder.built
  }

  private init(source: SourceText, images: ImageFolder, bag: DiagnosticBag) {
    (self.source, self.images, self.bag) = (source, images, bag)
  }

  // MARK: - Blocks

  private mutating func blocks(_ blocks: [MarkdownBlock], isTopLevel: Bool) -> [MarkupBlock] {
    blocks.compactMap { block($0, isTopLevel: isTopLevel) }
  }

  private mutating func block(_ block: MarkdownBlock, isTopLevel: Bool) -> MarkupBlock? {
    cursor = SourceLocation(line: block.lines.lowerBound, column: block.column)
    lastLine = block.lines.upperBound
    switch block.kind {
    case .heading(let level): return .heading(level: level, content: inlines(block.content))
    case .paragraph:
      checkProse(block)
      let content = inlines(block.content)
      return content.isEmpty ? nil : .paragraph(content)
    case .list(let ordered, let start):
      return .list(
        ordered: ordered, start: start,
        items: block.children.map { blocks($0.children, isTopLevel: false) })
    case .item: return nil
    case .quote: return .quote(blocks(block.children, isTopLevel: false))
    case .fence(_, let text):
      let shape = FenceShape(block, in: source)
      checkFence(shape, isTopLevel: isTopLevel)
      return .code(language: shape.info.first?.value ?? "", text: text)
    case .indentedCode(let text):
      checkHiddenFences(in: block.lines)
      return .code(language: "", text: text)
    case .html(let html):
      return self.html(html, block)
    case .thematicBreak: return .thematicBreak
    }
  }

  private mutating func checkFence(_ shape: FenceShape, isTopLevel: Bool) {
    guard shape.check(source, &bag) else { return }
    if let word = shape.info.first, let kind = DirectiveKind(rawValue: word.value), kind.isFence {
      bag.error(
        "directive-not-top-level", at: word.range,
        "`\(kind.rawValue)` stands inside a list or a quote, where it has no effect", losing: true)
    } else {
      shape.checkNearMiss(&bag)
    }
  }

  /// A directive's fence that raw HTML or indentation turned into text.
  private mutating func checkHiddenFences(in lines: ClosedRange<Int>) {
    for number in lines {
      let line = source.line(number).utf8.drop { $0 == 0x20 || $0 == 0x09 || $0 == 0x3E }
      let rest = line.drop { $0 == UInt8(ascii: "`") || $0 == UInt8(ascii: "~") }
      guard line.count - rest.count >= 3 else { continue }
      let word = String(Substring(rest.drop { $0 == 0x20 }.prefix { $0 > 0x20 }))
      guard let kind = DirectiveKind(rawValue: word), kind.isFence else { continue }
      bag.error(
        "directive-not-top-level", at: source.range(ofLine: number),
        "this `\(word)` has no effect: CommonMark takes the line for text",
        notes: ["a fence is indented by three spaces at most, and an empty line ends raw HTML"],
        losing: true)
    }
  }

  private mutating func checkProse(_ block: MarkdownBlock) {
    for number in block.lines {
      let line = source.line(number)
      let bytes = line.utf8
      if bytes.contains(UInt8(ascii: "|")), bytes.contains(UInt8(ascii: "-")),
        bytes.allSatisfy({ " \t|:->".utf8.contains($0) })
      {
        bag.warning(
          "table", at: source.range(ofLine: number),
          "this looks like a table, and CommonMark has none: a report shows it as text")
      }
    }
  }

  // MARK: - Raw HTML

  /// Raw HTML as text, without its comments.
  private mutating func html(_ html: String, _ block: MarkdownBlock) -> MarkupBlock? {
    let findings = bag.diagnostics.count
    // A block that starts with a comment ends with it, and a comment may hold what it likes.
    if !html.hasPrefix("<!--") { checkHiddenFences(in: block.lines) }
    let text = strayHTML(html)
    let lines = text.split(separator: "\n").map { $0.drop { $0 == " " } }.filter { !$0.isEmpty }
    guard !lines.isEmpty else { return nil }
    if bag.diagnostics.count == findings {
      bag.warning(
        "raw-html", at: source.range(ofLine: block.lines.lowerBound), "HTML is shown as text")
    }
    return .paragraph(
      Array(lines.map { [MarkupInline.text(String($0))] }.joined(separator: [.softBreak])))
  }

  /// Looks for directives in raw HTML that is none, and returns it without its comments.
  private mutating func strayHTML(_ html: String) -> String {
    let (comments, rest) = HTMLComment.split(html)
    for comment in comments {
      let range = place(of: comment)
      if let kind = comment.directive {
        bag.error(
          "directive-not-top-level", at: range,
          "`\(kind.rawValue)` has no effect here",
          notes: ["it stands on one line of its own, outside lists and quotes: \(kind.usage)"],
          losing: true)
      } else if let kind = comment.nearMiss {
        bag.error(
          "unknown-directive", at: range, "`\(comment.words.first ?? "")` is no directive",
          notes: ["did you mean `\(kind.rawValue)`? write \(kind.usage)"], losing: true)
      } else if !comment.isClosed {
        bag.error(
          "unclosed-comment", at: range, "the comment has no `-->`", losing: true)
      }
    }
    return rest
  }

  /// A comment's place, or of one that runs over several lines the first.
  private func place(of comment: HTMLComment) -> SourceRange {
    if let place = find("<!--\(comment.text)-->") { return place }
    guard let start = find("<!--")?.lowerBound else { return here }
    return SourceRange(start, source.range(ofLine: start.line).upperBound)
  }

  // MARK: - Runs of text

  private mutating func inlines(_ runs: [MarkdownInline]) -> [MarkupInline] {
    runs.flatMap { inline($0) }
  }

  private mutating func inline(_ run: MarkdownInline) -> [MarkupInline] {
    switch run {
    case .text(let text):
      if text.contains("$$") {
        bag.warning(
          "mathematics", at: find("$$") ?? here,
          "this looks like mathematics, and CommonMark has none: a report shows it as text")
      }
      collectReferences(in: text)
      return [.text(text)]
    case .code(let text):
      _ = pass(text)
      return [.code(text)]
    case .emphasis(let content): return [.emphasis(inlines(content))]
    case .strong(let content): return [.strong(inlines(content))]
    case .link(let url, let title, let content):
      let content = inlines(content)
      guard Self.isSafe(url) else {
        bag.error(
          "link-scheme", at: pass(url), "a link leads to http, https or mailto, not `\(url)`")
        return content
      }
      return [.link(destination: url, title: title, content: content)]
    case .image(let url, let content): return image(url, alternative: content)
    case .html(let html):
      let text = strayHTML(html)
      if !text.isEmpty {
        bag.warning("raw-html", at: find(html) ?? here, "HTML is shown as text")
      }
      return text.isEmpty ? [] : [.text(text)]
    case .softBreak: return [.softBreak]
    case .lineBreak: return [.lineBreak]
    }
  }

  private mutating func image(
    _ url: String, alternative: [MarkdownInline]
  ) -> [MarkupInline] {
    let alternative = inlines(alternative)
    let place = pass(url)
    do throws(ImageFolder.Refusal) {
      let image = try images.image(named: url)
      return [
        .image(mediaType: image.mediaType, base64: image.base64, alternative: alternative)
      ]
    } catch {
      bag.error(error.code, at: place, error.message, notes: error.notes)
      return alternative
    }
  }

  private static func isSafe(_ url: String) -> Bool {
    let lower = url.lowercased()
    return ["http://", "https://", "mailto:"].contains { lower.hasPrefix($0) }
  }

  private mutating func collectReferences(in text: String) {
    guard text.contains("{{") else { return collectNumbers(in: text) }
    for piece in ValueReference.pieces(of: text) {
      switch piece {
      case .text(let text): collectNumbers(in: text)
      case .malformed(let text):
        bag.error(
          "malformed-reference", at: pass(text), "`\(text)` names no value",
          notes: ["write {{step.metric}} or {{step.metric:.4f}}; formats: .4f, .2e, .1%, d, ,d"])
      case .reference(let reference):
        // The text between the braces, found again by the braces: libcmark may have changed it.
        let start = find("{{")?.lowerBound ?? cursor
        let end = source.find("}}", from: start, through: lastLine)?.upperBound
        let range = SourceRange(start, end ?? start.advanced(by: 2))
        cursor = range.upperBound
        built.references.append(Located(reference, at: range))
      }
    }
  }

  private mutating func collectNumbers(in text: String) {
    var place = cursor
    for match in ProseNumberScanner.matches(in: text) {
      guard let found = source.find(match.text, from: place, through: lastLine) else { continue }
      place = found.lowerBound.advanced(by: match.length)
      built.numbers.append(Located(match.number, at: SourceRange(found.lowerBound, place)))
    }
  }

  private func find(_ text: String) -> SourceRange? {
    source.find(text, from: cursor, through: lastLine)
  }

  /// The place of a text, behind which the next one is looked for.
  private mutating func pass(_ text: String) -> SourceRange {
    guard let place = find(text) else { return here }
    cursor = place.upperBound
    return place
  }

  private var here: SourceRange { source.range(ofLine: cursor.line) }
}
