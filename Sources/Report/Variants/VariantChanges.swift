import Records

/// What a variant changes of its lesson: its steps and what they do in PyTorch, as differences.
package struct VariantChanges {
  /// More lines than a step has; a record that somebody made up must not take long.
  private static let lineLimit = 1000
  /// The most steps that are compared.
  private static let stepLimit = 50

  let plain: RunRecord
  let variant: RunRecord

  package init(plain: RunRecord, variant: RunRecord) {
    (self.plain, self.variant) = (plain, variant)
  }

  /// What each step that is another was and is; a step that only does otherwise in PyTorch, since it
  /// uses what another makes, among them.
  package var blocks: [ReportBlock] {
    let blocks = pairs.prefix(Self.stepLimit).flatMap { old, new in changes(old, new) }
    return blocks.isEmpty ? [["No step is another: the text of both is the same."]] : blocks
  }

  /// The steps that both have and that are not the same.
  private var pairs: [(old: StepBlock, new: StepBlock)] {
    variant.stepBlocks.compactMap { new in
      guard let old = plain.stepBlocks.first(where: { $0.id == new.id }) else { return nil }
      return old.source == new.source && old.code == new.code && seeds(new.id) == nil
        ? nil : (old, new)
    }
  }

  /// The ids of the steps that the variant gives anew.
  package var changedSteps: [String] {
    pairs.filter { $0.old.source != $0.new.source || seeds($0.new.id) != nil }.map(\.new.id)
  }

  /// The seeds of a step where they differ.
  private func seeds(_ id: String) -> (Int, Int)? {
    guard let old = plain.step(id)?.seed, let new = variant.step(id)?.seed, old != new else {
      return nil
    }
    return (old, new)
  }

  private func changes(_ old: StepBlock, _ new: StepBlock) -> [ReportBlock] {
    var blocks: [ReportBlock] = [.heading(level: 4, content: ["Step ", .code(new.id)])]
    if let (before, now) = seeds(new.id) {
      blocks.append([.text("It starts from the seed \(now) in the place of \(before).")])
    }
    let text = UnifiedDiff.text(from: old.source, to: new.source, limit: Self.lineLimit)
    if !text.isEmpty { blocks.append(.code(language: "diff", text: text)) }
    guard let before = old.code, let now = new.code else { return blocks }
    let code = UnifiedDiff.text(from: before, to: now, limit: Self.lineLimit)
    if !code.isEmpty {
      blocks.append(
        .fold(.init(["The same in PyTorch"], isOpen: true, [.code(language: "diff", text: code)])))
    }
    return blocks
  }
}
