import Foundation
import Records

/// One step: its directive, the lines it prints, what it left, how long it took.
///
/// Where a question stands before it that they would answer, directive and results wait in a fold.
struct StepSection {
  let context: ReportContext

  /// Printed lines that stand as they are, and how many of more do.
  private static let (mostLines, firstLines) = (30, 16)

  func block(_ block: StepBlock) -> ReportBlock {
    let step = context.record.step(block.id)
    var blocks: [ReportBlock] = [.heading(level: 3, content: title(block, step))]
    blocks.append(.paragraph(["What it did: "] + actions(in: block.source)))
    guard let step else {
      return .group(
        .step,
        blocks + source(of: block) + [
          .alert(title: "No outcome", [["The run has no such step."]])
        ])
    }
    let printed = printed(by: step)
    guard step.status == .complete, let question = block.question,
      let number = context.questionNumbers[question]
    else {
      return .group(.step, blocks + source(of: block) + printed + outcome(of: step))
    }
    let title = "After your answer to question \(number): the directive, and what it left"
    return .group(
      .step,
      blocks + printed + [
        .fold(.init([.text(title)], staysShut: true, source(of: block) + outcome(of: step)))
      ])
  }

  /// The lines that the step prints; of many the first, and the others in a fold.
  private func printed(by step: StepRecord) -> [ReportBlock] {
    guard step.printed.count > Self.mostLines else {
      return step.printed.isEmpty ? [] : [.output(step.printed)]
    }
    let rest = Array(step.printed.dropFirst(Self.firstLines))
    return [
      .output(Array(step.printed.prefix(Self.firstLines))),
      .fold(.init([.text("\(NumberText.count(rest.count, "line")) more")], [.output(rest)])),
    ]
  }

  /// The directive, and what it says in PyTorch.
  private func source(of block: StepBlock) -> [ReportBlock] {
    // A directive may name what a question asks for: paper shows it only where it was opened.
    var blocks: [ReportBlock] = [
      .fold(
        .init(
          ["The directive", .note(" · \(place(of: block))")], staysShut: true,
          [.code(language: "yaml", text: block.source)] + values(in: block.source)))
    ]
    if let code = block.code {
      blocks.append(
        .fold(.init(["In PyTorch"], staysShut: true, [.code(language: "python", text: code)])))
    }
    return blocks
  }

  private func place(of block: StepBlock) -> String {
    let isOwn = context.record.own?.steps.contains { $0.id == block.id } ?? false
    return isOwn ? "as the student has it" : "line \(block.line) of the lesson"
  }

  /// What the lesson's parameters in a directive stand for: `$lr`.
  private func values(in source: String) -> [ReportBlock] {
    let names = Set(source.matches(of: /\$(\w+)/).map { String($0.1) })
    let values = context.record.parameters.sorted { $0.key < $1.key }
      .filter { names.contains($0.key) }
    guard !values.isEmpty else { return [] }
    let words = values.map { name, value in
      [ReportInline.code("$" + name), .text(" is "), .code(ResultText.plain(value, limit: 60))]
    }
    return [.paragraph(["In this run "] + Array(words.joined(separator: [", "])) + ["."])]
  }

  /// The names of a directive's actions, the items of its list such as `- freeze: backbone`.
  ///
  /// What the notebook's author saw is no deed of the step.
  private func actions(in source: String) -> [ReportInline] {
    let names = source.split { $0.isNewline }.compactMap { line -> ReportInline? in
      guard line.hasPrefix("- "), let end = line.firstIndex(of: ":") else { return nil }
      return .code(line[..<end].dropFirst(2).trimmingCharacters(in: .whitespaces))
    }
    .filter { $0 != .code("notebook_printed") }
    return names.isEmpty ? ["nothing"] : Array(names.map { [$0] }.joined(separator: [", "]))
  }

  private func title(_ block: StepBlock, _ step: StepRecord?) -> [ReportInline] {
    let added = context.record.lesson.hasNotebook ? "added, not in the notebook" : nil
    var notes = [NotebookSection.place(cell: block.cell, name: block.cellName) ?? added]
      .compactMap { $0 }
    if let step, step.status == .complete {
      notes.append(
        step.fromCache
          ? "taken from the cache, computed in \(NumberText.duration(step.seconds))"
          : NumberText.duration(step.seconds))
    }
    if let step, step.seed != context.record.seed { notes.append("seed \(step.seed)") }
    return [.text("Step "), .code(block.id), .note(notes.map { " · " + $0 }.joined())]
  }

  private func outcome(of step: StepRecord) -> [ReportBlock] {
    switch step.status {
    case .complete: return results(of: step).map { [$0] } ?? []
    case .failed:
      return [.alert(title: "This step failed", [[.text(step.error ?? "No reason is recorded.")]])]
    case .interrupted:
      let reason = step.error ?? "It left no results."
      return [.alert(title: "This step was interrupted", [[.text(reason)]])]
    case .running: return [.alert(title: "This step had not ended", [["It has no results yet."]])]
    case .skipped:
      return [.alert(title: "This step was skipped", [["The run was to be of other steps."]])]
    case .pending: return [.alert(title: "This step did not run", [["It has no results."]])]
    }
  }

  private func results(of step: StepRecord) -> ReportBlock? {
    let views = views(of: step)
    guard !views.isEmpty else { return nil }
    let gists = views.compactMap(\.gist).joined(separator: "; ")
    return .fold(
      .init(
        ["What it left", .text(gists.isEmpty ? "" : ": " + gists)],
        isOpen: true, views.flatMap(\.blocks)))
  }

  /// The results of a step, each kind in its form.
  func views(of step: StepRecord) -> [ResultView] {
    var reader = ResultReader(step.results)
    var views = [
      DatasetResults.view(&reader, context),
      TableResults.view(&reader, context),
      TransformedResults.view(&reader),
      SummaryResults.view(&reader),
      TrainingResults.view(&reader, step, context),
      PredictionResults.view(&reader, context, notebookPrinted: step.notebookPrinted),
      RowPredictionResults.view(&reader),
      HeldOutResults.view(&reader, step, context),
      ScoreResults.view(&reader),
      ScoreResults.baseline(&reader),
      ShownResults.view(&reader),
      AuthorFigures.view(step),
      PlotResults.view(&reader),
      PictureResults.view(&reader),
      SubsetResults.view(&reader, step, context),
      FactResults.view(&reader, context),
      TensorResults.initial(&reader, context),
      ModelStateResults.view(&reader, context),
    ].compactMap { $0 }
    if !reader.rest.isEmpty {
      let facts = reader.rest.map { key, value in
        (name: key, value: [ReportInline.code(ResultText.plain(value))])
      }
      views.append(ResultView(blocks: [.table(.facts("Other results", facts))]))
    }
    return views
  }
}

extension ReportBlock: ExpressibleByArrayLiteral {
  /// A paragraph.
  package init(arrayLiteral elements: ReportInline...) { self = .paragraph(elements) }
}
