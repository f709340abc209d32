import Base

/// One run of a lesson: the only thing reports, checks, comparisons and hand-ins read.
///
/// Written as canonical JSON (``CanonicalJSON``) by ``RunRecordFile``. Keys are snake_case.
package struct RunRecord: Codable, Sendable, Equatable {
  package static let currentSchemaVersion = 1

  package var schemaVersion = RunRecord.currentSchemaVersion
  package var status: RunStatus
  package var lesson: LessonIdentity
  /// SHA-256 of the lesson file's bytes.
  package var lessonSHA256: String
  /// The lesson as its reader sees it.
  package var document: [DocumentBlock]
  /// Every parameter with the value this run used.
  package var parameters: [String: JSONValue]
  /// The names of parameters whose value is not the lesson's default.
  package var changedParameters: [String]
  package var profile: String?
  /// The lesson's variant that was run; `nil` for the lesson itself.
  package var variant: String?
  /// What a student changed, where the variant is theirs.
  package var own: OwnVariant?
  package var seed: Int
  package var departures: [Departure]
  package var assets: [AssetRecord]
  package var engine: EngineRecord
  package var environment: EnvironmentRecord
  package var student: StudentRecord?
  package var steps: [StepRecord]
  /// Digest of the results of all completed steps; see ``resultsDigest(of:)``.
  package var resultsSHA256: String
  package var expectations: [ExpectationRecord]
  package var claims: [ClaimRecord]
  /// Other runs of the lesson to compare with; `nil` where there are none.
  package var beside: [BesideRun]?
  /// When the run started, ISO 8601 in UTC.
  package var startedAt: String
  /// Wall-clock seconds of the whole run.
  package var seconds: Double

  enum CodingKeys: String, CodingKey {
    case schemaVersion = "schema_version"
    case status, lesson
    case lessonSHA256 = "lesson_sha256"
    case document, parameters
    case changedParameters = "changed_parameters"
    case profile, variant, own, seed, departures, assets, engine, environment, student, steps
    case resultsSHA256 = "results_sha256"
    case expectations, claims, beside
    case startedAt = "started_at"
    case seconds
  }

  package init(
    status: RunStatus, lesson: LessonIdentity, lessonSHA256: String, document: [DocumentBlock],
    parameters: [String: JSONValue], changedParameters: [String], profile: String?,
    variant: String? = nil, own: OwnVariant? = nil, seed: Int,
    departures: [Departure], assets: [AssetRecord], engine: EngineRecord,
    environment: EnvironmentRecord, student: StudentRecord? = nil, steps: [StepRecord],
    resultsSHA256: String = "", expectations: [ExpectationRecord] = [], claims: [ClaimRecord] = [],
    beside: [BesideRun]? = nil, startedAt: String, seconds: Double
  ) {
    self.status = status
    self.lesson = lesson
    self.lessonSHA256 = lessonSHA256
    self.document = document
    self.parameters = parameters
    self.changedParameters = changedParameters
    self.profile = profile
    self.variant = variant
    self.own = own
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
    self.beside = beside
    self.startedAt = startedAt
    self.seconds = seconds
  }

  /// SHA-256 over the canonical list of `{id, results}` of the completed steps, in lesson order.
  ///
  /// Two runs agree if these agree: no time, host, thread count, cache or resumption is in it.
  package static func resultsDigest(of steps: [StepRecord]) throws -> String {
    try CanonicalJSON.sha256(
      .array(
        steps.filter { $0.status == .complete }.map { step in
          ["id": .string(step.id), "results": .object(step.results)]
        }))
  }

  /// The step with an id, `nil` where the lesson has none.
  package func step(_ id: String) -> StepRecord? { steps.first { $0.id == id } }

  /// Whether every step of the lesson is complete: a run of a part of it is complete, but not whole.
  package var isWhole: Bool {
    status == .complete && steps.allSatisfy { $0.status == .complete }
  }
}

/// How a run or a step stands.
package enum RunStatus: String, Codable, Sendable {
  case pending, running, complete, failed, interrupted
  /// Of a step alone: the run was to be of other steps.
  case skipped

  /// Whether something was done.
  package var hasStarted: Bool { self != .pending && self != .skipped }
}

/// What a lesson says of itself in its front matter.
package struct LessonIdentity: Codable, Sendable, Equatable {
  package var id: String
  package var title: String
  /// What a run starts from where nobody says another; `nil` where the record does not tell.
  package var seed: Int?
  /// What the lesson mirrors: `repository`, `file` and whatever else its author noted.
  package var notebook: [String: String]
  package var license: String?
  package var attribution: String?

  /// Whether the lesson mirrors a notebook at all.
  package var hasNotebook: Bool { !notebook.isEmpty }

  package init(
    id: String, title: String, seed: Int? = nil, notebook: [String: String],
    license: String? = nil, attribution: String? = nil
  ) {
    self.id = id
    self.title = title
    self.seed = seed
    self.notebook = notebook
    self.license = license
    self.attribution = attribution
  }
}

/// Something the lesson does otherwise than its notebook, and why.
package struct Departure: Codable, Sendable, Equatable {
  package var what: String
  package var why: String

  package init(what: String, why: String) { (self.what, self.why) = (what, why) }
}

/// Who hands a report in.
package struct StudentRecord: Codable, Sendable, Equatable {
  package var name: String
  package var id: String?

  package init(name: String, id: String? = nil) { (self.name, self.id) = (name, id) }
}
