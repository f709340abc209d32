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

  /// Reads one lesson, by name or by the path of its file.
  func load(_ name: String) throws -> LoadedLesson {
    // A hand-out may lie in the current folder, whose lessons are elsewhere.
    guard let url = loader.url(named: name) ?? loader.url(named: "\(name).md") else {
      let names = try names()
      let stem = name.hasSuffix(".md") ? String(name.dropLast(3)) : name
      let meant = names.contains(stem) ? stem : NearestName.of(stem, in: names)
      let nearest = meant.map { " Did you mean \($0)?" } ?? ""
      throw Failure(
        .usage,
        "there is no lesson \(name).\(nearest) Lessons: \(names.joined(separator: ", "))")
    }
    do {
      return try loader.load(url)
    } catch let problem as NamedFile.Problem {
      throw Failure(problem)
    } catch {
      let isThere = FileManager.default.fileExists(atPath: url.path)
      throw Failure(isThere ? .io : .missing, "\(url.path): \(FileProblem.text(error))")
    }
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

  /// The plans of several lessons.
  ///
  /// Throws after having printed what is wrong with all of them.
  func plans(_ names: [String], options: PlanOptions) throws -> [LessonPlan] {
    var plans: [LessonPlan] = []
    var invalid: Failure?
    for name in names {
      do {
        plans.append(try plan(name, options: options))
      } catch let failure as Failure where failure.status == .invalid {
        invalid = failure
      }
    }
    if let invalid { throw invalid }
    return plans
  }
}
