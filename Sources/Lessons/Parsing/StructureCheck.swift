import Base

/// Checks that need every block of a file: ids given twice, hints and answers to no question.
enum StructureCheck {
  static func check(_ blocks: [ParsedBlock], _ bag: inout DiagnosticBag) {
    var first: [String: SourceRange] = [:]
    func unique(_ kind: String, _ id: Located<String>, _ bag: inout DiagnosticBag) {
      if let earlier = first["\(kind) \(id.value)"] {
        bag.error(
          "duplicate-id", at: id.range, "there is another \(kind) `\(id.value)`",
          notes: ["the first one is on line \(earlier.lowerBound.line)"])
      } else {
        first["\(kind) \(id.value)"] = id.range
      }
    }
    for block in blocks {
      switch block {
      case .step(let step): unique("step", step.id, &bag)
      case .claim(let claim): unique("claim", claim.id, &bag)
      case .question(let question): unique("question", question.id, &bag)
      case .answer(let answer): unique("answer", answer.id, &bag)
      case .variant(let variant): unique("variant", variant.id, &bag)
      case .exercise(let exercise): unique("exercise", exercise.id, &bag)
      case .prose, .expect, .hint: continue
      }
    }
    let questions = questions(of: blocks)
    for block in blocks {
      switch block {
      case .hint(let hint): belongs("hint", hint.id, to: questions, &bag)
      case .answer(let answer): belongs("answer", answer.id, to: questions, &bag)
      default: continue
      }
    }
  }

  /// The ids of a file's questions.
  static func questions(of blocks: [ParsedBlock]) -> [String] {
    blocks.compactMap { block in
      if case .question(let question) = block { question.id.value } else { nil }
    }
  }

  /// Says that a hint or an answer has no question.
  static func belongs(
    _ kind: String, _ id: Located<String>, to questions: [String], _ bag: inout DiagnosticBag
  ) {
    guard !questions.contains(id.value) else { return }
    bag.error(
      "\(kind)-without-question", at: id.range, "there is no question `\(id.value)`",
      notes: NearestName.note(id.value, in: questions))
  }
}
