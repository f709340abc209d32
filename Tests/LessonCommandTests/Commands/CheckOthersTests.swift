import Foundation
import Records
import Testing

/// One lesson that is not as it should be keeps no other from being checked, and none is passed over.
@Suite struct CheckOthersTests {
  private func lesson(_ id: String, expecting count: Int = 46) -> String {
    Workplace.lesson.replacing("id: \"tiny\"", with: "id: \"\(id)\"")
      .replacing("head_parameters: 46", with: "head_parameters: \(count)")
  }

  /// What the JSON says of each lesson, by its name.
  private func lessons(_ workplace: Workplace) throws -> [String: JSONValue] {
    let value = try JSONReader.value(of: try workplace.text("check.json"))
    let all = value["lessons"]?.array ?? []
    return Dictionary(all.map { ($0["name"]?.string ?? "", $0) }) { first, _ in first }
  }

  private func check(_ workplace: Workplace, _ arguments: String...) throws -> Workplace.Outcome {
    try workplace.lesson(
      ["check", "-q", "--junit", "check.xml", "--json", "check.json"] + arguments,
      environment: [
        "GITHUB_ACTIONS": "true", "CI": "true",
        "GITHUB_STEP_SUMMARY": workplace.url("summary.md").path,
      ])
  }

  @Test(arguments: ["übung1", "Week 1", "a.b", "_draft"])
  func checksALessonWhateverItsFileIsCalled(name: String) throws {
    let workplace = try Workplace()
    try workplace.write("lessons/\(name).md", lesson("other", expecting: 1))
    #expect(try workplace.lesson("list").output.contains("\(name)  A head alone"))
    let outcome = try check(workplace)
    #expect(outcome.status == 1, "\(outcome.output)")
    #expect(outcome.output.contains("lessons/\(name).md:23: build-head.head_parameters: 1: fails"))
    #expect(try workplace.lesson("check", name, "-q").status == 1)
  }

  @Test func saysWhatIsWrongWithANameThatIsNearlyALessons() throws {
    let workplace = try Workplace()
    try workplace.write("lessons/a.md.md", lesson("a"))
    #expect(try check(workplace).status == 65)
    #expect(try lessons(workplace)["a.md.md"]?["valid"] == false)
    for name in ["a.md.md", "a.md", "a"] {
      let outcome = try workplace.lesson("check", name)
      #expect(outcome.status == 65)
      #expect(outcome.errors.contains("lessons/a.md.md: the name ends in .md twice"))
    }
  }

  @Test(arguments: [("cells.json", "a notebook’s cells"), ("instructor.md", "a lesson’s answers")])
  func saysWhatAPipeBesideALessonShouldBe(ending: String, what: String) throws {
    let workplace = try Workplace()
    #expect(mkfifo(workplace.url("lessons/tiny.\(ending)").path, 0o600) == 0)
    let outcome = try workplace.lesson("check", "tiny")
    #expect(outcome.status == 65)
    #expect(
      outcome.errors.contains(
        "tiny.\(ending) beside it: a pipe or device, not a file; \(what) are one file"))
  }

  @Test func saysWhoMultiplied() throws {
    let workplace = try Workplace()
    let outcome = try workplace.lesson("check", "-q", "--products", "openblas", "--json", "c.json")
    // Where the library is not there, that is said.
    guard outcome.status != 69 else { return }
    #expect(outcome.output.contains("tiny: multiplied by OpenBLAS "), "\(outcome.output)")
    let value = try JSONReader.value(of: try workplace.text("c.json"))
    let run = value["lessons"]?.array?.first?["run"]
    #expect(run?["products"]?.string?.hasPrefix("OpenBLAS ") == true)
    #expect(try !workplace.lesson("check", "-q").output.contains("multiplied by"))
  }

  @Test func checksTheOthersWhereOneIsInvalid() throws {
    let workplace = try Workplace()
    try workplace.write("lessons/a.md", lesson("a").replacing("- head:", with: "- haed:"))
    try workplace.write("lessons/z.md", lesson("z", expecting: 1))
    let outcome = try check(workplace)
    #expect(outcome.status == 65)
    let found = try lessons(workplace)
    #expect(found["a"]?["valid"] == false && found["tiny"]?["passes"] == true)
    #expect(found["z"]?["valid"] == true && found["z"]?["passes"] == false)
    #expect(outcome.output.contains("tiny: expectations: 1 pass"))
    let summary = try workplace.text("summary.md")
    #expect(summary.contains("2 of 3 not as they say"), "\(summary)")
    #expect(summary.contains("| **invalid** |") && summary.contains("| passes |"))
    let xml = try workplace.text("check.xml")
    #expect(xml.contains("<testsuite name=\"lesson.tiny\" tests=\"3\" failures=\"0\" errors=\"0\""))
  }

  @Test func saysTheSameOfAValidLessonEverywhere() throws {
    let workplace = try Workplace()
    try workplace.write("lessons/a.md", lesson("a").replacing("- head:", with: "- haed:"))
    let outcome = try check(workplace, "--validate")
    #expect(outcome.status == 65)
    #expect(outcome.output.contains("tiny: valid; nothing was run"))
    #expect(try lessons(workplace)["tiny"]?["passes"] == true)
    #expect(try workplace.text("summary.md").contains("1 of 2 not as they say"))
  }

  @Test func namesALinkThatLeadsNowhereAndGoesOn() throws {
    let workplace = try Workplace()
    try FileManager.default.createSymbolicLink(
      atPath: workplace.url("lessons/dangling.md").path, withDestinationPath: "/nonexistent")
    let list = try workplace.lesson("list")
    #expect(list.status == 0)
    #expect(
      list.output.contains(
        "dangling  (cannot be read: a link to /nonexistent, which leads nowhere)"))
    #expect(list.output.contains("tiny  A head alone"))
    let outcome = try check(workplace)
    #expect(outcome.status == 66, "\(outcome.output)")
    #expect(try lessons(workplace)["tiny"]?["passes"] == true)
    #expect(try lessons(workplace)["dangling"]?["valid"] == false)
    #expect(try workplace.text("check.xml").contains("leads nowhere"))
    #expect(try workplace.lesson("run", "tiny", "-q").status == 0)
    #expect(try workplace.lesson("fetch").status == 66)
    #expect(try workplace.lesson().status == 0)
  }

  @Test func namesAFolderOrPipeAmongTheLessonsAndGoesOn() throws {
    let workplace = try Workplace()
    try FileManager.default.createDirectory(
      at: workplace.url("lessons/folder.md"), withIntermediateDirectories: true)
    #expect(mkfifo(workplace.url("lessons/pipe.md").path, 0o600) == 0)
    let list = try workplace.lesson("list")
    #expect(list.status == 0)
    #expect(list.output.contains("folder  (cannot be read: a folder, not a file"))
    #expect(list.output.contains("pipe  (cannot be read: a pipe or device, not a file"))
    let outcome = try check(workplace)
    #expect(outcome.status == 65)
    #expect(try lessons(workplace)["tiny"]?["passes"] == true)
    #expect(try lessons(workplace)["pipe"]?["valid"] == false)
  }

  @Test func refusesTwoLessonsOfOneID() throws {
    let workplace = try Workplace()
    try workplace.write("lessons/twin.md", lesson("tiny"))
    try workplace.write("lessons/other.md", lesson("other"))
    let outcome = try check(workplace)
    #expect(outcome.status == 65)
    #expect(outcome.output.contains("`tiny` is the id of another lesson too: lessons/twin.md"))
    #expect(outcome.output.contains("[duplicate-lesson-id]"))
    #expect(try lessons(workplace)["other"]?["passes"] == true)
    #expect(
      try workplace.lesson("list").output.contains("twin  A head alone  [wide]  (cannot be run: "))
    #expect(try workplace.lesson("run", "twin", "-q").status == 65)
    #expect(!workplace.exists("reports/tiny"))
    #expect(try workplace.lesson("run", "other", "-q").status == 0)
  }

  @Test func refusesTwoLessonsOfOneIDFromTwoFolders() throws {
    let workplace = try Workplace()
    try workplace.write("a/x.md", lesson("x"))
    try workplace.write("b/x.md", lesson("x"))
    #expect(try check(workplace, "a/x.md").status == 0)
    let both = try check(workplace, "a/x.md", "b/x.md")
    #expect(both.status == 65)
    #expect(both.output.contains("`x` is the id of another lesson too: b/x.md"))
  }

  @Test func namesAFileThatSeemsToBeALesson() throws {
    let workplace = try Workplace()
    try workplace.write("lessons/Intro.MD", lesson("intro"))
    let outcome = try check(workplace)
    #expect(outcome.status == 65)
    #expect(
      outcome.output.contains("lessons/Intro.MD:1:1: error: the name of a lesson ends in .md"))
    #expect(try lessons(workplace)["Intro.MD"]?["valid"] == false)
  }

  @Test func goesOnAfterALessonWithoutTheParameterThatIsSet() throws {
    let workplace = try Workplace()
    try workplace.write(
      "lessons/a.md",
      lesson("a").replacing("{width: 8}", with: "{size: 8}")
        .replacing("$width", with: "$size").replacing("{width: 16}", with: "{size: 16}"))
    let outcome = try check(workplace, "-p", "width=8")
    #expect(outcome.status == 64)
    #expect(outcome.output.contains("width"))
    #expect(outcome.output.contains("tiny: expectations: 1 pass"))
    #expect(try lessons(workplace)["a"]?["error"]?.string?.contains("width") == true)
  }

  @Test func refusesWhatTheMachineHasNotTheMemoryForAndGoesOn() throws {
    let workplace = try Workplace()
    try workplace.write(
      "lessons/big.md", lesson("big").replacing("{width: 8}", with: "{width: 4000000000}"))
    let outcome = try check(workplace)
    #expect(outcome.status == 69, "\(outcome.output)")
    #expect(
      outcome.output.contains(
        "step build-head: a head of 4,000,000,000 × 4 × 2 numbers takes 64.0 GB, the run at least"))
    #expect(try lessons(workplace)["tiny"]?["passes"] == true)
    let xml = try workplace.text("check.xml")
    #expect(xml.contains("lesson.big") && xml.contains("takes 64.0 GB"))
    let run = try workplace.lesson("run", "tiny", "-q", "-p", "width=9007199254740991")
    #expect(run.status == 69)
    #expect(run.errors.contains("lesson: step build-head: a head of"), "\(run.errors)")
  }

  @Test(arguments: [("lessons/assets.json", "{", 65), ("lessons/assets.json", "[]", 65)])
  func leavesNoOutcomeOfAnEarlierCheck(file: String, text: String, status: Int32) throws {
    let workplace = try Workplace()
    let command = ["check", "-q", "--junit", "check.xml", "--json", "check.json"]
    #expect(try workplace.lesson(command).status == 0)
    try workplace.write(file, text)
    #expect(try workplace.lesson(command).status == status)
    #expect(try workplace.text("check.xml").contains("errors=\"1\""))
    #expect(try !workplace.text("check.json").contains("\"passes\":true"))
    let other = try workplace.lesson(command + ["--kernels", "x"])
    #expect(other.status == 64 && other.errors.contains("there are no kernels x"))
    #expect(try workplace.text("check.json").contains("there are no kernels x"))
  }

  @Test(arguments: [
    ["import", "a.ipynb", "--id", "../../evil"], ["new", "../evil"], ["new", "README"],
    ["import", "a.ipynb", "--id", "readme"],
  ])
  func namesNoLessonAfterAnotherPlace(arguments: [String]) throws {
    let workplace = try Workplace()
    try workplace.write("a.ipynb", "{\"nbformat\": 4, \"metadata\": {}, \"cells\": []}")
    let outcome = try workplace.lesson(arguments)
    #expect(outcome.status == 64, "\(outcome.errors)")
    #expect(!workplace.exists("lessons/README.md") && !workplace.exists("../evil.md"))
  }

  @Test func saysInARunThatAnExpectationFails() throws {
    let workplace = try Workplace(lesson: lesson("tiny", expecting: 1))
    let outcome = try workplace.lesson("run", "tiny", "-q")
    #expect(outcome.status == 0)
    #expect(outcome.output.contains("1 expectation fails; `lesson check tiny` says which\n"))
    #expect(try !Workplace().lesson("run", "tiny", "-q").output.contains("fails"))
  }

  @Test func failsAModelAnswerThatContradictsItsCheck() throws {
    let workplace = try Workplace()
    let answer =
      "<!-- answer how-many -->\nSome add up.\n\nvalue: 46\n\n```check\nvalue: 46\n```\n<!-- end -->\n"
    try workplace.write("lessons/tiny.instructor.md", answer)
    #expect(try check(workplace).status == 0)
    try workplace.write(
      "lessons/tiny.instructor.md", answer.replacing("check\nvalue: 46", with: "check\nvalue: 47"))
    let outcome = try check(workplace)
    #expect(outcome.status == 1)
    #expect(
      outcome.output.contains(
        "lessons/tiny.instructor.md:1: answer how-many: the check does not accept the model answer, "
          + "which says `value: 46`"))
    let show = try workplace.lesson("show", "tiny")
    #expect(show.status == 0 && show.errors.contains("does not accept the model answer"))
  }
}
