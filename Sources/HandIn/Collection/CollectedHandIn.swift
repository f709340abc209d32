import Records

/// One hand-in of a class, without the bulk of its record.
package struct CollectedHandIn: Sendable {
  /// The path within the folder.
  package var file: String
  /// As the page says, on one line; empty where it names no one.
  package var name: String
  package var id: String
  package var verdict: Verification.Verdict
  package var findings: [Finding]
  package var notes: [String]
  /// The lesson's id; empty where the record cannot be read.
  package var lesson: String
  /// Profile, seed and parameters that are not the lesson's defaults.
  package var setting: String
  package var status: String
  package var resultsSHA256: String
  package var answers: [String: String]
  package var scorecard: Scorecard
  /// The variants that the student has written.
  package var variants: [CollectedVariant] = []
  /// The scores before any mark of an instructor's.
  package private(set) var automatic: Scorecard
  /// The rows of the table of marks that are its answers', by the question's id; filled in with the
  /// marks.
  package internal(set) var rows: [String: Row] = [:]
  /// Whether it is the one of its student's that is marked.
  package internal(set) var counts = true
  /// Files of others with the same number, or with the same name and none: they have one row of marks.
  package internal(set) var namesakes: [String] = []
  /// The letter of the group with the same results.
  package var group = ""
  /// When it was handed in, in seconds since 1970; `nil` where that is not known.
  package internal(set) var time: Double?
  /// What is known of it and the deadline; `nil` where there is none, or no time.
  package internal(set) var lateness: Lateness?
  /// What the platform says that it was handed in on.
  package internal(set) var platform: PlatformName?
  /// Others whose answer to a question shares much of its wording, by the question's id.
  package internal(set) var similar: [String: [Similar]] = [:]
  /// Others who answered a question in the same words, by the question's id.
  package var identical: [String: [String]] = [:]

  /// An answer of somebody else that shares much of its wording.
  package struct Similar: Sendable, Equatable {
    /// Whose it is, as a place in the class.
    package var place: Int
    /// The share of their shingles that both have.
    package var share: Double
  }

  /// A row of the table of marks.
  package struct Row: Sendable {
    package var key: MarksFile.Key
    /// What it says when it is made.
    package var values: [String: String]
    /// Names the answer: the beginning of its SHA-256.
    package var answer = ""
    /// Whether the marks in it were given for another answer.
    package var isForAnother = false
  }

  init(
    file: String, _ verification: Verification, lesson: InstructorLesson?
  ) {
    self.file = file
    verdict = verification.verdict
    findings = verification.findings
    notes = verification.notes
    answers = verification.answers
    guard let record = verification.record else {
      (name, id, self.lesson, setting, status, resultsSHA256) = ("", "", "", "", "", "")
      scorecard = Scorecard(scores: [])
      automatic = scorecard
      return
    }
    name = OneLine.of(record.student?.name ?? "", limit: 200)
    id = OneLine.of(record.student?.id ?? "", limit: 100)
    self.lesson = OneLine.of(record.lesson.id)
    setting = Self.setting(record)
    status = record.status.rawValue
    resultsSHA256 = record.resultsSHA256
    let lesson = lesson ?? InstructorLesson(record)
    scorecard = lesson.marker.mark(verification.answers, of: record)
    automatic = scorecard
    if !lesson.digests.isEmpty, !lesson.digests.contains(record.lessonSHA256) {
      notes.append("made with another version of the lesson")
    }
    if name.isEmpty { notes.append("names no student") }
    variants = CollectedVariant.all(record, lesson)
    for variant in variants {
      guard let refusal = variant.refusal else { continue }
      notes.append(
        "the student’s variant under \(OneLine.of(variant.question)) is refused: \(refusal)")
    }
    if !record.isWhole {
      let done = "\(record.steps.count { $0.status == .complete }) of \(record.steps.count) steps"
      notes.append("not a complete run: \(status), \(done)")
    }
  }

  /// Who it is, for a table.
  package var who: String { name.isEmpty ? "(no name)" : name }

  /// The platform's own number of whoever handed it in; empty where it has none.
  var platformUser: String {
    switch platform {
    case .moodle(_, let participant): participant
    case .canvas(_, let user, _, _): user
    case nil: ""
    }
  }

  /// Whose it is, for comparing.
  var student: String { id.isEmpty ? (name.isEmpty ? "file " + file : "name " + name) : "id " + id }

  private static func setting(_ record: RunRecord) -> String {
    var parts = ["seed \(record.seed)"]
    if let profile = record.profile { parts.insert("profile \(profile)", at: 0) }
    if let variant = record.variant { parts.insert("variant \(variant)", at: 0) }
    parts += record.changedParameters.sorted().prefix(20).map { name in
      let value = record.parameters[name].flatMap { try? CanonicalJSON.text($0) } ?? "?"
      return "\(name)=\(value)"
    }
    return OneLine.of(parts.joined(separator: ", "), limit: 200)
  }
}
