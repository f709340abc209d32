import Foundation
import Lessons
import Records

/// A lesson read and planned, with everything that is wrong with it, before anything runs.
struct PreparedLesson {
  /// As the command line has it.
  var name: String
  var loaded: LoadedLesson
  /// `nil` where something in the lesson is an error.
  var plan: LessonPlan?
  var diagnostics: [Diagnostic]
  /// Why there is no plan, where the lesson's own text is not to blame.
  var failure: Failure?

  /// Nothing that is wrong with one lesson keeps others from being looked at.
  init(_ name: String, options: PlanOptions, finder: LessonFinder) {
    self.name = name
    (loaded, failure) = finder.loadOrSay(name)
    diagnostics = loaded.diagnostics
    guard failure == nil else { return }
    do {
      var options = options
      options.plansVariants = true
      (plan, diagnostics) = try finder.outcome(of: loaded, options: options)
    } catch {
      failure = error as? Failure ?? Failure(.defect, "this should not happen: \(error)")
    }
  }

  /// A file that is of no lesson, though its name says so.
  init(stray: Diagnostic) {
    name = URL(fileURLWithPath: stray.file).lastPathComponent
    diagnostics = [stray]
    loaded = LoadedLesson(
      lesson: nil, answers: [], cells: nil, diagnostics: diagnostics, sources: [:],
      folder: URL(fileURLWithPath: stray.file).deletingLastPathComponent())
  }

  /// The path of its file as messages name it.
  var file: String { loaded.lesson?.file ?? diagnostics.first?.file ?? name }

  /// What the command ends with because of it; `nil` where it can be run.
  var status: ExitStatus? { failure?.status ?? (plan == nil ? .invalid : nil) }

  /// Refuses those that have their id in common: their reports would lie in one place.
  static func refuseNamesakes(among lessons: inout [PreparedLesson]) {
    let place = { (lesson: PreparedLesson) in
      URL(fileURLWithPath: lesson.file).resolvingSymlinksInPath().path
    }
    let known = lessons
    for index in known.indices {
      guard let parsed = known[index].loaded.lesson,
        !known[index].diagnostics.contains(where: { $0.code == "duplicate-lesson-id" })
      else { continue }
      let id = parsed.frontMatter.id
      let others = known.filter {
        $0.loaded.lesson?.frontMatter.id.value == id.value && place($0) != place(known[index])
      }
      guard !others.isEmpty else { continue }
      lessons[index].diagnostics.append(.namesakes(id, in: parsed.file, others.map(\.file)))
      lessons[index].plan = nil
    }
  }
}
