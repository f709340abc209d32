import Foundation
import Testing

@testable import Lessons

/// Whatever an author does to a lesson, the message says where and why.
@Suite struct BrokenLessonTests {
  private static let cells = try? Data(
    contentsOf: BrokenLesson.folder.appending(path: "9_1.cells.json"))

  @Test func hasTwoHundredWaysToBreakALesson() {
    #expect(BrokenLesson.all.count >= 200)
    #expect(Set(BrokenLesson.all.map(\.bytes)).count == BrokenLesson.all.count)
    #expect(!Set(BrokenLesson.all.map(\.bytes)).contains(Array(BrokenLesson.original.utf8)))
  }

  @Test(arguments: BrokenLesson.all)
  func refusesWithAPlaceAndAReason(broken: BrokenLesson) throws {
    let data = Data(broken.bytes)
    let (lesson, diagnostics) = LessonParser.parse(
      data, file: "9_1.md", folder: BrokenLesson.folder)
    let source = SourceText(file: "9_1.md", data: data)
    var bag = DiagnosticBag(file: "9_1.cells.json")
    let cells = NotebookCellsFile.read(try #require(Self.cells), &bag)
    let loaded = LoadedLesson(
      lesson: lesson, answers: [], cells: cells, diagnostics: diagnostics,
      sources: ["9_1.md": source], folder: BrokenLesson.folder)
    var options = PlanOptions()
    // A mistake in a variant, too.
    options.plansVariants = true
    let outcome = try LessonPlanner.plan(loaded, options: options)
    #expect(outcome.plan == nil)
    let errors = outcome.diagnostics.filter { $0.severity == .error }
    let first = try #require(errors.first)
    for error in errors {
      #expect(!error.message.isEmpty && !error.code.isEmpty)
      #expect((1...source.lines.count).contains(error.range.lowerBound.line))
    }
    let text = DiagnosticPrinter(color: false).text([first], sources: loaded.sources)
    #expect(text.hasPrefix("9_1.md:\(first.range.lowerBound): error: "))
    #expect(text.contains("[\(first.code)]"))
    #expect(text.utf8.count < 4000, "a message is for reading")
  }
}
