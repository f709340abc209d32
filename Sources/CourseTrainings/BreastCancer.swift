import Engine
import Foundation

extension CourseTraining {
  /// Lesson 6_1: logistic regression on the breast cancer table, all rows in one batch.
  ///
  /// - Parameter data: the folder of scikit-learn's data files.
  package static func lesson6_1(data: URL, seed: Int = seed, epochs: Int = 100) throws -> Self {
    let rows = try NumberFile.read(
      data.appendingPathComponent("breast_cancer.csv"), separator: UInt8(ascii: ","),
      skippedLines: 1, columns: [Bool](repeating: true, count: 31))
    let split = TrainTestSplit(rows: rows.count, testShare: 0.2, seed: 42)
    let features = rows.map { Array($0.dropLast()) }
    let scaling = ColumnScaling.standard(split.train.map { features[$0] })
    func part(_ places: [Int]) -> LabelledRows {
      LabelledRows(
        scaling.apply(places.map { features[$0] }), targets: places.map { rows[$0].last ?? 0 })
    }
    return try lesson6_1(part(split.train), part(split.test), seed: seed, epochs: epochs)
  }

  /// The same on other rows, [rows, 30] and a target each.
  static func lesson6_1(
    _ train: LabelledRows, _ test: LabelledRows, seed: Int = seed, epochs: Int
  ) throws -> Self {
    let module = Network(chain: [
      try layer("linear", "linear", 30, 1), try layer("sigmoid", "sigmoid"),
    ])
    return try CourseTraining(
      module, loss: "bce", train: train, test: test, batchSize: train.count, shuffle: false,
      optimizer: "sgd", ["lr": 0.01], epochs: epochs, seed: seed)
  }
}
