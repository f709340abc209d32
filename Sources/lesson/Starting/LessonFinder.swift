import Files
import Foundation
import Host
import Lessons
import Records

/// From what the user typed to a plan, with everything that is wrong said on the way.
struct LessonFinder {
  private let installation: Installation
  private let loader: LessonLoader

  init(_ installation: Installation) {
    self.installation = installation
    loader = LessonLoader(folder: installation.lessons)
  }

  /// The names of all lessons.
  func names() throws -> [String] {
    do {
      return try loader.names()
    } catch {
      throw Failure(.io, "\(installation.lessons.path): \(FileProblem.text(error))")
    }
  }

  /// Files among the lessons that nothing reads, though their names say that they are of one.
  func strays() throws -> [Diagnostic] {
    do {
      return try loader.strays()
    } catch {
      throw Failure(.io, "\(installation.lessons.path): \(FileProblem.text(error))")
    }
  }

  /// Reads one lesson, by name or by the path of its file.
  func load(_ name: String) throws -> LoadedLesson {
    // A hand-out may lie in the current folder, whose lessons are elsewhere.
    guard let url = loader.url(named: name) ?? loader.url(named: "\(name).md") else {
      if let stray = stray(meantBy: name) { throw stray }
      let names = try names()
      let stem = name.hasSuffix(".md") ? String(name.dropLast(3)) : name
      let meant = names.contains(stem) ? stem : NearestName.of(stem, in: names)
      let nearest = meant.map { " Did you mean \($0)?" } ?? ""
      let known = names.isEmpty ? "" : " Lessons: \(names.joined(separator: ", "))"
      throw Failure(.usage, "there is no lesson \(name).\(nearest)\(known)")
    }
    do {
      var loaded = try loader.load(url)
      addNamesakes(to: &loaded, url)
      return loaded
    } catch let problem as NamedFile.Problem {
      throw Failure(problem)
    } catch let problem as LessonProblem {
      throw Failure(problem.isMissing ? .missing : .invalid, "\(url.relativePath): \(problem)")
    } catch {
      throw Failure(.io, "\(url.relativePath): \(FileProblem.text(error))")
    }
  }

  /// What is wrong with the name of a file that somebody means by a lesson's.
  private func stray(meantBy name: String) -> Failure? {
    let stray = (try? strays())?.first { stray in
      let file = URL(fileURLWithPath: stray.file).lastPathComponent
      return file == name || file.hasPrefix(name.hasSuffix(".md") ? name : "\(name).md")
    }
    return stray.map { Failure(.invalid, "\($0.file): \($0.message)") }
  }

  /// What cannot be read is a lesson of which that is wrong, so that those beside it can go on.
  func loadOrSay(_ name: String) -> (loaded: LoadedLesson, failure: Failure?) {
    do {
      return (try load(name), nil)
    } catch {
      let failure = error as? Failure ?? Failure(.defect, "this should not happen: \(error)")
      var loaded = LoadedLesson(
        lesson: nil, answers: [], cells: nil, diagnostics: [], sources: [:],
        folder: installation.lessons)
      // Where there is no file, none can be shown.
      guard failure.status != .usage else { return (loaded, failure) }
      let file = loader.url(named: name)?.relativePath ?? name
      let prefix = "\(file): "
      let message = failure.message
      let diagnostic = Diagnostic(
        code: "unreadable-lesson", wholeFile: file,
        message: message.hasPrefix(prefix) ? String(message.dropFirst(prefix.count)) : message)
      loaded.diagnostics = [diagnostic]
      return (loaded, Failure(failure.status))
    }
  }

  /// Two lessons of one id would write over each other's reports.
  private func addNamesakes(to loaded: inout LoadedLesson, _ url: URL) {
    guard let lesson = loaded.lesson else { return }
    let id = lesson.frontMatter.id
    let others = loader.others(with: id.value, than: url)
    guard !others.isEmpty else { return }
    loaded.diagnostics.append(.namesakes(id, in: lesson.file, others.map(\.relativePath)))
  }

  /// The plan of a lesson.
  ///
  /// Throws after having printed what is wrong with it.
  func plan(_ name: String, options: PlanOptions) throws -> LessonPlan {
    try plan(try load(name), options: options)
  }

  /// The same for a lesson that has been read already.
  func plan(
    _ loaded: LoadedLesson, options: PlanOptions, showsWarnings: Bool = true
  ) throws -> LessonPlan {
    // Everything that names data would be said to be wrong.
    if let problem = loaded.manifestProblem { throw Failure(problem) }
    let outcome = try outcome(of: loaded, options: options)
    if !outcome.diagnostics.isEmpty, showsWarnings || outcome.plan == nil {
      let printer = DiagnosticPrinter(color: Terminal.standardError.usesColor)
      Terminal.errorLine(printer.text(outcome.diagnostics, sources: loaded.sources))
    }
    guard let plan = outcome.plan else { throw Failure(.invalid) }
    return plan
  }

  /// The plan, and everything that is wrong with the lesson, nothing of it printed.
  func outcome(
    of loaded: LoadedLesson, options: PlanOptions
  ) throws -> (plan: LessonPlan?, diagnostics: [Diagnostic]) {
    do {
      let outcome = try LessonPlanner.plan(loaded, options: options)
      // A figure in prose may be one that a run has measured, though nothing expects it.
      guard let lesson = loaded.lesson,
        outcome.diagnostics.contains(where: { $0.code == "number-in-prose" })
      else { return outcome }
      var loaded = loaded
      loaded.measured = measured(lesson)
      return try LessonPlanner.plan(loaded, options: options)
    } catch UsageError.unusableData(let problem) {
      throw Failure(problem)
    } catch {
      throw Failure(.usage, error.description)
    }
  }

  /// What the last run with the lesson's defaults measured; nothing where there is no record.
  private func measured(_ lesson: ParsedLesson) -> [String: JSONValue] {
    let folder = installation.reports.appendingPathComponent(lesson.frontMatter.id.value)
    let url = folder.appendingPathComponent(ReportFiles.record)
    guard let record = try? RunRecordFile.read(from: url), record.status == .complete else {
      return [:]
    }
    return Dictionary(
      record.steps.map { ($0.id, .object($0.results)) }, uniquingKeysWith: { first, _ in first })
  }

  /// The plans of all lessons, and the first failure of those that have none.
  ///
  /// Prints what is wrong with each of them: none keeps the others from having theirs.
  func plans() throws -> (plans: [LessonPlan], failure: Failure?) {
    var plans: [LessonPlan] = []
    var first: Failure?
    for name in try names() {
      do {
        plans.append(try plan(name, options: PlanOptions()))
      } catch {
        let failure = error as? Failure ?? Failure(.defect, "this should not happen: \(error)")
        failure.print()
        first = first ?? Failure(failure.status)
      }
    }
    return (plans, first)
  }
}
