import Files
import Foundation
import HandIn
import Lessons
import Records
import Report

/// A student's own variant on the command line: from their answers file to a plan.
struct OwnVariantRun {
  let loaded: LoadedLesson
  let lesson: ParsedLesson

  /// - Parameter loaded: a lesson that can be read.
  init(_ loaded: LoadedLesson) throws {
    guard let lesson = loaded.lesson else { throw Failure(.invalid) }
    (self.loaded, self.lesson) = (loaded, lesson)
  }

  /// The plan of the variant called `name` in an answers file.
  ///
  /// Throws after having printed what is wrong with it.
  ///
  /// - Parameter answers: the file; the lesson's own of the current folder where it is left out.
  func plan(_ name: String, answers: String?, options: PlanOptions) throws -> LessonPlan {
    let template = AnswersTemplate(lesson)
    let path = answers ?? template.file
    guard FileManager.default.fileExists(atPath: URL(typed: path).path) else {
      throw Failure(
        .missing,
        "\(path): there is no such file; a variant of your own stands in your answers, which "
          + "`lesson student \(template.lesson)` makes a file for, and --answers names it")
    }
    let text = try HandInFiles.text(path)
    let questions = template.questions.map(\.id)
    let own = try handIn { () throws(HandInProblem) in
      try OwnVariantsReader.variants(in: text, file: path, questions: questions)
    }
    return try Self.plan(try Self.chosen(name, own, path), name, loaded, options)
  }

  /// The plan of a variant that a hand-in carries.
  static func plan(
    _ own: OwnVariant, name: String, _ loaded: LoadedLesson, _ options: PlanOptions
  ) throws -> LessonPlan {
    let title = "the variant under \(OneLine.of(own.question))"
    return try plan(OwnText(own, name: title), name, loaded, options)
  }

  private static func plan(
    _ text: OwnText, _ name: String, _ loaded: LoadedLesson, _ options: PlanOptions
  ) throws -> LessonPlan {
    let outcome: OwnPlanner.Outcome
    do {
      outcome = try OwnPlanner.plan(loaded, text, name: name, options: options)
    } catch UsageError.unusableData(let problem) {
      throw Failure(problem)
    } catch {
      throw Failure(.usage, error.description)
    }
    if !outcome.diagnostics.isEmpty {
      let printer = DiagnosticPrinter(color: Terminal.standardError.usesColor)
      Terminal.errorLine(printer.text(outcome.diagnostics, sources: outcome.sources))
    }
    guard let plan = outcome.plan else { throw Failure(.invalid) }
    return plan
  }

  private static func chosen(_ name: String, _ own: [OwnText], _ path: String) throws -> OwnText {
    guard let first = own.first else {
      throw Failure(
        .invalid,
        "\(path): no variant stands in it; give a step anew below a question, in a block that starts "
          + "with ```instead STEP")
    }
    if name == OwnVariant.name, own.count == 1 { return first }
    if let one = own.first(where: { $0.name == name }) { return one }
    let names = own.map { OneLine.of($0.name) }.joined(separator: ", ")
    let why = name == OwnVariant.name ? "there are several variants" : "no variant is called so"
    throw Failure(.usage, "\(path): \(why): ask for one of \(names)")
  }
}
