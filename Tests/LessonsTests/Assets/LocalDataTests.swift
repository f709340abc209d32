import Engine
import Foundation
import Records
import Testing

@testable import Lessons

/// Data of one's own, planned and run by their place.
@Suite struct LocalDataTests {
  /// A grey PNG picture of 2 by 2, black or white.
  private static let pictures = ["black": black, "white": white].compactMapValues {
    Data(base64Encoded: $0)
  }
  private static let black =
    "iVBORw0KGgoAAAANSUhEUgAAAAIAAAACCAAAAABX3VL4AAAADklEQVR4nGNgYGBgYAAAAAYAAXKCmeoAAAAASUVORK5CYII="
  private static let white =
    "iVBORw0KGgoAAAANSUhEUgAAAAIAAAACCAAAAABX3VL4AAAADklEQVR4nGP8z8DEwAAABQ0BA7hKXG8AAAAASUVORK5CYII="

  private let folder: TemporaryFolder
  private let home: TemporaryFolder

  init() throws { (folder, home) = (try TemporaryFolder(), try TemporaryFolder()) }

  private func place(_ name: String) -> String { folder.url.appendingPathComponent(name).path }

  private func write(_ path: String, _ data: Data) throws {
    let url = folder.url.appendingPathComponent(path)
    try FileManager.default.createDirectory(
      at: url.deletingLastPathComponent(), withIntermediateDirectories: true)
    try data.write(to: url)
  }

  private func plan(_ actions: String, data: String) throws -> (
    plan: LessonPlan?, diagnostics: [Diagnostic]
  ) {
    let text = TableFixture.lesson([("data", actions)], parameters: "{data: flowers}")
    return try TableFixture.plan(text, PlanOptions(parameters: ["data": data]))
  }

  private func run(_ actions: String, data: String) throws -> RunRecord {
    let (plan, diagnostics) = try plan(actions, data: data)
    try #require(diagnostics.filter { $0.severity == .error } == [])
    let store = AssetStore(
      manifest: AssetManifest(assets: []), cache: AssetCache(folder: home.url), offline: true)
    let runner = LessonRunner(plan: try #require(plan), assets: store, threads: 2) { _ in }
    let (record, failure) = runner.run(cancellation: Cancellation())
    if let failure { throw failure }
    return record
  }

  private static func result(_ path: String, _ record: RunRecord) -> JSONValue? {
    ResultPath(path)?.value(in: record)
  }

  private func writePictures() throws {
    for (part, count) in [("train", 3), ("val", 1), ("test", 2)] {
      for (kind, data) in Self.pictures {
        for number in 0..<count { try write("shades/\(part)/\(kind)/\(number).png", data) }
      }
    }
    try write("shades/.DS_Store", Data("hidden".utf8))
  }

  @Test func warnsOfRowsThatAreAllOfOneClass() throws {
    try write("one.csv", Data("size,label\n1,a\n2,a\n".utf8))
    try write("two.csv", Data("size,label\n1,a\n2,b\n".utf8))
    let one = try plan("- dataset: $data\n", data: place("one.csv"))
    #expect(one.plan != nil)
    #expect(
      one.diagnostics.filter { $0.code == "one-class" }.map(\.message)
        == ["every row's 'label' is 'a': there is nothing to tell apart"])
    let two = try plan("- dataset: $data\n", data: place("two.csv"))
    #expect(!two.diagnostics.contains { $0.code == "one-class" })
  }

  /// Columns of words go into a model as the numbers of their classes.
  @Test func feedsWordsToAnEmbedding() throws {
    let rows = (0..<24).map { row in
      "\(["a", "b", "c"][row % 3]),\(["x", "y"][row / 3 % 2]),\(row % 3 == 0 ? "yes" : "no")\n"
    }
    try write("words.csv", Data(("who,what,label\n" + rows.joined()).utf8))
    func actions(_ layers: String, columns: String = "[who, what]") -> String {
      """
      - dataset: $data
        columns: \(columns)
      - loader: dataset
        batch_size: 6
      - model: [\(layers)]
        as: net
      - optimizer: SGD
        parameters: net
        lr: 0.5
      - train: net
        loader: loader
        optimizer: optimizer
        loss: cross_entropy
        epochs: 30
      - evaluate: net
        rows: dataset
      """
    }
    let record = try run(
      actions("{embedding: [3, 4]}, flatten, {linear: [8, 2]}"), data: place("words.csv"))
    #expect(Self.result("data.held_out.accuracy", record) == 1)
    #expect(Self.result("data.held_out.confusion", record) == [[16, 0], [0, 8]])
    func problem(_ layers: String, columns: String = "[who, what]") throws -> String? {
      try plan(actions(layers, columns: columns), data: place("words.csv"))
        .diagnostics.first?.message
    }
    #expect(
      try problem("{embedding: [2, 4]}, flatten, {linear: [8, 2]}")
        == "`net.0` needs indices below its 2 rows, but [6, 2] of indices below 3 goes in")
    // Of words of two classes two rows are enough.
    #expect(
      try problem("{embedding: [2, 4]}, flatten, {linear: [4, 2]}", columns: "[what]") == nil)
    // An embedding of its own for each column, of as many rows as that column has classes.
    func each(_ who: Int, _ what: Int) -> String {
      "{who: {select: 0, of: input}}, {name: {embedding: [\(who), 3], of: who}}, "
        + "{what: {select: -1, of: input}}, {kind: {embedding: [\(what), 1], of: what}}, "
        + "{both: {concatenate, of: [name, kind]}}, {linear: [4, 2]}"
    }
    let apart = try run(actions(each(3, 2)), data: place("words.csv"))
    #expect(Self.result("data.held_out.accuracy", apart) == 1)
    #expect(
      try problem(each(2, 2))
        == "`net.name` needs indices below its 2 rows, but [6] of indices below 3 goes in")
    // One row of a column is one index, whatever the rows are.
    #expect(
      try problem("{who: {select: 0, of: input}}, {one: {select: 5, dim: 0}}, {embedding: [3, 2]}")
        != nil)
    #expect(try problem(each(3, 1))?.contains("`net.kind` needs indices below its 1 rows") == true)
    #expect(
      try problem("{linear: [2, 2]}")?.hasSuffix("but [6, 2] of indices below 3 goes in") == true)
    try write("mixed.csv", Data("who,size,label\na,1,yes\nb,2,no\n".utf8))
    #expect(
      try plan(
        "- dataset: $data\n- model: [{linear: [2, 2]}]\n- evaluate: model\n  rows: dataset\n",
        data: place("mixed.csv")
      ).diagnostics.first?.message
        == "`dataset` cannot go into a model: its column 'who' holds classes, and others hold numbers: a model takes one kind or the other"
    )
  }

  @Test func readsFoldersOfPictures() throws {
    try writePictures()
    let record = try run(
      """
      - dataset: $data
      - split: dataset
        parts: {train_rows: train, val_rows: val, test_rows: test}
      - transform: [train_rows, val_rows, test_rows]
        steps: [{resize: [3, 4]}, to_tensor]
      """, data: place("shades"))
    #expect(Self.result("data.class_names", record) == ["black", "white"])
    #expect(Self.result("data.splits.train.rows", record) == 6)
    #expect(Self.result("data.tables.test_rows.label_counts.white", record) == 2)
    #expect(Self.result("data.transformed.val_rows.shape", record) == [3, 3, 4])
    #expect(Self.result("data.transformed.val_rows.mean", record) == 0.5)
    #expect(
      record.assets.first?.files.map(\.name) == [
        "test/black", "test/white", "train/black", "train/white", "val/black", "val/white",
      ])
  }

  @Test func saysWhichPictureIsDamaged() throws {
    try writePictures()
    try write("shades/test/white/1.png", try #require(Self.pictures["white"]).dropLast(20))
    let error = try #require(throws: StepFailure.self) {
      _ = try run(
        "- dataset: $data\n- transform: dataset\n  steps: [{resize: [2, 2]}, to_tensor]",
        data: place("shades"))
    }
    #expect(error.message.contains("shades/test/white/1.png: a PNG picture that cannot be read: "))
  }

  @Test func asksForOneSizeWhilePlanning() throws {
    try writePictures()
    let (plan, diagnostics) = try plan(
      "- dataset: $data\n- transform: dataset\n  steps: [to_tensor]", data: place("shades"))
    #expect(plan == nil)
    #expect(
      diagnostics.filter { $0.severity == .error }.map(\.message) == [
        "pictures of any size would not fit into one table"
      ])
  }

  @Test func readsATableOfNumbersAndWords() throws {
    try write("own.csv", Data("size;colour;label\n1;red;7\n2;blue;8\n3;red;7\n".utf8))
    let record = try run(
      "- dataset: $data\n  columns: [size]", data: place("own.csv"))
    #expect(Self.result("data.tables.dataset.columns", record) == ["size", "label"])
    #expect(Self.result("data.tables.dataset.label_counts.7", record) == 2)
    #expect(Self.result("data.class_names", record) == ["7", "8"])
    let other = try run("- dataset: $data\n  target: size", data: place("own.csv"))
    #expect(Self.result("data.tables.dataset.target", other) == "size")
    #expect(other.assets.first?.name == "own.csv")
  }

  /// A model gets columns in the order in which they are asked for.
  @Test func putsColumnsInTheOrderAskedFor() throws {
    try write("own.csv", Data("a,b,c,d\n1,2,3,4\n5,6,7,8\n".utf8))
    func columns(_ given: String) throws -> JSONValue? {
      let record = try run(
        "- dataset: $data\n  target: b\n  columns: \(given)", data: place("own.csv"))
      return Self.result("data.tables.dataset.columns", record)
    }
    #expect(try columns("[a, c]") == ["a", "b", "c"])
    #expect(try columns("[c, a]") == ["c", "b", "a"])
    #expect(try columns("[d, b, a]") == ["d", "b", "a"])
  }

  @Test func takesThreeClassesOfTexts() throws {
    try write("mood.csv", Data("text,label\na,good\nb,bad\nc,mixed\n".utf8))
    let record = try run("- dataset: $data", data: place("mood.csv"))
    #expect(Self.result("data.class_names", record) == ["bad", "good", "mixed"])
  }

  @Test func namesAColumnThatIsNotThere() throws {
    try write("own.csv", Data("size,label\n1,a\n2,b\n".utf8))
    let (_, diagnostics) = try plan("- dataset: $data\n  target: sise", data: place("own.csv"))
    #expect(diagnostics.first?.message == "`\(place("own.csv"))` has no column `sise`")
    #expect(diagnostics.first?.notes.first == "did you mean `size`?")
  }

  @Test func refusesTextsWhereATableIsNeeded() throws {
    try write("mood.csv", Data("text,label\na,good\nb,bad\n".utf8))
    let (_, diagnostics) = try plan("- dataset: $data\n- loader: dataset", data: place("mood.csv"))
    #expect(diagnostics.first?.code == "wrong-kind")
    #expect(
      diagnostics.first?.notes.contains("a file with the columns `text` and `label` holds texts")
        == true)
  }

  @Test func saysBeforeItPlansThatDataCannotBeUsed() throws {
    let loaded = TinyLesson.loaded(
      TableFixture.lesson(
        [("data", "- dataset: $data\n- loader: dataset")], parameters: "{data: x}"))
    func problem(_ name: String) throws -> AssetError? {
      do throws(UsageError) {
        _ = try LessonPlanner.plan(
          loaded, options: PlanOptions(parameters: ["data": place(name)]))
        return nil
      } catch {
        if case .unusableData(let problem) = error { return problem }
        return nil
      }
    }
    #expect(try problem("nothing.csv")?.kind == .missing)
    try write("own.csv", Data("size,label\n1,a\nx,b\n".utf8))
    #expect(
      try problem("own.csv")?.message == "\(place("own.csv")):3: column 'size': 'x' is no number")
    try write("shades/black/1.png", try #require(Self.pictures["black"]))
    #expect(
      try problem("shades")?.message.hasPrefix(
        "\(place("shades")): there is one class only, 'black'. A folder of data holds") == true)
    try write("shades/notes.txt", Data())
    #expect(
      try problem("shades")?.message.contains("'notes.txt' is named neither .png, .jpg nor .jpeg")
        == true)
  }
}
