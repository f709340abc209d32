import Testing

@testable import Engine

@Suite struct RowsProblemTests {
  /// A picture in memory has no file that could be named: the row is.
  @Test func namesTheRowOfAPictureThatAStepDoesNotFit() throws {
    let picture = Picture(channels: 3, height: 2, width: 2, bytes: .init(repeating: 0, count: 12))
    var table = Table(
      columns: [Table.Column("picture", values: [], pictures: [.inMemory(picture)])], target: nil,
      places: [7])
    let error = #expect(throws: EngineError.self) {
      try table.transform(
        column: 0, [.picture(white: 16), .toTensor],
        to: PictureLayout(isBytes: false, channels: 3, height: 2, width: 2),
        pool: WorkerPool(threads: 1), cancellation: Cancellation())
    }
    #expect(
      error
        == .invalidRows(
          .pictureStep(reason: "makes a picture of numbers, and it is one already", row: 7)))
    #expect(
      error?.description
        == "row 7 of the data: a step that makes a picture of numbers, and it is one already")
  }

  @Test(
    arguments: [
      (.noColumn("size"), "there is no column 'size'"),
      (.noTarget, "the rows have no target"),
      (.noPart("val"), "the data have no part 'val'"),
      (
        .noSplit("dev", splits: ["test", "train"]),
        "this data set has no split `dev`; it has: test, train"
      ),
      (
        .tooFewOfEachClass(fewest: 3),
        "the parts take more rows of each class than there are: a class has 3"
      ),
      (.noClasses, "the rows have no classes to share out"),
      (
        .singleRowOfClass("owl"),
        "class 'owl' has fewer than two rows: it cannot be in both parts"
      ),
      (.noClassFor(2.5, row: 4), "row 4 of the data: 2.5 is in none of the new classes"),
      (.label(3, classes: 2), "a row has label 3, but the head has 2 classes"),
      (.classes(3, headClasses: 2), "the data set has 3 classes, but the head has 2"),
      (
        .notScaled(column: "price", scaler: "scaler"),
        "`scaler` has not scaled the column 'price', so there is no way back"
      ),
    ] as [(RowsProblem, String)])
  func saysWhatIsWrongWithRows(problem: RowsProblem, words: String) {
    #expect(EngineError.invalidRows(problem).description == words)
  }
}
