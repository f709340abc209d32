import Engine
import Foundation

extension CourseTraining {
  /// Lesson 8_1: a recurrent network that foretells a month's passengers from three months.
  ///
  /// - Parameter data: the folder of the airline passengers.
  package static func lesson8_1(data: URL, seed: Int = seed, epochs: Int = 200) throws -> Self {
    let passengers = try NumberFile.read(
      data.appendingPathComponent("Airline.csv"), separator: UInt8(ascii: ","), skippedLines: 1,
      columns: [false, true])
    let series = ColumnScaling.unitRange(passengers).apply(passengers).map { Float($0[0]) }
    let length = 3
    let size = Int(Double(series.count - length) * 0.8)
    func windows(_ series: ArraySlice<Float>) -> LabelledRows {
      let series = Array(series)
      let count = series.count - length
      return LabelledRows(
        inputs: [
          .numbers(
            Tensor(
              shape: [count, length, 1],
              values: (0..<count).flatMap { series[$0..<$0 + length] }))
        ],
        targets: .numbers(Tensor(shape: [count, 1], values: Array(series[length...]))))
    }
    return try lesson8_1(
      windows(series[..<(size + length)]), windows(series[size...]), seed: seed, epochs: epochs)
  }

  /// The same on other windows, [rows, steps, 1] and a target each.
  static func lesson8_1(
    _ train: LabelledRows, _ test: LabelledRows, seed: Int = seed, epochs: Int
  ) throws -> Self {
    let module = Network(chain: [
      try layer(
        "lstm", "lstm", 1, 50, named: ["num_layers": 2, "dropout": 0.2, "batch_first": true]),
      try layer("last", "select", -1, named: ["dim": 1]), try layer("fc", "linear", 50, 1),
    ])
    return try CourseTraining(
      module, loss: "mse", train: train, test: test, batchSize: 8, shuffle: false,
      optimizer: "adam",
      ["lr": 0.01, "weight_decay": 0.0005], epochs: epochs, seed: seed)
  }
}
