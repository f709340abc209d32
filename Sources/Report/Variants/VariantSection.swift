import Records

/// A variant beside the lesson itself: what was changed, and how the results differ.
struct VariantSection {
  let plain: RunRecord
  let variant: RunRecord

  /// - Parameter record: of a run of a variant that carries the run of the lesson itself.
  init?(ofVariant record: RunRecord) {
    guard let plain = record.plainRun else { return nil }
    self.init(plain: record.record(of: plain), variant: record)
  }

  init(plain: RunRecord, variant: RunRecord) { (self.plain, self.variant) = (plain, variant) }

  /// What the variant is called.
  var name: String {
    variant.own == nil ? "variant \(OneLine.of(variant.variant ?? ""))" : "the student’s variant"
  }

  /// At the top of a variant's own report.
  ///
  /// The results wait behind the question that asks to foretell it, where there is one.
  static func blocks(_ record: RunRecord) -> [ReportBlock] {
    guard let id = record.variant else { return [] }
    let question = Self.question(about: record)
    let title: [ReportInline] =
      record.own == nil
      ? ["Variant ", .code(id), ", beside the lesson itself"]
      : ["A variant of the student’s own, beside the lesson itself"]
    var blocks: [ReportBlock] = [.heading(level: 2, content: title)]
    guard let section = VariantSection(ofVariant: record) else {
      blocks.append([
        "The lesson itself was not run beside it, so there is nothing to compare with. ",
        .code("lesson run \(record.lesson.id) --variant \(id)"), " runs both.",
      ])
      return [.group(.variant, blocks)]
    }
    blocks += [.heading(level: 3, content: ["What was changed"])] + section.changes
    if let question {
      blocks.append([
        "What came of it stands behind the question ", .code(question.id),
        ", which asks for what you expect: answer first.",
      ])
    } else {
      blocks += [.heading(level: 3, content: ["What came of it"])] + section.outcome
    }
    return [.group(.variant, blocks)]
  }

  /// The question that asks to foretell the results of a record's own variant.
  static func question(about record: RunRecord) -> QuestionBlock? {
    guard record.own == nil, let id = record.variant else { return nil }
    return record.questions.first { $0.variant == id }
  }

  var changes: [ReportBlock] { VariantChanges(plain: plain, variant: variant).blocks }

  /// Losses, figures, predictions, claims and expectations, time.
  var outcome: [ReportBlock] {
    same + VariantLosses(plain: plain, variant: variant, name: name).blocks
      + VariantFigures(plain: plain, variant: variant, name: name).blocks + predictions
      + VariantVerdicts(plain: plain, variant: variant, name: name).blocks + times
  }

  /// Which steps have the same results.
  private var same: [ReportBlock] {
    let both = variant.steps.filter { step in
      step.status == .complete && plain.step(step.id)?.status == .complete
    }
    let (equal, other) = (
      both.filter { plain.step($0.id)?.results == $0.results },
      both.filter { plain.step($0.id)?.results != $0.results }
    )
    guard !both.isEmpty else { return [["No step was completed in both runs."]] }
    guard !other.isEmpty else { return [["Every result is the same, to the last bit."]] }
    let names = { (steps: [StepRecord]) in
      Array(steps.map { [ReportInline.code($0.id)] }.joined(separator: [", "]))
    }
    var line: [ReportInline] = ["Other results than in the lesson itself: "] + names(other) + ["."]
    if !equal.isEmpty { line += [" The same, to the last bit: "] + names(equal) + ["."] }
    return [.paragraph(line)]
  }

  private var predictions: [ReportBlock] {
    let all = PredictionComparison.of(plain, variant)
    guard !all.isEmpty else { return [] }
    return [
      .heading(level: 4, content: ["Predictions"]),
      .table(
        ReportTable(
          "What each run prints, with the probability it gives to its choice",
          columns: [.text("step"), .text("sentence"), .text("the lesson"), .text(name)],
          rows: all.map {
            [[.isolated($0.step)], [.isolated($0.text)], [.isolated($0.a)], [.isolated($0.b)]]
          })),
    ]
  }

  private var times: [ReportBlock] {
    let rows = variant.steps.compactMap { step -> [[ReportInline]]? in
      // Steps that take no time tell nothing.
      guard let old = plain.step(step.id), max(old.seconds, step.seconds) >= 0.5 else { return nil }
      return [[.code(step.id)], [Self.time(old)], [Self.time(step)]]
    }
    let sum = { (record: RunRecord) in record.steps.reduce(0) { $0 + max(0, $1.seconds) } }
    let whole: [[ReportInline]] = [
      ["all steps"], [.text(NumberText.duration(sum(plain)))],
      [.text(NumberText.duration(sum(variant)))],
    ]
    return [
      .heading(level: 4, content: ["Time"]),
      .table(
        ReportTable(
          "What each step took when it was computed",
          columns: [.text("step"), .number("the lesson"), .number(name)], rows: rows + [whole])),
    ]
  }

  private static func time(_ step: StepRecord) -> ReportInline {
    .text(step.status == .complete ? NumberText.duration(step.seconds) : "–")
  }
}
