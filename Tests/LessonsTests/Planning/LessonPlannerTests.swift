import Records
import Testing

@testable import Lessons

@Suite struct LessonPlannerTests {
  /// What is reported for a lesson: `code line:column`.
  private func problems(_ text: String, _ options: PlanOptions = PlanOptions()) throws -> [String] {
    try TinyLesson.plan(text, options).diagnostics.map { "\($0.code) \($0.range.lowerBound)" }
  }

  private func diagnostics(_ old: String, _ new: String) throws -> [Diagnostic] {
    #expect(TinyLesson.whole.contains(old))
    return try TinyLesson.plan(TinyLesson.whole.replacing(old, with: new)).diagnostics
  }

  @Test func plansALessonWithNothingWrongInIt() throws {
    let (plan, diagnostics) = try TinyLesson.plan(TinyLesson.whole)
    #expect(diagnostics == [])
    let planned = try #require(plan)
    #expect(
      planned.steps.map(\.id) == [
        "load-data", "load-backbone", "setup-head", "train-head", "setup-all", "train-all", "ask",
        "score",
      ])
    #expect(
      planned.assets == [
        AssetRequest(name: "tiny-reviews", kind: .data),
        AssetRequest(name: "tiny-bert", kind: .model),
      ])
    #expect(planned.steps[3].notebookPrinted == ["printed_loss": [0.5, 0.25]])
    #expect(planned.description().contains("train-head"))
  }

  @Test func reportsEverythingWrongAtOnceInTheOrderOfTheFile() throws {
    let text =
      TinyLesson.frontMatter + """
        ```step one
        - dataset: $dta
        - tokeniser: $backbone
        - head: 16
          hiden: 8
          labels: many
        - train: hed
          loader: one
        ```

        ```expect two
        mean_loss: decreasing
        ```
        """
    #expect(
      try problems(text) == [
        "unknown-parameter 13:12", "unknown-action 14:3", "missing-argument 15:3",
        "unknown-argument 16:3", "wrong-type 17:11", "missing-argument 18:3",
        "missing-argument 18:3", "unknown-name 18:10", "unknown-name 19:11", "unknown-step 22:11",
      ])
  }

  @Test(arguments: ["- freez: backbone", "- freeze: backbon"])
  func blamesNoTrainingForAFreezeThatIsWrong(freeze: String) throws {
    #expect(try diagnostics("- freeze: backbone", freeze).count == 1)
  }

  @Test(arguments: [
    ("- tokenizer: $backbone", "- tokeniser: $backbone", "unknown-action", "tokenizer"),
    ("padding: max_length", "pading: max_length", "unknown-argument", "padding"),
    ("hidden: 8\n  labels: 2\n```", "hidden: 8\n  labls: 2\n```", "unknown-argument", "labels"),
    ("- freeze: backbone", "- freeze: bakcbone", "unknown-name", "backbone"),
    ("lr: $lr\n  weight", "lr: $lt\n  weight", "unknown-parameter", "lr"),
    ("padding: max_length", "padding: max_lenght", "wrong-type", "max_length"),
    (
      "subset: dataset.train\n  shuffle: true\n  rows",
      "subset: dataset.trian\n  shuffle: true\n  rows",
      "unknown-name", "train"
    ),
  ])
  func offersTheNearestName(old: String, new: String, code: String, nearest: String) throws {
    let found = try diagnostics(old, new)
    let diagnostic = try #require(found.first { $0.code == code })
    #expect(diagnostic.notes.first == "did you mean `\(nearest)`?")
  }

  @Test func saysWhatKindOfThingANameIs() throws {
    let found = try diagnostics(
      "loader: train_loader\n  optimizer: optimizer", "loader: small_train\n  optimizer: optimizer")
    #expect(found.map(\.code) == ["wrong-kind"])
    #expect(found.first?.message == "`small_train` is a subset, not a loader or a table's loader")
    #expect(found.first?.notes == ["that would be: train_loader"])
  }

  @Test func refusesRowsOfADataSetThatHasNotBeenTokenised() throws {
    let found = try diagnostics(
      """
      - tokenize: dataset
        tokenizer: tokenizer
        padding: max_length
        truncation: true
        max_length: 20

      """, "")
    #expect(found.allSatisfy { $0.code == "wrong-kind" })
    #expect(found.first?.notes.first == "tokenise it first: - tokenize: dataset")
  }

  /// Diagnostics of the whole lesson where its data is of some classes.
  private func fitting(
    classes: Int, labels: Int = 2, _ options: PlanOptions = PlanOptions()
  ) throws -> [Diagnostic] {
    let text = TinyLesson.whole.replacing("labels: 2", with: "labels: \(labels)")
    var loaded = TinyLesson.loaded(text)
    loaded.assets = ["tiny-reviews": .data, "tiny-bert": .model]
    loaded.texts = ["tiny-reviews": TextOutline(classNames: (0..<classes).map { "class \($0)" })]
    return try LessonPlanner.plan(loaded, options: options).diagnostics
  }

  @Test func findsDataOfMoreClassesThanTheHeadHas() throws {
    #expect(try fitting(classes: 2) == [])
    let found = try fitting(classes: 3)
    // Once for each of the two models, not for each of their uses.
    #expect(found.map(\.code) == ["class-count", "class-count"])
    #expect(
      found.map(\.message) == [
        "the texts of `train_loader` are of 3 classes, but `head` has 2",
        "the texts of `train_loader` are of 3 classes, but `model` has 2",
      ])
    #expect(found.first?.notes == ["make the head with one for each: labels: 3"])
  }

  /// Diagnostics of the scored lesson where its data have some rows in some splits.
  private func counting(_ splits: [String: Int?]?, rows: Int) throws -> [Diagnostic] {
    var loaded = TinyLesson.loaded(TinyLesson.whole)
    loaded.assets = ["tiny-reviews": .data, "tiny-bert": .model]
    loaded.texts = [
      "tiny-reviews": TextOutline(classNames: ["negative", "positive"], splits: splits)
    ]
    let options = PlanOptions(parameters: ["rows": "\(rows)"])
    return try LessonPlanner.plan(loaded, options: options).diagnostics
  }

  @Test func findsRowsThatTextsDoNotHave() throws {
    #expect(try counting(nil, rows: 100) == [])
    #expect(try counting(["train": nil], rows: 100) == [])
    #expect(try counting(["train": 36], rows: 20) == [])
    let skipped = try counting(["train": 35], rows: 20)
    #expect(skipped.map(\.code) == ["too-many-rows"])
    #expect(
      skipped.map(\.message)
        == ["16 rows after the first 20 were asked for, but `train` has 35"])
    #expect(try counting(["train": 19], rows: 20).count == 2)
    let none = try counting(["test": 100], rows: 20)
    #expect(none.map(\.code) == ["unknown-part", "unknown-part"])
    #expect(none.first?.message == "this data set has no split `train`; it has: test")
  }

  /// A class that is misspelt in a path is found before anything runs.
  @Test(arguments: [
    ("load-data", "splits.train.label_counts.positive", nil),
    ("load-data", "splits.train.label_counts.postive", "positive"),
    ("load-data", "splits.trian.rows", "train"),
    ("setup-head", "label_counts.negativ", "negative"),
    ("score", "held_out.classes.positive.recall", nil),
    ("score", "held_out.classes.Positive.recall", "positive"),
  ])
  func knowsTheNamesOfClassesInPaths(step: String, path: String, meant: String?) throws {
    var loaded = TinyLesson.loaded(
      TinyLesson.whole + "```expect \(step)\nwhen: any\n\(path): < 9\n```\n")
    loaded.assets = ["tiny-reviews": .data, "tiny-bert": .model]
    loaded.texts = [
      "tiny-reviews": TextOutline(
        classNames: ["negative", "positive"], splits: ["train": 100])
    ]
    let found = try LessonPlanner.plan(loaded, options: PlanOptions()).diagnostics
    #expect(found.map(\.code) == (meant == nil ? [] : ["unknown-metric"]), "\(found)")
    #expect(found.first?.notes == meant.map { ["did you mean `\($0)`?"] })
  }

  /// PyTorch trains a class that no row has; but of what it predicts the data could not say a word.
  @Test func letsAHeadHaveClassesThatNoRowHas() throws {
    let found = try fitting(classes: 1)
    #expect(found.map(\.message) == ["the texts of `dataset` are of 1 class, but `model` has 2"])
  }

  /// A table of so many texts.
  private static func reviews(_ rows: Int) -> String {
    "text,label\n"
      + (0..<rows).map { "so \($0),\($0 % 2 == 0 ? "positive" : "negative")\n" }.joined()
  }

  @Test func knowsTheClassesOfATableOfOnesOwn() throws {
    let folder = try TemporaryFolder(["my.csv": Self.reviews(40), "few.csv": Self.reviews(39)])
    let options = PlanOptions(parameters: ["data": folder.url.path + "/my.csv"])
    #expect(try fitting(classes: 3, options) == [])
    let few = PlanOptions(parameters: ["data": folder.url.path + "/few.csv"])
    #expect(
      try fitting(classes: 3, few).map(\.message)
        == ["16 rows after the first 24 were asked for, but `train` has 39"])
  }

  @Test func refusesTwoActionsOfAStepThatMeasureTheSame() throws {
    let text =
      TinyLesson.frontMatter + """
        ```step one
        - head: 16
          hidden: 8
          labels: 2
        - head: 16
          hidden: 8
          labels: 2
          as: other
        ```
        """
    #expect(try problems(text) == ["duplicate-result 16:3"])
  }

  @Test func refusesAPathInALessonAndTakesOneFromTheCommandLine() throws {
    #expect(
      try diagnostics("- dataset: $data", "- dataset: ../../etc/reviews.csv").map(\.code).contains(
        "path-in-lesson"))
    #expect(
      try diagnostics("data: tiny-reviews,", "data: /etc/reviews.csv,").map(\.code).contains(
        "path-in-lesson"))
    let folder = try TemporaryFolder(["my reviews.csv": Self.reviews(40)])
    let place = folder.url.path + "/my reviews.csv"
    let (plan, diagnostics) = try TinyLesson.plan(
      TinyLesson.whole, PlanOptions(parameters: ["data": place]))
    #expect(diagnostics == [])
    let planned = try #require(plan)
    #expect(planned.assets.first?.name == place)
    #expect(planned.recordedParameters["data"] == "my reviews.csv")
    #expect(!planned.outputName.contains("/") && !planned.outputName.contains(" "))
  }

  @Test func asksForADepartureWhereTheBackboneIsNotTheNotebooks() throws {
    #expect(
      try diagnostics("tiny-bert stands in", "It stands in").map(\.code) == ["missing-departure"])
    let original = TinyLesson.whole.replacing(
      "backbone: bert-base-uncased", with: "backbone: tiny-bert"
    )
    .replacing("tiny-bert stands in", with: "It stands in")
    #expect(try problems(original) == [])
  }

  @Test func namesTheBackboneThatARunReallyUses() throws {
    let other = try TinyLesson.plan(
      TinyLesson.whole, PlanOptions(parameters: ["backbone": "models/mine"]))
    #expect(other.plan?.departures.map(\.what) == ["mine stands in for bert-base-uncased"])
    let original = try TinyLesson.plan(
      TinyLesson.whole, PlanOptions(parameters: ["backbone": "bert-base-uncased"]))
    #expect(original.plan?.departures == [])
  }

  @Test func comparesStepsWithTheNotebooksCells() throws {
    let cells = [
      NotebookCell(id: "aaaa", position: 1, kind: "markdown", sha256: ""),
      NotebookCell(id: "bbbb", position: 2, kind: "code", sha256: ""),
      NotebookCell(id: "cccc", position: 4, kind: "code", sha256: ""),
      NotebookCell(id: "dddd", position: 6, kind: "code", sha256: ""),
    ]
    let text = TinyLesson.whole.replacing("step load-data", with: "step load-data cell=bbbb")
      .replacing("step load-backbone", with: "step load-backbone cell=4")
      .replacing("step ask", with: "step ask cell=ddd")
    let (_, found) = try TinyLesson.plan(text, cells: cells)
    #expect(found.map(\.code) == ["unmirrored-cell", "unknown-cell"])
    #expect(found.first?.message.contains("dddd") == true)
    #expect(found.last?.notes == ["did you mean `dddd`?"])
  }

  @Test func keepsAnswersAndExpectationsOutOfTheDocument() throws {
    let text =
      TinyLesson.whole + """

        <!-- question why points=2 -->
        Why?
        <!-- end -->

        <!-- answer why -->
        Because.
        <!-- end -->

        ```expect train-head
        epochs: 2
        ```

        """
    let document = try #require(try TinyLesson.plan(text).plan).document
    #expect(document.count == 9)
    #expect(!(try CanonicalJSON.text(document)).contains("Because"))
  }

  @Test func saysWhatCannotFail() throws {
    let text =
      TinyLesson.frontMatter + """
        ```step one
        - head: 8
          hidden: 4
          labels: 2
        ```

        ```expect one
        head_parameters: = one.head_parameters
        initial.linear1.weight.first[0]: 0.1 ± 1e30
        ```

        <!-- claim all holds=yes -->
        It has some.

        ```check
        one.head_parameters: > -1e30
        ```
        <!-- end -->

        """
    let found = try problems(text).map { $0.split(separator: " ")[0] }
    #expect(found.count { $0 == "compares-with-itself" } == 1)
    #expect(found.count { $0 == "cannot-fail" } == 2)
  }

  @Test func takesANameThatIsBoundAgainForOneThatIsUsed() throws {
    let text =
      TinyLesson.frontMatter + """
        ```step one
        - head: 8
          hidden: 4
          labels: 2
          as: head
        ```

        ```step two
        - freeze: head
        - head: 8
          hidden: 4
          labels: 2
          as: head
        ```

        """
    let plan = try #require(try TinyLesson.plan(text).plan)
    #expect(plan.steps[0].traces[0].used == [])
    #expect(plan.steps[1].traces[0].used == ["head"])
    #expect(plan.steps[1].traces[1].used == [] && plan.steps[1].traces[1].bound == ["head"])
  }
}
