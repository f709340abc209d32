import Lessons
import Records
import Report

/// A variant that a student has written and handed in, looked at without running anything.
package struct CollectedVariant: Sendable {
  /// The question under which it stands.
  package var question: String
  /// Why the lesson does not allow it, in one line; `nil` where it does, or where that is not known.
  package var refusal: String?
  /// What it changes, and the results that the hand-in has of it.
  var blocks: [ReportBlock]

  /// Every variant of a hand-in: those beside the run, and the run's own.
  static func all(_ record: RunRecord, _ lesson: InstructorLesson) -> [CollectedVariant] {
    var found: [CollectedVariant] = []
    for run in record.beside ?? [] where record.variant == nil && run.own != nil {
      let variant = record.record(of: run)
      found.append(CollectedVariant(variant, plain: record, lesson))
    }
    if record.own != nil, let plain = record.plainRun {
      found.append(CollectedVariant(record, plain: record.record(of: plain), lesson))
    }
    return found
  }

  private init(_ variant: RunRecord, plain: RunRecord, _ lesson: InstructorLesson) {
    question = variant.own?.question ?? ""
    refusal = Self.refusal(of: variant, lesson)
    blocks = VariantSummary.blocks(plain: plain, variant: variant)
    let claimed = VariantSummary.steps(plain: plain, variant: variant)
    let written = Set((variant.own?.steps ?? []).map(\.id))
    let sources = (variant.own?.steps ?? []).allSatisfy { step in
      variant.stepBlocks.contains { $0.id == step.id && $0.source == step.source }
    }
    if refusal == nil, !sources || !claimed.allSatisfy(written.contains) {
      refusal = "the steps that it shows are not those that were run"
    }
  }

  /// Plans the variant as its student's program did, and says what the lesson does not allow.
  private static func refusal(of record: RunRecord, _ lesson: InstructorLesson) -> String? {
    guard let loaded = lesson.loaded, let own = record.own else { return nil }
    var options = PlanOptions(profile: record.profile, seed: record.seed)
    for name in record.changedParameters {
      switch record.parameters[name] {
      // Of data of the student's own the record has no more than a name.
      case .string(let text)? where !text.contains("/"): options.parameters[name] = text
      case .number(let number)?: options.parameters[name] = CanonicalJSON.number(number)
      case .bool(let bool)?: options.parameters[name] = "\(bool)"
      default: continue
      }
    }
    do {
      let outcome = try OwnPlanner.plan(
        loaded, OwnText(own, name: "variant"), name: OwnVariant.name, options: options)
      guard outcome.plan == nil else { return nil }
      let first = outcome.diagnostics.first { $0.severity == .error }
      return OneLine.of(first?.message ?? "it cannot be planned", limit: 300)
    } catch {
      return OneLine.of("it cannot be planned here: \(error.description)", limit: 300)
    }
  }
}
