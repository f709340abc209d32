/// One run of a lesson: the only thing reports, checks, comparisons and hand-ins read.
///
/// Written as canonical JSON (``CanonicalJSON``) by ``RunRecordFile``. Keys are snake_case.
public struct RunRecord: Codable, Sendable, Equatable {
  public static let currentSchemaVersion = 1

  public var schemaVersion = RunRecord.currentSchemaVersion
  public var status: RunStatus
  public var lesson: LessonIdentity
  /// SHA-256 of the lesson file's bytes.
  public var lessonSHA256: String
  /// The lesson as its reader sees it.
  public var document: [DocumentBlock]
  /// Every parameter with the value this run used.
  public var parameters: [String: JSONValue]
  /// The names of parameters whose value is not the lesson's default.
  public var changedParameters: [String]
  public var profile: String?
  public var seed: Int
  public var departures: [Departure]
  public var assets: [AssetRecord]
  public var engine: EngineRecord
  public var environment: EnvironmentRecord
  public var student: StudentRecord?
  public var steps: [StepRecord]
  /// Digest of the results of all completed steps; see ``resultsDigest(of:)``.
  public var resultsSHA256: String
  public var expectations: [ExpectationRecord]
  public var claims: [ClaimRecord]
  /// When the run started, ISO 8601 in UTC.
  public var startedAt: String
  /// Wall-clock seconds of the whole run.
  public var seconds: Double

  enum CodingKeys: String, CodingKey {
    case schemaVersion = "schema_version"
    case status, lesson
    case lessonSHA256 = "lesson_sha256"
    case document, parameters
    case changedParameters = "changed_parameters"
    case profile, seed, departures, assets, engine, environment, student, steps
    case resultsSHA256 = "results_sha256"
    case expectations, claims
    case startedAt = "started_at"
    case seconds
  }

  public init(
    status: RunStatus, lesson: LessonIdentity, lessonSHA256: String, document: [DocumentBlock],
    parameters: [String: JSONValue], changedParameters: [String], profile: String?, seed: Int,
    departures: [Departure], assets: [AssetRecord], engine: EngineRecord,
    environment: EnvironmentRecord, student: StudentRecord? = nil, steps: [StepRecord],
    resultsSHA256: String = "", expectations: [ExpectationRecord] = [], claims: [ClaimRecord] = [],
    startedAt: String, seconds: Double
  ) {
    self.status = status
    self.lesson = lesson
    self.lessonSHA256 = lessonSHA256
    self.document = document
    self.parameters = parameters
    self.changedParameters = changedParameters
    self.profile = profile
    self.seed = seed
    self.departures = departures
    self.assets = assets
    self.engine = engine
    self.environment = environment
    self.student = student
    self.steps = steps
    self.resultsSHA256 = resultsSHA256
    self.expectations = expectations
    self.claims = claims
    self.startedAt = startedAt
    self.seconds = seconds
  }

  /// SHA-256 over the canonical list of `{id, results}` of the completed steps, in lesson order.
  ///
  /// Two runs agree if these agree: no time, host, thread count, cache or resumption is in it.
  public static func resultsDigest(of steps: [StepRecord]) throws -> String {
    try CanonicalJSON.sha256(
      .array(
        steps.filter { $0.status == .complete }.map { step in
          ["id": .string(step.id), "results": .object(step.results)]
        }))
  }

  /// The step with an id, `nil` where the lesson has none.
  public func step(_ id: String) -> StepRecord? { steps.first { $0.id == id } }
}

/// How a run or a step stands.
public enum RunStatus: String, Codable, Sendable {
  case pending, running, complete, failed, interrupted
}

/// What a lesson says of itself in its front matter.
public struct LessonIdentity: Codable, Sendable, Equatable {
  public var id: String
  public var title: String
  /// What the lesson mirrors: `repository`, `file` and whatever else its author noted.
  public var notebook: [String: String]
  public var license: String?
  public var attribution: String?

  public init(
    id: String, title: String, notebook: [String: String], license: String? = nil,
    attribution: String? = nil
  ) {
    self.id = id
    self.title = title
    self.notebook = notebook
    self.license = license
    self.attribution = attribution
  }
}

/// Something the lesson does otherwise than its notebook, and why.
public struct Departure: Codable, Sendable, Equatable {
  public var what: String
  public var why: String

  public init(what: String, why: String) { (self.what, self.why) = (what, why) }
}

/// Data or weights that a run read.
public struct AssetRecord: Codable, Sendable, Equatable {
  public struct File: Codable, Sendable, Equatable {
    public var name: String
    public var bytes: Int
    public var sha256: String

    public init(name: String, bytes: Int, sha256: String) {
      (self.name, self.bytes, self.sha256) = (name, bytes, sha256)
    }
  }

  public var name: String
  public var files: [File]
  public var license: String?
  public var citation: String?

  public init(name: String, files: [File], license: String?, citation: String?) {
    (self.name, self.files, self.license, self.citation) = (name, files, license, citation)
  }
}

/// What computed the results.
public struct EngineRecord: Codable, Sendable, Equatable {
  public var version: String
  /// OpenBLAS's own description of its build.
  public var openblas: String
  /// The kernel family in use, such as `Haswell`.
  public var core: String
  /// Digest of a fixed set of small products: equal where the kernels round alike.
  public var kernelFingerprint: String

  enum CodingKeys: String, CodingKey {
    case version, openblas, core
    case kernelFingerprint = "kernel_fingerprint"
  }

  public init(version: String, openblas: String, core: String, kernelFingerprint: String) {
    self.version = version
    self.openblas = openblas
    self.core = core
    self.kernelFingerprint = kernelFingerprint
  }
}

/// The machine, without anything that names a person or a host.
public struct EnvironmentRecord: Codable, Sendable, Equatable {
  public var processor: String
  public var cores: Int
  public var threads: Int
  public var system: String
  /// Highest resident memory of the process, in bytes, when the record was written.
  public var peakMemoryBytes: Int?

  enum CodingKeys: String, CodingKey {
    case processor, cores, threads, system
    case peakMemoryBytes = "peak_memory_bytes"
  }

  public init(
    processor: String, cores: Int, threads: Int, system: String, peakMemoryBytes: Int? = nil
  ) {
    self.processor = processor
    self.cores = cores
    self.threads = threads
    self.system = system
    self.peakMemoryBytes = peakMemoryBytes
  }
}

/// Who hands a report in.
public struct StudentRecord: Codable, Sendable, Equatable {
  public var name: String
  public var id: String?

  public init(name: String, id: String? = nil) { (self.name, self.id) = (name, id) }
}

/// What one step did.
public struct StepRecord: Codable, Sendable, Equatable {
  public var id: String
  /// The notebook cell it mirrors, `nil` for a step that is not in the notebook.
  public var cell: String?
  public var status: RunStatus
  public var seconds: Double
  public var fromCache: Bool
  /// The seed the step started from.
  public var seed: Int
  /// Only what is reproducible: same inputs, same bits.
  public var results: [String: JSONValue]
  /// What the notebook's cell prints, line by line, as this run would print it.
  public var printed: [String]
  /// The notebook author's own figures for this cell, shown beside ours and never judged.
  public var notebookPrinted: [String: JSONValue]
  /// Why the step failed, in one message.
  public var error: String?

  enum CodingKeys: String, CodingKey {
    case id, cell, status, seconds, seed, results, printed, error
    case fromCache = "from_cache"
    case notebookPrinted = "notebook_printed"
  }

  public init(
    id: String, cell: String?, status: RunStatus, seconds: Double = 0, fromCache: Bool = false,
    seed: Int, results: [String: JSONValue] = [:], printed: [String] = [],
    notebookPrinted: [String: JSONValue] = [:], error: String? = nil
  ) {
    self.id = id
    self.cell = cell
    self.status = status
    self.seconds = seconds
    self.fromCache = fromCache
    self.seed = seed
    self.results = results
    self.printed = printed
    self.notebookPrinted = notebookPrinted
    self.error = error
  }
}

/// What judging came to.
public enum Verdict: String, Codable, Sendable {
  case pass, fail
  case notApplicable = "not applicable"
  /// It could not be evaluated: never a "no".
  case error
}

/// One constraint with its verdict.
public struct ConstraintRecord: Codable, Sendable, Equatable {
  /// The full path, step included: `train-head.mean_loss[0]`.
  public var path: String
  /// The constraint as the lesson writes it: `< 0.3`.
  public var constraint: String
  public var verdict: Verdict
  /// What the run has at that path, `nil` where it has nothing.
  public var measured: JSONValue?
  /// Why it fails, or why it could not be evaluated.
  public var message: String?
  /// The line of the lesson file, from 1.
  public var line: Int

  public init(
    path: String, constraint: String, verdict: Verdict, measured: JSONValue? = nil,
    message: String? = nil, line: Int
  ) {
    self.path = path
    self.constraint = constraint
    self.verdict = verdict
    self.measured = measured
    self.message = message
    self.line = line
  }
}

/// One `expect` block's constraint for one step.
public struct ExpectationRecord: Codable, Sendable, Equatable {
  public var step: String
  public var check: ConstraintRecord

  public init(step: String, check: ConstraintRecord) { (self.step, self.check) = (step, check) }
}

/// One claim, judged.
public struct ClaimRecord: Codable, Sendable, Equatable {
  public var id: String
  public var cell: String?
  public var question: String?
  /// What the lesson's author expects: whether the claim holds.
  public var expectedToHold: Bool
  /// Whether it does in this run, `nil` where that is not applicable or could not be evaluated.
  public var holds: Bool?
  /// Pass when `holds` equals `expectedToHold`.
  public var verdict: Verdict
  public var checks: [ConstraintRecord]

  enum CodingKeys: String, CodingKey {
    case id, cell, question, holds, verdict, checks
    case expectedToHold = "expected_to_hold"
  }

  public init(
    id: String, cell: String?, question: String?, expectedToHold: Bool, holds: Bool?,
    verdict: Verdict, checks: [ConstraintRecord]
  ) {
    self.id = id
    self.cell = cell
    self.question = question
    self.expectedToHold = expectedToHold
    self.holds = holds
    self.verdict = verdict
    self.checks = checks
  }
}
