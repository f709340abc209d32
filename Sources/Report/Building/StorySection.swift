import Records

/// The lesson in its own order, with each step's outcome in the step's place.
///
/// Hints, and claims that would give an answer away, go behind their question wherever the lesson
/// has them.
struct StorySection {
  private let context: ReportContext
  private let answers: [String: String]
  private let filler: ProseFiller
  private let hints: [String: [HintBlock]]
  /// The claims behind questions.
  private let claims: [String: [ClaimBlock]]
  /// A hand-in holds what is handed in: nothing can be typed into it any more.
  private let isHandIn: Bool

  init(context: ReportContext, answers: [String: String]) {
    self.context = context
    self.answers = answers
    filler = ProseFiller(record: context.record)
    isHandIn = context.record.student != nil || !answers.isEmpty
    var hints: [String: [HintBlock]] = [:]
    var claims: [String: [ClaimBlock]] = [:]
    for block in context.record.document {
      if case .hint(let hint) = block { hints[hint.id, default: []].append(hint) }
      if case .claim(let claim) = block, let question = claim.question {
        claims[question, default: []].append(claim)
      }
    }
    (self.hints, self.claims) = (hints, claims)
  }

  func blocks() -> [ReportBlock] {
    context.record.document.enumerated().flatMap { index, block in
      self.blocks(of: block, isFirst: index == 0)
    } + strayAnswers() + (isHandIn ? [] : AnsweringSection.blocks(context.record))
  }

  /// What one block of the lesson becomes; nothing where it is shown with another.
  func blocks(of block: DocumentBlock, isFirst: Bool) -> [ReportBlock] {
    switch block {
    case .prose(let content): prose(content, isFirst: isFirst)
    case .step(let step): [StepSection(context: context).block(step)]
    case .question(let question): [self.question(question)]
    case .hint(let hint): context.questionNumbers[hint.id] == nil ? [self.hint(hint)] : []
    case .claim(let claim): inPlace(claim)
    }
  }

  /// Prose, without the heading that only says the title again.
  private func prose(_ content: [MarkupBlock], isFirst: Bool) -> [ReportBlock] {
    let blocks = filler.blocks(content)
    if isFirst, case .heading(1, let title)? = blocks.first,
      title == [.text(context.record.lesson.title)]
    {
      return Array(blocks.dropFirst())
    }
    return blocks
  }

  private func inPlace(_ claim: ClaimBlock) -> [ReportBlock] {
    guard let question = claim.question else {
      return [.group(.claim, ClaimSection(context: context).blocks(claim))]
    }
    return context.questionNumbers[question] == nil ? [claimsFold([claim])] : []
  }

  private func question(_ question: QuestionBlock) -> ReportBlock {
    let number = context.questionNumbers[question.id] ?? 0
    var title: [ReportInline] = [.text("Question \(number)"), .note(" · \(question.id)")]
    if let points = question.points {
      let count = NumberText.count(points)
      title.append(.note(" · \(count) \(points == 1 ? "point" : "points")"))
    }
    var blocks: [ReportBlock] = [.heading(level: 3, content: title)]
    blocks += filler.blocks(question.content)
    blocks += (hints[question.id] ?? []).map(hint)
    blocks += answer(to: question, number: number)
    blocks += VariantAnswers(record: context.record, isHandIn: isHandIn).blocks(question)
    if let claims = claims[question.id] { blocks.append(claimsFold(claims)) }
    return .group(.question, blocks)
  }

  private func hint(_ hint: HintBlock) -> ReportBlock {
    .fold(.init(["Hint"], staysShut: true, filler.blocks(hint.content)))
  }

  private func answer(to question: QuestionBlock, number: Int) -> [ReportBlock] {
    guard let answer = TypedAnswer.text(answers[question.id]) else {
      let room = AnswerRoom(
        label: "your answer to question \(number)",
        question: isHandIn ? nil : .init(question))
      return [.paragraph([.note("Your answer (\(question.id)):")])] + form(of: question) + [
        .room(room)
      ]
    }
    return [.paragraph([.note("Answer (\(question.id)):")]), .verbatim(answer)]
  }

  /// How an answer is written so that it can be read.
  private func form(of question: QuestionBlock) -> [ReportBlock] {
    guard !isHandIn, let asks = question.asks else { return [] }
    let line = asks == .number ? "value: 0.25" : "choice: a"
    let what = asks == .number ? "your number" : "your letter"
    return [
      .paragraph([
        .note("Write a line such as "), .code(line),
        .note(", with \(what), and the reasons below it."),
      ])
    ]
  }

  private func claimsFold(_ claims: [ClaimBlock]) -> ReportBlock {
    let section = ClaimSection(context: context)
    let judged = claims.map { section.blocks($0) }
    return .fold(
      .init(
        [
          .text(
            "After your answer: what the \(context.record.lesson.hasNotebook ? "notebook" : "lesson") "
              + "says, and what this run shows")
        ], staysShut: true,
        Array(judged.joined(separator: [.thematicBreak]))))
  }

  /// Answers that name no question of this lesson are shown all the same: nothing that a student
  /// wrote is lost for a misspelt heading.
  private func strayAnswers() -> [ReportBlock] {
    let stray = answers.filter {
      context.questionNumbers[$0.key] == nil && TypedAnswer.text($0.value) != nil
    }
    guard !stray.isEmpty else { return [] }
    return [.heading(level: 2, content: ["Answers to no question of this lesson"])]
      + stray.sorted { $0.key < $1.key }.flatMap { id, text in
        [.paragraph([.note("\(id):")]), .verbatim(TypedAnswer.text(text) ?? "")] as [ReportBlock]
      }
  }
}
