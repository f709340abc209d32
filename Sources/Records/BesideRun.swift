/// Another run of a record's lesson, with which the record's own is compared: the lesson itself beside
/// a variant, or a variant beside the lesson.
///
/// Both have the same parameters, profile and seed.
package struct BesideRun: Codable, Sendable, Equatable {
  /// The variant that was run; `nil` for the lesson itself.
  package var variant: String?
  /// What a student changed; `nil` where the variant is the lesson's, or none.
  package var own: OwnVariant?
  /// The steps as they were run.
  package var stepBlocks: [StepBlock]
  package var steps: [StepRecord]
  /// ``RunRecord/resultsDigest(of:)`` of the steps.
  package var resultsSHA256: String
  package var expectations: [ExpectationRecord]
  package var claims: [ClaimRecord]
  /// Wall-clock seconds of the whole run.
  package var seconds: Double

  enum CodingKeys: String, CodingKey {
    case variant, own, steps, expectations, claims, seconds
    case stepBlocks = "step_blocks"
    case resultsSHA256 = "results_sha256"
  }

  /// What another record needs of a run.
  package init(_ record: RunRecord) {
    (variant, own) = (record.variant, record.own)
    (stepBlocks, steps) = (record.stepBlocks, record.steps)
    (resultsSHA256, seconds) = (record.resultsSHA256, record.seconds)
    (expectations, claims) = (record.expectations, record.claims)
  }
}

/// A variant that a student has written: some of the lesson's steps given anew.
package struct OwnVariant: Codable, Sendable, Equatable {
  /// The names by which it is asked for, `mine` or `mine-QUESTION`: no lesson has variants called so.
  package static let name = "mine"

  /// The id of the question under which it stands.
  package var question: String
  package var steps: [OwnStep]

  /// A step as the student has it.
  package struct OwnStep: Codable, Sendable, Equatable {
    /// The id of the lesson's step in whose place it stands.
    package var id: String
    /// The seed that its fence names; `nil` for the step's own.
    package var seed: Int?
    /// The fence's body, YAML.
    package var source: String

    package init(id: String, seed: Int?, source: String) {
      (self.id, self.seed, self.source) = (id, seed, source)
    }
  }

  package init(question: String, steps: [OwnStep]) {
    (self.question, self.steps) = (question, steps)
  }

  /// Whether a name is one of a student's variants.
  package static func isName(_ text: String) -> Bool { text == name || text.hasPrefix(name + "-") }
}

extension RunRecord {
  /// The document's steps, in order.
  package var stepBlocks: [StepBlock] {
    document.compactMap { if case .step(let step) = $0 { step } else { nil } }
  }

  /// The run of the lesson itself that a variant's record carries.
  package var plainRun: BesideRun? {
    variant == nil ? nil : beside?.first { $0.variant == nil }
  }

  /// Another run as a record of its own, with what both have in common.
  package func record(of run: BesideRun) -> RunRecord {
    var record = self
    (record.variant, record.own, record.beside) = (run.variant, run.own, nil)
    (record.steps, record.resultsSHA256, record.seconds) = (
      run.steps, run.resultsSHA256, run.seconds
    )
    (record.expectations, record.claims) = (run.expectations, run.claims)
    record.document = document.map { block in
      guard case .step(let step) = block,
        let own = run.stepBlocks.first(where: { $0.id == step.id })
      else { return block }
      return .step(own)
    }
    return record
  }
}
