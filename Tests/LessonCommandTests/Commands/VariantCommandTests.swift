import Foundation
import Records
import Testing

/// Variants as a student meets them: predict, run, compare, write one, hand in.
@Suite struct VariantCommandTests {
  private static let lesson =
    Workplace.lesson + """
      <!-- variant broad -->
      What if the layer between were of eight numbers?

      ```instead build-head
      - head: $width
        hidden: 8
        labels: 2
        as: head
      ```
      <!-- end -->

      <!-- question guess points=1 variant=broad -->
      How many numbers does it hold then?
      <!-- end -->

      """

  private static let answers = """
    ## how-many (2 points)

    Fewer, if the layer between is of three:

    ```instead build-head
    - head: $width
      hidden: 3
      labels: 2
      as: head
    ```

    """

  private func workplace(_ answers: String = answers) throws -> Workplace {
    let workplace = try Workplace(lesson: Self.lesson)
    try workplace.write("tiny.answers.md", answers)
    return workplace
  }

  @Test func setsAVariantBesideTheLessonItself() throws {
    let workplace = try workplace()
    let outcome = try workplace.lesson("run", "tiny", "--variant", "broad")
    #expect(outcome.status == 0, "\(outcome.errors)")
    #expect(outcome.errors.contains("First the lesson itself, to compare with:"))
    #expect(outcome.output.contains("Behind its question in the lesson’s own report: "))
    let page = try workplace.text("reports/tiny-broad/report.md")
    #expect(page.contains("-  hidden: 4\n+  hidden: 8"))
    #expect(page.contains("| `build-head.head_parameters` | 46 | 90 |"))
    // The report can be written again from its record alone.
    #expect(try workplace.lesson("report", "tiny-broad").status == 0)
    #expect(try workplace.text("reports/tiny-broad/report.md") == page)
    // Where there is a record of the lesson itself, that serves.
    #expect(try workplace.lesson("run", "tiny").status == 0)
    #expect(!(try workplace.text("reports/tiny/report.md").contains("| 46 | 90 |")))
    let again = try workplace.lesson("run", "tiny", "--variant", "broad")
    #expect(again.errors.contains("from the record reports/tiny/run.json"))
    #expect(try workplace.lesson("report", "tiny").status == 0)
    let plain = try workplace.text("reports/tiny/report.md")
    #expect(plain.contains("After your answer: what came of the variant"))
    #expect(plain.contains("| `build-head.head_parameters` | 46 | 90 |"))
  }

  @Test func runsTheLessonItselfWhereItsRecordDoesNotServe() throws {
    let workplace = try workplace()
    try workplace.write("reports/tiny/run.json", "{}")
    let outcome = try workplace.lesson("run", "tiny", "--variant", "broad")
    #expect(outcome.status == 0, "\(outcome.errors)")
    #expect(outcome.errors.contains("does not serve"))
    #expect(try workplace.text("reports/tiny-broad/report.md").contains("| 46 | 90 |"))
  }

  @Test func comparesAndSweepsVariants() throws {
    let workplace = try workplace()
    #expect(try workplace.lesson("run", "tiny", "--variant", "broad", "--quiet").status == 0)
    let compared = try workplace.lesson("compare", "tiny-broad", "--html", "pair.html")
    #expect(compared.status == 1)
    #expect(compared.output.contains("Steps that are others: build-head"))
    #expect(compared.output.contains("  variant: – | broad"))
    #expect(try workplace.text("pair.html").contains("What B changes"))
    let swept = try workplace.lesson("sweep", "tiny", "--variant", "broad", "--seeds", "1..2")
    #expect(swept.status == 0, "\(swept.errors)")
    #expect(
      swept.output.contains(
        """
          variant=(none): mean 46, standard deviation 0, from 46 to 46, 2 runs
          variant=broad: mean 90, standard deviation 0, from 90 to 90, 2 runs
        """), "\(swept.output)")
    let single = try workplace.lesson("compare", "tiny-seed1")
    #expect(single.status == 64)
    #expect(single.errors.contains("it is of no variant"))
  }

  @Test(arguments: ["broad,broad", "broad,", "narrow"]) func refusesToSweep(_ text: String) throws {
    let outcome = try workplace().lesson("sweep", "tiny", "--variant", text, "-n")
    #expect(outcome.status == 64, "\(outcome.output)")
  }

  @Test func runsAndHandsInAVariantOfTheStudentsOwn() throws {
    let workplace = try workplace()
    #expect(try workplace.lesson("run", "tiny", "--quiet").status == 0)
    let report = [
      "report", "tiny", "--student", "Ada", "--id", "17", "--answers", "tiny.answers.md",
    ]
    let early = try workplace.lesson(report)
    #expect(early.errors.contains("your variant under how-many has not run as it stands"))
    let run = ["run", "tiny", "--answers", "tiny.answers.md", "--variant", "mine"]
    let outcome = try workplace.lesson(run)
    #expect(outcome.status == 0, "\(outcome.errors)")
    #expect(outcome.output.contains("To hand it in with the rest"))
    #expect(
      try workplace.text("reports/tiny-mine/report.md").contains("-  hidden: 4\n+  hidden: 3"))
    let handedIn = try workplace.lesson(report)
    #expect(!handedIn.errors.contains("has not run"))
    #expect(
      try workplace.text("tiny-report.md").contains("| `build-head.head_parameters` | 46 | 35 |"))
    #expect(try workplace.lesson("verify", "tiny-report.html").status == 0)
    let replayed = try workplace.lesson("replay", "tiny-report.html", "--quiet")
    #expect(replayed.status == 0, "\(replayed.errors)")
    #expect(replayed.output.contains("variant mine:\nreplay: agrees in 1 step"))
    try workplace.write("in/ada.html", try workplace.text("tiny-report.html"))
    let collected = try workplace.lesson("collect", "in", "--out", "marking")
    #expect(collected.status == 0, "\(collected.errors)")
    let overview = try workplace.text("marking/overview.html")
    #expect(overview.contains("within the lesson’s limits"))
    #expect(overview.contains("+  hidden: 3"))
    // What was changed since is not what was run.
    try workplace.write(
      "tiny.answers.md", Self.answers.replacing("hidden: 3", with: "hidden: 2"))
    #expect(try workplace.lesson(report).errors.contains("has not run as it stands"))
    #expect(!(try workplace.text("tiny-report.md").contains("| 46 | 35 |")))
  }

  @Test func refusesWhatTheLessonDoesNotAllow() throws {
    let greedy = Self.answers.replacing("hidden: 3", with: "hidden: 100000000")
    let workplace = try workplace(greedy)
    let outcome = try workplace.lesson(
      "run", "tiny", "--answers", "tiny.answers.md", "--variant", "mine")
    #expect(outcome.status == 65)
    #expect(outcome.errors.contains("tiny.answers.md:5:12: error: this variant needs at least"))
    #expect(!workplace.exists("reports/tiny-mine"))
  }

  /// A record is not trusted: what it says that a student ran is planned as theirs is.
  @Test(arguments: [
    ("hidden: 3", "hidden: 100000000", "this variant needs at least"),
    (
      "- head: $width", "- dataset: ../secrets.csv\\n- head: $width",
      "names data and weights, not places"
    ),
    ("- head: $width", "- dataset: imdb\\n- head: $width", "no data is called"),
    ("- head: $width", "- hed: $width", "there is no action"),
  ])
  func refusesAHandInThatWasMadeUp(_ old: String, _ new: String, _ message: String) throws {
    let workplace = try workplace()
    #expect(try workplace.lesson("run", "tiny", "--quiet").status == 0)
    #expect(try workplace.lesson("run", "tiny", "--variant", "mine", "--quiet").status == 0)
    let report = ["report", "tiny", "--student", "Ada", "--answers", "tiny.answers.md"]
    #expect(try workplace.lesson(report).status == 0)
    let page = try workplace.text("tiny-report.html")
    let start = try #require(page.firstRange(of: "\"own\":"))
    let changed =
      page[..<start.lowerBound]
      + page[start.lowerBound...].replacing(old, with: new, maxReplacements: 1)
    try workplace.write("in/ada.html", String(changed))
    let collected = try workplace.lesson("collect", "in", "--out", "marking")
    #expect(collected.status == 0, "\(collected.errors)")
    let overview = try workplace.text("marking/overview.html")
    #expect(overview.contains("is refused") || overview.contains("refused:"), "\(overview)")
    #expect(overview.contains(message.prefix(20)))
    let replayed = try workplace.lesson("replay", "in/ada.html", "--quiet")
    #expect(replayed.status == 65, "\(replayed.output)\(replayed.errors)")
  }

  @Test func namesTheVariantsWhereThereAreSeveral() throws {
    let two =
      Self.answers + Self.answers.replacing("## how-many (2 points)", with: "## guess (1 point)")
    let workplace = try workplace(two)
    let outcome = try workplace.lesson("run", "tiny", "--variant", "mine")
    #expect(outcome.status == 64)
    #expect(outcome.errors.contains("ask for one of mine-how-many, mine-guess"))
    #expect(try workplace.lesson("run", "tiny", "--variant", "mine-guess").status == 0)
    #expect(workplace.exists("reports/tiny-mine-guess/report.html"))
  }

  @Test func takesAnswersWithAVariantOfOnesOwnAlone() throws {
    let outcome = try workplace().lesson("run", "tiny", "--answers", "tiny.answers.md")
    #expect(outcome.status == 64)
    #expect(outcome.errors.contains("--answers goes with --variant mine"))
    let none = try workplace("## how-many\n\n46\n").lesson("run", "tiny", "--variant", "mine")
    #expect(none.status == 65)
    #expect(none.errors.contains("no variant stands in it"))
  }
}
