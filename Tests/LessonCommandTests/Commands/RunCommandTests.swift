import Engine
import Foundation
import Records
import Testing

@Suite struct RunCommandTests {
  /// A lesson with an asset that is not there.
  private static let needingReviews = Workplace.lesson.replacing(
    "- head: $width", with: "- dataset: reviews\n  as: dataset\n- head: $width")
  private static let manifestOfReviews = """
    {"assets": [{"name": "reviews", "kind": "data", "summary": "s", "license": "l",
    "citation": "c", "package": {"name": "p", "version": "1", "folder": "f", "bytes": 5,
    "sha256": "\(Workplace.digest)"}, "files": [{"name": "t.csv", "bytes": 1, "sha256": "\(Workplace.digest)"}],
    "table": {"text_column": "text", "label_column": "label", "class_names": ["a", "b"]}}]}
    """

  @Test(arguments: ["run", "check"])
  func namesThePlaceOfAnAssetThatIsNotListed(command: String) throws {
    let lesson = Self.needingReviews.replacing("dataset: reviews", with: "dataset: reviws")
    let workplace = try Workplace(lesson: lesson)
    try workplace.write("lessons/assets.json", Self.manifestOfReviews)
    let outcome = try workplace.lesson(command, "tiny")
    #expect(outcome.status == 65)
    #expect(
      outcome.errors.contains(
        "tiny.md:16:12: error: no data is called `reviws` in assets.json [unknown-asset]"),
      "\(outcome.errors)")
    #expect(outcome.errors.contains("did you mean `reviews`?"))
  }

  /// Everything that names data would seem to be wrong.
  @Test(arguments: ["run", "show", "student", "check"])
  func saysThatTheListOfAssetsCannotBeRead(command: String) throws {
    let workplace = try Workplace(lesson: Self.needingReviews)
    for (list, problem) in [
      ("{", "assets.json:1:2: not JSON"),
      (
        #"{"assets": [], "assets": []}"#,
        "assets.json:1: not a list of assets: it has `assets` twice"
      ),
    ] {
      try workplace.write("lessons/assets.json", list)
      let outcome = try workplace.lesson(command, "tiny")
      #expect(outcome.status == 65, "\(outcome.errors)")
      #expect(outcome.errors.contains(problem), "\(outcome.errors)")
      #expect(!outcome.errors.contains("unknown-asset"), "\(outcome.errors)")
    }
  }

  @Test func saysWhatIsNotTheNotebooks() throws {
    let outcome = try Workplace().lesson("run", "tiny", "-p", "width=9")
    #expect(
      outcome.output.contains(
        """
        Not as in the notebook (the report says why):
        - no backbone
        - added 1 step: build-head
        - not the lesson’s own values: width

        """), "\(outcome.output)")
    let own = Workplace.lesson.replacing(/notebook: .*\n/, with: "")
      .replacing(/departures:\n.*\n/, with: "").replacing(" cell=none", with: "")
    let alone = try Workplace(lesson: own).lesson("run", "tiny")
    #expect(alone.status == 0, "\(alone.errors)")
    #expect(!alone.output.contains("notebook"), "\(alone.output)")
  }

  @Test func writesTheReportAndSaysWhereItIs() throws {
    let workplace = try Workplace()
    let outcome = try workplace.lesson("run", "tiny")
    #expect(outcome.status == 0, "\(outcome.errors)")
    #expect(outcome.output.contains("- no backbone"))
    #expect(outcome.output.contains("reports/tiny/report.html"))
    for file in ["run.json", "report.md", "report.html"] {
      #expect(workplace.exists("reports/tiny/\(file)"))
    }
    #expect(!workplace.exists("reports/tiny.partial"))
    let record = try RunRecordFile.read(from: workplace.url("reports/tiny/run.json"))
    #expect(record.status == .complete)
    #expect(record.step("build-head")?.results["head_parameters"] == 46)
    #expect(record.engine.products == EngineRecord.exactProducts)
    #expect(record.engine.kernels == KernelChoice.current)
  }

  @Test func replacesTheReportOfAnEarlierRun() throws {
    let workplace = try Workplace()
    #expect(try workplace.lesson("run", "tiny").status == 0)
    let old = try workplace.text("reports/tiny/run.json")
    try workplace.write("reports/tiny.partial/run.json", old)
    #expect(try workplace.lesson("run", "tiny").status == 0)
    #expect(try workplace.text("reports/tiny/run.json") != old)
    #expect(!workplace.exists("reports/tiny.partial"))
  }

  @Test func namesTheFolderAfterWhatIsNotTheDefault() throws {
    let workplace = try Workplace()
    #expect(try workplace.lesson("run", "tiny", "--profile", "wide").status == 0)
    #expect(workplace.exists("reports/tiny-wide/run.json"))
    #expect(try workplace.lesson("run", "tiny", "--seed", "9").status == 0)
    #expect(workplace.exists("reports/tiny-seed9/run.json"))
  }

  @Test func writesWhereOutSays() throws {
    let workplace = try Workplace()
    #expect(try workplace.lesson("run", "tiny", "--out", "a/b").status == 0)
    #expect(workplace.exists("a/b/tiny/report.html"))
    #expect(!workplace.exists("reports"))
  }

  @Test func endsWith74WhereTheFolderCannotBeWritten() throws {
    let workplace = try Workplace()
    try workplace.write("file", "")
    let outcome = try workplace.lesson("run", "tiny", "--out", "file/reports")
    #expect(outcome.status == 74)
    #expect(outcome.errors.contains("file/reports"))
    #expect(outcome.errors.contains("--out names another folder"))
  }

  @Test func keepsProgressOffTheResults() throws {
    let workplace = try Workplace()
    let outcome = try workplace.lesson("run", "tiny")
    #expect(outcome.errors.hasPrefix("step 1 of 1: build-head: complete, "))
    #expect(outcome.errors.components(separatedBy: "step 1").count == 2)
    #expect(!outcome.output.contains("step 1"))
    #expect(!(outcome.errors + outcome.output).contains("\u{1B}"))
    #expect(try workplace.lesson("run", "tiny", "--quiet").errors.isEmpty)
  }

  @Test func findsEverythingWrongInALessonBeforeItRuns() throws {
    let lesson = Workplace.lesson
      .replacing("- head: $width", with: "- haed: $width")
      .replacing("head_parameters: 46", with: "head_parameters: fourty-six")
    let workplace = try Workplace(lesson: lesson)
    let outcome = try workplace.lesson("run", "tiny")
    #expect(outcome.status == 65)
    #expect(outcome.errors.contains("lessons/tiny.md:16:3: error:"), "\(outcome.errors)")
    #expect(outcome.errors.contains("[unknown-action]"))
    #expect(outcome.errors.contains("lessons/tiny.md:23:"))
    #expect(!workplace.exists("reports"))
  }

  @Test func saysOfflineWhatIsMissing() throws {
    let workplace = try Workplace(lesson: Self.needingReviews)
    try workplace.write("lessons/assets.json", Self.manifestOfReviews)
    let outcome = try workplace.lesson("run", "tiny", "--offline")
    #expect(outcome.status == 66)
    #expect(outcome.errors.contains("the package p 1 of the Python package index (5 bytes)"))
    #expect(!workplace.exists("reports/tiny.partial"))
  }

  @Test func worksWhereItIsInstalled() throws {
    let workplace = try Workplace()
    let command = workplace.url("prefix/bin/lesson")
    try workplace.write("prefix/bin/placeholder", "")
    try FileManager.default.copyItem(at: Workplace.command, to: command)
    try workplace.write("prefix/share/lesson/placeholder", "")
    try FileManager.default.moveItem(
      at: workplace.url("lessons"), to: workplace.url("prefix/share/lesson/lessons"))
    let outcome = try workplace.lesson(["run", "tiny"], command: command)
    #expect(outcome.status == 0, "\(outcome.errors)")
    #expect(workplace.exists("reports/tiny/report.html"))
  }

  @Test func saysWhereItLookedForLessons() throws {
    let workplace = try Workplace()
    try FileManager.default.removeItem(at: workplace.url("lessons"))
    let outcome = try workplace.lesson("list")
    #expect(outcome.status == 66)
    #expect(outcome.errors.contains("there is no lessons/assets.json, "), "\(outcome.errors)")
  }
}
