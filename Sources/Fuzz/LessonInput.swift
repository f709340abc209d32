import Foundation
import HandIn
import Lessons
import Report

/// Reads an input as a lesson, and looks at what is promised of every lesson.
enum LessonInput {
  static let front = "---\nid: a\ntitle: T\nseed: 1\nparameters: {a: 1}\n---\n"
  static let step = "```step a\n- head: 4\n  hidden: 2\n  labels: 2\n```\n"
  private static let questions = """
    <!-- question low-loss points=4 -->
    Why?
    <!-- end -->
    <!-- question b -->
    What for?
    <!-- end -->
    """

  static let answersTemplate: AnswersTemplate = {
    let found = LessonParser.parse(Data((front + questions).utf8), file: "a.md")
    guard let lesson = found.lesson else { fatalError("the fuzzer's own lesson is wrong") }
    return AnswersTemplate(lesson)
  }()

  static func outcome(_ input: [UInt8], mustBeReadable: Bool = false) -> FuzzTarget.Outcome {
    let data = Data(input)
    let nowhere = URL(fileURLWithPath: "/nonexistent")
    let parsed = LessonParser.parse(data, file: "a.md", folder: nowhere)
    let source = SourceText(file: "a.md", data: data)
    let loaded = LoadedLesson(
      lesson: parsed.lesson, answers: [], cells: nil, diagnostics: parsed.diagnostics,
      sources: ["a.md": source], folder: nowhere)
    var options = PlanOptions()
    options.plansVariants = true
    let planned = try? LessonPlanner.plan(loaded, options: options)
    let diagnostics = planned?.diagnostics ?? parsed.diagnostics
    var finding = problem(of: diagnostics, in: source)
    let isRefused = diagnostics.contains { $0.severity == .error }
    if planned?.plan == nil, !isRefused {
      finding = finding ?? "refused without an error"
    } else if mustBeReadable, parsed.lesson == nil {
      finding = finding ?? "a draft that cannot be read: \(diagnostics.first?.message ?? "")"
    }
    return FuzzTarget.Outcome(
      signature: Set(diagnostics.map(\.code)).sorted().joined(separator: " "), finding: finding)
  }

  /// What is wrong with some diagnostics: each has a place in the file, and can be printed.
  private static func problem(of diagnostics: [Diagnostic], in source: SourceText) -> String? {
    for diagnostic in diagnostics {
      let (start, end) = (diagnostic.range.lowerBound, diagnostic.range.upperBound)
      let isInside = [start, end].allSatisfy { place in
        (1...source.lines.count).contains(place.line)
          && (1...source.line(place.line).utf8.count + 1).contains(place.column)
      }
      if !isInside || end < start { return "\(diagnostic.code): a place outside: \(start)-\(end)" }
      if diagnostic.message.isEmpty { return "\(diagnostic.code): no message" }
    }
    let text = DiagnosticPrinter(color: false).text(diagnostics, sources: [source.file: source])
    let acts = text.unicodeScalars.contains { $0.value < 0x20 && $0 != "\n" || $0.value == 0x202E }
    return acts ? "a message with a control character" : nil
  }
}
