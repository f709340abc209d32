import HandIn
import Lessons
import Records

/// The result of checking one lesson: the only thing that the outputs of `lesson check` read.
package struct CheckedLesson: Sendable {
  /// What the lesson was called on the command line.
  package var name: String
  /// The path of its file as messages name it.
  package var file: String
  package var diagnostics: [Diagnostic]
  /// The lesson, `nil` where it could not be read.
  package var lesson: ParsedLesson?
  /// The run that was judged, or as much of it as there is.
  package var record: RunRecord?
  /// The path of the earlier run's record that served; `nil` where the lesson was replayed.
  package var servedBy: String?
  package var scoring: [ScoringProblem] = []
  /// Answers whose check was not tried though nothing is wrong with it.
  package var untried: [ScoringProblem] = []
  /// Why the lesson was not looked at, where something else kept it from it.
  package var leftOut: String?
  /// Whether the lesson has answers, so that its marking was tried.
  package var hasAnswers = false
  /// Why there is no complete run, where one was wanted.
  package var trouble: String?
  /// Whether nothing was to be run.
  package var isValidationOnly = false
  /// The result of two replays, where they were asked for.
  package var determinism: Determinism?

  package init(name: String, file: String, diagnostics: [Diagnostic], lesson: ParsedLesson?) {
    self.name = name
    self.file = file
    self.diagnostics = diagnostics
    self.lesson = lesson
  }

  /// Whether the lesson could be read, and nothing in it is wrong.
  package var isValid: Bool { lesson != nil && !diagnostics.contains { $0.severity == .error } }

  /// The lesson's own id, or what it was called where that is not known.
  package var id: String { lesson?.frontMatter.id.value ?? OneLine.of(name) }

  package var judgement: Judgement? { record.map { Judgement($0) } }

  /// Whether all is as the lesson says.
  package var passes: Bool {
    guard isValid, scoring.isEmpty, trouble == nil, leftOut == nil,
      determinism?.difference == nil
    else {
      return false
    }
    return isValidationOnly || judgement?.passes == true
  }

  /// How many expectations and claims of the lesson nobody judged, since a step or the lesson did
  /// not run.
  package var unjudged: Int {
    guard let lesson, !isValidationOnly else { return 0 }
    let all = lesson.blocks.reduce(0) { count, block in
      switch block {
      case .expect(let expect): count + expect.checks.count
      case .claim: count + 1
      default: count
      }
    }
    return all - (record.map { $0.expectations.count + $0.claims.count } ?? 0)
  }
}

/// The result of two replays of a lesson, nothing taken from the cache.
package struct Determinism: Sendable, Equatable {
  package struct Difference: Sendable, Equatable {
    /// The first step whose bits differ.
    package var step: String
    /// With the first path, and both values.
    package var message: String
  }

  /// How many threads computed each of the two.
  package var threads: [Int]
  /// The kernels that computed each of the two.
  package var kernels: [String]
  /// `nil` where both are the same bits.
  package var difference: Difference?

  /// Compares two runs of the same plan, bit by bit.
  package init(_ one: RunRecord, _ other: RunRecord) {
    threads = [one.environment.threads, other.environment.threads]
    kernels = [one.engine.kernels ?? "unknown", other.engine.kernels ?? "unknown"]
    let digests = [one, other].map { record in
      record.steps.map { (try? RunRecord.resultsDigest(of: [$0])) ?? "" }
    }
    let count = min(digests[0].count, digests[1].count)
    guard let index = (0..<count).first(where: { digests[0][$0] != digests[1][$0] }) else { return }
    let names = ("the first replay", "the second")
    let found = RunComparison.firstDifference(
      [one.steps[index]], [other.steps[index]], names: names)
    // Zero and minus zero are equal numbers of different bits.
    let step = one.steps[index].id
    difference = Difference(
      step: step, message: found ?? "step \(step): equal numbers, but not the same bits")
  }

  /// In one line.
  package var text: String {
    let counts = zip(threads, kernels).map { "\(Words.count($0, "thread")) on \($1) kernels" }
      .joined(separator: " and with ")
    guard let difference else { return "the same bits with \(counts)" }
    return "other bits with \(counts): \(difference.message)"
  }
}
