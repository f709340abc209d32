import Records

/// One hand-in of a class, without the bulk of its record.
public struct CollectedHandIn: Sendable {
  /// The path within the folder.
  public var file: String
  /// As the page says, on one line; empty where it names nobody.
  public var name: String
  public var id: String
  public var verdict: Verification.Verdict
  public var findings: [Finding]
  public var notes: [String]
  /// The lesson's id; empty where the record cannot be read.
  public var lesson: String
  /// Profile, seed and parameters that are not the lesson's defaults.
  public var setting: String
  public var status: String
  public var resultsSHA256: String
  public var answers: [String: String]
  public var scorecard: Scorecard
  /// The variants that the student has written.
  public var variants: [CollectedVariant] = []
  /// The letter of the group with the same results.
  public var group = ""
  /// Others who answered a question in the same words, by the question's id.
  public var identical: [String: [String]] = [:]

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
  public var who: String { name.isEmpty ? "(no name)" : name }

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
