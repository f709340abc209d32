import Engine
import Foundation

extension CourseTraining {
  /// Lesson 6_2: a network of three linear layers on the diabetes table.
  ///
  /// - Parameter data: the folder of scikit-learn's data files.
  package static func lesson6_2(data: URL, seed: Int = seed, epochs: Int = 100) throws -> Self {
    func numbers(_ name: String, columns: Int) throws -> [[Double]] {
      try NumberFile.read(
        data.appendingPathComponent(name), separator: UInt8(ascii: " "), skippedLines: 0,
        columns: [Bool](repeating: true, count: columns))
    }
    let raw = try numbers("diabetes_data_raw.csv.gz", columns: 10)
    let targets = try numbers("diabetes_target.csv.gz", columns: 1).map { $0[0] }
    let root = Double(raw.count).squareRoot()
    let rows = ColumnScaling.standard(raw).apply(raw).map { $0.map { $0 / root } }
    let split = TrainTestSplit(rows: rows.count, testShare: 0.2, seed: 42)
    func part(_ places: [Int]) -> LabelledRows {
      LabelledRows(places.map { rows[$0] }, targets: places.map { targets[$0] })
    }
    return try lesson6_2(part(split.train), part(split.test), seed: seed, epochs: epochs)
  }

  /// The same on other rows, [rows, 10] and a target each.
  static func lesson6_2(
    _ train: LabelledRows, _ test: LabelledRows, seed: Int = seed, epochs: Int
  ) throws -> Self {
    let layers = Network(chain: [
      try layer("0", "linear", 10, 5), try layer("1", "relu"), try layer("2", "linear", 5, 5),
      try layer("3", "relu"), try layer("4", "linear", 5, 1),
    ])
    return try CourseTraining(
      Network(chain: [("layers", layers)]), loss: "mse", train: train, test: test,
      batchSize: 50, shuffle: true, optimizer: "adam", ["lr": 0.001],
      epochs: epochs, seed: seed)
  }
}
