import Foundation
import Testing

@Suite struct InformationTests {
  @Test func listsLessonsWithTheirProfiles() throws {
    let outcome = try Workplace().lesson("list")
    #expect(outcome.status == 0)
    #expect(outcome.output == "tiny  A head alone  [wide]\n")
  }

  @Test func listsALessonThatCannotBeReadAsSuch() throws {
    let outcome = try Workplace(lesson: "no front matter").lesson("list")
    #expect(outcome.status == 0)
    #expect(outcome.output.contains("`lesson check tiny` says why"))
  }

  @Test func endsWith74WhereItsResultsCannotBeWritten() throws {
    let workplace = try Workplace()
    let shell = URL(fileURLWithPath: "/bin/sh")
    let script = #""$0" list > /dev/full"#
    let outcome = try workplace.lesson(["-c", script, Workplace.command.path], command: shell)
    #expect(outcome.status == 74)
    #expect(outcome.errors.contains("standard output: No space left on device"))
  }

  @Test func showsThePlanWithItsParameters() throws {
    let outcome = try Workplace().lesson("show", "tiny", "-p", "width=32")
    #expect(outcome.status == 0)
    #expect(outcome.output.contains("build-head"))
    #expect(outcome.output.contains("32"))
  }

  @Test func explainsTheActions() throws {
    let all = try Workplace().lesson("steps")
    let one = try Workplace().lesson("steps", "head")
    #expect(all.status == 0 && one.status == 0)
    #expect(all.output.contains("tokenize"))
    #expect(one.output.contains("hidden") && !one.output.contains("tokenize"))
  }

  @Test func findsThisMachineFit() throws {
    let outcome = try Workplace().lesson("doctor")
    #expect(outcome.output.contains("in use, as defined to the last bit"), "\(outcome.output)")
    for library in ["libcmark 0.", "libpng 1.", "libjpeg-turbo ", "zlib 1."] {
      #expect(outcome.output.contains(library), "\(outcome.output)")
    }
  }

  @Test func refusesADamagedManifest() throws {
    let workplace = try Workplace()
    try workplace.write("lessons/assets.json", "[]")
    let outcome = try workplace.lesson("assets")
    #expect(outcome.status == 65)
    #expect(outcome.errors.contains("assets.json"))
  }
}
