import Records

extension ParsedLesson {
  /// The lesson's variants, in the order of the file.
  var variants: [ParsedVariant] {
    blocks.compactMap { if case .variant(let variant) = $0 { variant } else { nil } }
  }

  var steps: [ParsedStep] {
    blocks.compactMap { if case .step(let step) = $0 { step } else { nil } }
  }

  /// The lesson with a variant's steps in the place of its own.
  ///
  /// A step keeps the notebook's cell that it mirrors, and its seed where the variant names none.
  func with(variant id: String?) throws(UsageError) -> ParsedLesson {
    guard let id else { return self }
    guard let variant = variants.first(where: { $0.id.value == id }) else {
      throw .unknownVariant(id, known: variants.map(\.id.value))
    }
    return with(variant.steps)
  }

  /// The lesson with other steps in the place of its own of the same ids.
  func with(_ steps: [ParsedStep]) -> ParsedLesson {
    var lesson = self
    lesson.blocks = blocks.map { block in
      guard case .step(var step) = block,
        let new = steps.first(where: { $0.id.value == step.id.value })
      else { return block }
      (step.actions, step.source, step.range) = (new.actions, new.source, new.range)
      step.seed = new.seed ?? step.seed
      return .step(step)
    }
    return lesson
  }
}

extension When {
  /// The variant that it names.
  var variant: String? {
    if case .matching(let wanted) = self { wanted["variant"]?.string } else { nil }
  }
}

extension ParsedBlock {
  /// Whether what it says is about a variant, or with `nil` about the lesson itself.
  func isMeant(for variant: String?) -> Bool {
    switch self {
    case .expect(let expect): expect.when.variant == variant
    case .claim(let claim): claim.when.variant == variant
    default: variant == nil
    }
  }
}
