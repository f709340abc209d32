/// Another run of a record's lesson, with which the record's own is compared: the lesson itself beside
/// a variant, or a variant beside the lesson.
///
/// Both have the same parameters, profile and seed.
public struct BesideRun: Codable, Sendable, Equatable {
  /// The variant that was run; `nil` for the lesson itself.
  public var variant: String?
  /// What a student changed; `nil` where the variant is the lesson's, or none.
  public var own: OwnVariant?
  /// The steps as they were run.
  public var stepBlocks: [StepBlock]
  public var steps: [StepRecord]
  /// ``RunRecord/resultsDigest(of:)`` of the steps.
  public var resultsSHA256: String
  public var expectations: [ExpectationRecord]
  public var claims: [ClaimRecord]
  /// Wall-clock seconds of the whole run.
  public var seconds: Double

  enum CodingKeys: String, CodingKey {
    case variant, own, steps, expectations, claims, seconds
    case stepBlocks = "step_blocks"
    case resultsSHA256 = "results_sha256"
  }

  /// What another record needs of a run.
  public init(_ record: RunRecord) {
    (variant, own) = (record.variant, record.own)
    (stepBlocks, steps) = (record.stepBlocks, record.steps)
    (resultsSHA256, seconds) = (record.resultsSHA256, record.seconds)
    (expectations, claims) = (record.expectations, record.claims)
  }
}

/// A variant that a student has written: some of the lesson's steps given anew.
public struct OwnVariant: Codable, Sendable, Equatable {
  /// The names by which it is asked for, `mine` or `mine-QUESTION`: no lesson has variants called so.
  public static let name = "mine"

  /// The id of the question under which it stands.
  public var question: String
  public var steps: [OwnStep]

  /// A step as the student has it.
  public struct OwnStep: Codable, Sendable, Equatable {
    /// The id of the lesson's step in whose place it stands.
    public var id: String
    /// The seed that its fence names; `nil` for the step's own.
    public var seed: Int?
    /// The fence's body, YAML.
    public var source: String

    public init(id: String, seed: Int?, source: String) {
      (self.id, self.seed, self.source) = (id, seed, source)
    }
  }

  public init(question: String, steps: [OwnStep]) {
    (self.question, self.steps) = (question, steps)
  }

  /// Whether a name is one of a student's variants.
  public static func isName(_ text: String) -> Bool { text == name || text.hasPrefix(name + "-") }
}

extension RunRecord {
  /// The document's steps, in order.
  public var stepBlocks: [StepBlock] {
    document.compactMap { if case .step(let step) = $0 { step } else { nil } }
  }

  /// The run of the lesson itself that a variant's record carries.
  public var plainRun: BesideRun? {
    variant == nil ? nil : beside?.first { $0.variant == nil }
  }

  /// Another run as a record of its own, with what both have in common.
  public func record(of run: BesideRun) -> RunRecord {
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
