import Foundation
import Lessons
import Records

/// What an instructor has of a lesson, for marking what students hand in.
package struct InstructorLesson: Sendable {
  struct Question: Sendable {
    var id: String
    var points: Double?
    var content: [MarkupBlock]
    /// The model answer and marking notes; empty where there are none.
    var answer: [MarkupBlock]
    /// What earns points, or costs some.
    var rubric: [MarkingSheet.Item] = []
  }

  package var id: String
  var title: String
  var questions: [Question]
  var marker: Marker
  /// The digests of the lesson and of its hand-outs: what students' runs record.
  var digests: Set<String>
  /// What students' own variants are planned with; `nil` for a lesson that is not here.
  var loaded: LoadedLesson?
  /// What is called the setting of a run of the lesson's defaults; `nil` for a lesson that is not here.
  var usualSetting: String? { loaded?.lesson.map { "seed \($0.frontMatter.seed.value)" } }
  /// Why nothing marks itself here; `nil` where something may.
  var unmarked: String?

  /// `nil` for a lesson that cannot be read.
  package init?(_ loaded: LoadedLesson, at url: URL) {
    guard let lesson = loaded.lesson, let handOuts = try? HandOut.digests(of: loaded, at: url)
    else {
      return nil
    }
    id = lesson.frontMatter.id.value
    title = lesson.frontMatter.title.value
    questions = lesson.blocks.compactMap { block in
      guard case .question(let question) = block else { return nil }
      let answer = loaded.answers.first { $0.id.value == question.id.value }
      return Question(
        id: question.id.value, points: question.points, content: question.content,
        answer: answer?.content ?? [],
        rubric: (answer?.rubric ?? []).map {
          MarkingSheet.Item(name: $0.name, points: $0.points.value)
        })
    }
    marker = Marker(lesson, answers: loaded.answers)
    digests = Set([lesson.sha256] + handOuts)
    self.loaded = loaded
    if loaded.answers.isEmpty {
      unmarked = "lesson \(OneLine.of(id)) has no answers here, so nothing marks itself"
    }
  }

  /// A lesson that is not here, as a hand-in tells of it.
  init(_ record: RunRecord) {
    (id, title) = (record.lesson.id, record.lesson.title)
    questions = record.questions.map { question in
      Question(
        id: question.id, points: question.points, content: question.content, answer: [])
    }
    marker = Marker(record)
    digests = []
    unmarked = "lesson \(OneLine.of(id)) is not among the lessons here, so nothing marks itself"
  }
}
