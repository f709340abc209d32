import Foundation
import Lessons
import Records
import Testing

@testable import Checking

@Suite struct GitHubAnnotationsTests {
  @Test func namesTheFileAndTheLine() {
    let lesson = Samples.checked(Samples.record(verdict: .fail, text: "is 50%, not less"))
    #expect(
      GitHubAnnotations.lines([lesson]).first
        == "::error file=lessons/small.md,line=16,endLine=16,title=build::"
        + "build.loss: < 0.3: fails: is 50%25, not less")
  }

  @Test func saysNothingWhereAllIsWell() {
    #expect(GitHubAnnotations.lines([Samples.checked()]) == [])
  }

  @Test func namesFilesFromTheWorkspaceOn() {
    var lesson = Samples.checked(Samples.record(error: "broken"))
    lesson.file = "/work/space/lessons/a, b: c.md"
    let line = GitHubAnnotations.lines(
      [lesson],
      paths: WorkspacePaths(
        workspace: "/work/space", folder: URL(fileURLWithPath: "/work/space/course")))[0]
    #expect(line.hasPrefix("::error file=lessons/a%2C b%3A c.md,line=7,"), "\(line)")
  }

  @Test func showsTenOfAKindAndCountsTheRest() {
    var lesson = Samples.checked()
    let place = SourceLocation(line: 3, column: 1)
    lesson.diagnostics = (0..<25).map { number in
      Diagnostic(
        number < 12 ? .error : .warning, code: "c", file: "a.md", range: SourceRange(place, place),
        message: "\(number)", notes: ["what to do"])
    }
    let lines = GitHubAnnotations.lines([lesson])
    #expect(lines.count { $0.hasPrefix("::error ") } == 10)
    #expect(lines.count { $0.hasPrefix("::warning ") } == 10)
    #expect(lines[10].hasPrefix("::notice::12 errors in all"))
    #expect(lines[21].hasPrefix("::notice::13 warnings in all"))
    #expect(lines[11].hasSuffix("title=c::12%0Awhat to do"))
  }

  @Test(arguments: Samples.hostile)
  func leavesNoTextThatTheRunnerTakesForACommand(text: String) {
    let records = [Samples.record(verdict: .fail, text: text), Samples.record(error: text)]
    for line in records.flatMap({ GitHubAnnotations.lines([Samples.checked($0)]) }) {
      #expect(!line.contains { $0.isNewline } && line.hasPrefix("::error file="))
      #expect(!line.unicodeScalars.contains { $0.value < 0x20 || $0.value == 0x202E })
      // The runner looks for `::` at the start and for the end of the properties; the rest is text.
      #expect(line.components(separatedBy: "::")[1].hasPrefix("error file=lessons/small.md,"))
    }
  }
}
