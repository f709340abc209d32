import Records

/// Whether two runs were of the same lesson and reached the same verdicts.
///
/// Lines of the lesson's file do not count: a hand-out, without the answers, has other ones. Nor does
/// whether a claim is expected to hold, which a hand-out does not tell, nor what a step does in PyTorch
/// where data of one's own have another name.
package enum LessonComparison {
  package static func agree(_ one: RunRecord, _ other: RunRecord) -> Bool {
    let isOfTheSame = one.parameters == other.parameters
    let (left, right) = (
      withoutLines(one, keepsCode: isOfTheSame), withoutLines(other, keepsCode: isOfTheSame)
    )
    return left.expectations == right.expectations && left.claims == right.claims
      && left.document == right.document
  }

  private static func withoutLines(_ record: RunRecord, keepsCode: Bool) -> RunRecord {
    var record = record
    for index in record.expectations.indices { record.expectations[index].check.line = 0 }
    for claim in record.claims.indices {
      record.claims[claim].expectedToHold = nil
      if record.claims[claim].holds != nil { record.claims[claim].verdict = .notApplicable }
      for check in record.claims[claim].checks.indices {
        record.claims[claim].checks[check].line = 0
      }
    }
    record.document = record.document.map { block in
      guard case .step(var step) = block else { return block }
      step.line = 0
      if !keepsCode { step.code = nil }
      return .step(step)
    }
    return record
  }
}
