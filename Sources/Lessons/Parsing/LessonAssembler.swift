import Records

/// Goes through a file's blocks in order and makes a lesson's blocks of them: directives, and what
/// stands between a pair of comments.
struct LessonAssembler {
  private let source: SourceText
  private let images: ImageFolder
  private let frontMatter: FrontMatter?
  private(set) var bag: DiagnosticBag
  private(set) var blocks: [ParsedBlock] = []
  private var prose: [MarkdownBlock] = []
  /// The notebook's cell that a comment before the prose names.
  private var proseCell: Located<String>?
  private var pair: OpenPair?

  /// A comment pair whose end has not come yet.
  private struct OpenPair {
    var header: DirectiveHeader
    var line: Int
    var content: [MarkdownBlock] = []
    var checks: [FenceShape] = []
    var rubrics: [FenceShape] = []
    var steps: [ParsedStep] = []
    /// Whether a step stands in it that cannot be read, which has been said.
    var hasUnreadStep = false
  }

  init(
    _ source: SourceText, images: ImageFolder, frontMatter: FrontMatter?, bag: DiagnosticBag
  ) {
    (self.source, self.images, self.frontMatter, self.bag) = (source, images, frontMatter, bag)
  }

  mutating func assemble(_ markdown: [MarkdownBlock]) {
    for block in markdown {
      switch block.kind {
      case .fence: fence(block)
      case .html(let html): self.html(html, block)
      default: keep(block)
      }
    }
    if let pair { unclosed(pair, before: nil) }
    flushProse()
  }

  private mutating func keep(_ block: MarkdownBlock) {
    if pair == nil { prose.append(block) } else { pair?.content.append(block) }
  }

  private mutating func flushProse() {
    defer { proseCell = nil }
    guard let first = prose.first, let last = prose.last else { return }
    let built = MarkupBuilder.build(prose, source, images, &bag)
    prose = []
    guard !built.content.isEmpty else { return }
    blocks.append(
      .prose(
        ParsedProse(
          content: built.content,
          range: source.range(ofLines: first.lines.lowerBound...last.lines.upperBound),
          references: built.references, cell: proseCell, numbers: built.numbers)))
  }

  // MARK: - Fences

  private mutating func fence(_ block: MarkdownBlock) {
    let shape = FenceShape(block, in: source)
    guard let word = shape.info.first, let kind = DirectiveKind(rawValue: word.value), kind.isFence
    else { return keep(block) }
    guard shape.check(source, &bag), let header = DirectiveHeader(kind, words: shape.info, &bag)
    else {
      pair?.hasUnreadStep = true
      return
    }
    if pair != nil { return fenceInPair(shape, header, block) }
    flushProse()
    let lines = shape.body.map { source.line($0) }
    switch kind {
    case .step:
      if let step = step(shape, header, block) { blocks.append(.step(step)) }
    case .instead:
      bag.error(
        "misplaced-instead", at: header.range, "`instead` stands inside a variant",
        notes: ["write <!-- variant ID --> before it and <!-- end --> after it"], losing: true)
    case .expect:
      let body = CheckParser.parse(
        lines, firstLine: shape.body.lowerBound, step: header.id.value, frontMatter: frontMatter,
        &bag)
      guard !body.checks.isEmpty else { return empty(header, body) }
      blocks.append(
        .expect(
          ParsedExpect(
            step: header.id, when: body.when, checks: body.checks, range: shape.range)))
    case .rubric:
      bag.error(
        "misplaced-rubric", at: header.range, "`rubric` stands inside an answer",
        notes: ["write <!-- answer ID --> before it and <!-- end --> after it"], losing: true)
    default:
      bag.error(
        "misplaced-check", at: header.range, "`check` stands inside a claim or an answer",
        notes: ["outside of them, write ```expect STEP"], losing: true)
    }
  }

  private mutating func step(
    _ shape: FenceShape, _ header: DirectiveHeader, _ block: MarkdownBlock
  ) -> ParsedStep? {
    guard case .fence(_, let text) = block.kind else { return nil }
    return StepParser.parse(
      header, lines: shape.body.map { source.line($0) }, firstLine: shape.body.lowerBound,
      text: text, range: shape.range, &bag)
  }

  private mutating func empty(_ header: DirectiveHeader, _ body: CheckParser.Body) {
    guard body.isWhole else { return }
    bag.error(
      "empty-block", at: header.range, "`\(header.kind.rawValue)` has no `path: constraint` line")
  }

  private mutating func fenceInPair(
    _ shape: FenceShape, _ header: DirectiveHeader, _ block: MarkdownBlock
  ) {
    guard let open = pair else { return }
    if open.header.kind == .variant, header.kind == .instead {
      if let step = step(shape, header, block) {
        pair?.steps.append(step)
      } else {
        pair?.hasUnreadStep = true
      }
      return
    }
    if open.header.kind == .answer, header.kind == .rubric {
      if !open.rubrics.isEmpty {
        bag.error("duplicate-rubric", at: header.range, "`answer` has a `rubric` already")
      }
      pair?.rubrics.append(shape)
      return
    }
    let takesCheck = open.header.kind == .claim || open.header.kind == .answer
    guard header.kind == .check, takesCheck else {
      bag.error(
        "directive-in-pair", at: header.range,
        "`\(header.kind.rawValue)` cannot stand inside `\(open.header.kind.rawValue)`",
        notes: ["that one starts on line \(open.line); `<!-- end -->` ends it"], losing: true)
      return
    }
    if !open.checks.isEmpty {
      bag.error(
        "duplicate-check", at: header.range,
        "`\(open.header.kind.rawValue)` has a `check` already")
    }
    pair?.checks.append(shape)
  }

  // MARK: - Comments

  private mutating func html(_ html: String, _ block: MarkdownBlock) {
    let (comments, rest) = HTMLComment.split(html)
    let isAlone = comments.count == 1 && rest.utf8.allSatisfy { $0 <= 0x20 }
    guard let comment = comments.first, isAlone, comment.isClosed,
      !comment.text.contains("\n")
    else { return keep(block) }
    let words = self.words(ofLine: block.lines.lowerBound)
    if pair == nil, words.count == 2, words[0].value == "cell" {
      flushProse()
      proseCell = words[1]
      return
    }
    guard let kind = comment.directive else { return keep(block) }
    guard !kind.isFence else {
      bag.error(
        "directive-syntax", at: words.first?.range ?? source.range(ofLine: block.lines.lowerBound),
        "`\(kind.rawValue)` is a fenced block, not a comment",
        notes: ["write \(kind.usage)"], losing: true)
      return
    }
    guard let header = DirectiveHeader(kind, words: words, &bag) else {
      // Its end must not look like one too many.
      if kind != .end { open(unusable: kind, words: words, line: block.lines.lowerBound) }
      return
    }
    kind == .end ? close(header) : open(header, line: block.lines.lowerBound)
  }

  /// The words of a comment that stands alone on its line.
  private func words(ofLine number: Int) -> [Located<String>] {
    let line = source.line(number)
    guard
      let start = source.find(
        "<!--", from: SourceLocation(line: number, column: 1), through: number)?.upperBound,
      let end = source.find("-->", from: start, through: number)?.lowerBound
    else { return [] }
    let text = line.utf8.dropFirst(start.column - 1).prefix(end.column - start.column)
    return DirectiveHeader.words(of: Substring(text), at: start)
  }

  private mutating func open(
    unusable kind: DirectiveKind, words: [Located<String>], line: Int
  ) {
    guard let word = words.first else { return }
    var ignored = DiagnosticBag(file: source.file)
    let stand = Located("unreadable", at: word.range)
    guard let header = DirectiveHeader(kind, words: [word, stand], &ignored) else { return }
    open(header, line: line)
  }

  private mutating func open(_ header: DirectiveHeader, line: Int) {
    if let pair { unclosed(pair, before: header) }
    flushProse()
    pair = OpenPair(header: header, line: line)
  }

  private mutating func unclosed(_ open: OpenPair, before next: DirectiveHeader?) {
    var notes = ["write `<!-- end -->` where it ends"]
    if let next {
      notes.append("`\(next.kind.rawValue)` starts on line \(next.range.lowerBound.line)")
    }
    bag.error(
      "unclosed-pair", at: open.header.range, "`\(open.header.kind.rawValue)` has no end",
      notes: notes, losing: true)
    pair = nil
  }

  private mutating func close(_ end: DirectiveHeader) {
    guard let open = pair else {
      bag.error(
        "unopened-pair", at: end.range,
        "`end` ends nothing: no claim, question, hint, answer, variant or exercise is open",
        losing: true)
      return
    }
    pair = nil
    let built = MarkupBuilder.build(open.content, source, images, &bag)
    let range = source.range(ofLines: open.line...end.range.lowerBound.line)
    let pair = ClosedPair(
      header: open.header, content: built.content, references: built.references,
      checks: open.checks, rubrics: open.rubrics, steps: open.steps,
      hasUnreadStep: open.hasUnreadStep, range: range)
    if let block = pair.block(source, frontMatter, &bag) { blocks.append(block) }
  }
}
