import Engine
import Foundation

extension CourseTraining {
  /// Lesson 7_1: a convolutional network on pictures of digits, even ones against odd ones, in the
  /// place of the photographs that its notebook downloads.
  ///
  /// - Parameter data: the folder of scikit-learn's data files.
  package static func lesson7_1(data: URL, seed: Int = seed, epochs: Int = 500) throws -> Self {
    let digits = try Digits(data)
    var course = try lesson7_1(
      digits.rows(.train), digits.rows(.test), seed: seed, epochs: epochs)
    let validation = digits.rows(.validation)
    course.training.validation = ModuleWork.Validation(
      rows: validation,
      loader: DataLoader(rows: validation.count, batchSize: 128, shuffle: false))
    course.training.loop.earlyStopping = EarlyStopping(patience: 5)
    return course
  }

  /// The same on other pictures, [rows, 3, 32, 32] and a target each, nothing held out.
  static func lesson7_1(
    _ train: LabelledRows, _ test: LabelledRows, seed: Int = seed, epochs: Int
  ) throws -> Self {
    let module = Network(chain: [
      try layer("conv1", "conv2d", 3, 16, 3), try layer("relu1", "relu"),
      try layer("bn1", "batch_norm2d", 16), try layer("pool1", "max_pool2d", 2),
      try layer("conv2", "conv2d", 16, 16, 3), try layer("relu2", "relu"),
      try layer("bn2", "batch_norm2d", 16), try layer("pool2", "max_pool2d", 2),
      try layer("flatten", "flatten"), try layer("fc1", "linear", 576, 24),
      try layer("relu3", "relu"), try layer("dropout", "dropout", 0.25),
      try layer("fc2", "linear", 24, 1), try layer("sigmoid", "sigmoid"),
    ])
    return try CourseTraining(
      module, loss: "bce", train: train, test: test, batchSize: 128, shuffle: true,
      optimizer: "adam", ["lr": 0.001, "weight_decay": 0.0005], epochs: epochs, seed: seed)
  }
}

/// scikit-learn's digits, split as three folders of pictures would be.
package struct Digits {
  /// The folders that the pictures would lie in.
  package enum Split { case train, validation, test }

  private struct Picture {
    /// [8, 8], grey.
    let values: [UInt8]
    let label: Int
  }

  private var pictures: [Split: [Picture]] = [:]

  /// - Parameter data: the folder of scikit-learn's data files.
  package init(_ data: URL) throws {
    let lines = try NumberFile.read(
      data.appendingPathComponent("digits.csv.gz"), separator: UInt8(ascii: ","),
      skippedLines: 0, columns: [Bool](repeating: true, count: 65))
    for label in 0...1 {
      let own = lines.filter { Int($0[64]) % 2 == label }.map { line in
        Picture(
          values: line[..<64].map { UInt8(($0 * 15.9375).rounded(.toNearestOrEven)) },
          label: label)
      }
      pictures[.test, default: []] += own[..<100]
      pictures[.validation, default: []] += own[100..<108]
      pictures[.train, default: []] += own[108...]
    }
  }

  /// Three equal channels of 32 by 32, normalized as ImageNet's pictures are.
  ///
  /// The pictures to train on are made numbers first and resized then, the others the other way
  /// round, as the notebook has it.
  package func rows(_ split: Split) -> LabelledRows {
    let own = pictures[split] ?? []
    let (means, deviations): ([Float], [Float]) = ([0.485, 0.456, 0.406], [0.229, 0.224, 0.225])
    var values: [Float] = []
    for picture in own {
      let grey: [Float]
      if split == .train {
        grey = PictureResizing.numbers(
          picture.values.map { Float($0) / 255 }, height: 8, width: 8, to: 32, 32)
      } else {
        grey = resized(picture).map { Float($0) / 255 }
      }
      for channel in 0..<3 { values += grey.map { ($0 - means[channel]) / deviations[channel] } }
    }
    return LabelledRows(
      inputs: [.numbers(Tensor(shape: [own.count, 3, 32, 32], values: values))],
      targets: .numbers(Tensor(shape: [own.count, 1], values: own.map { Float($0.label) })))
  }

  private func resized(_ picture: Picture) -> [UInt8] {
    PictureResizing.bytes(picture.values, height: 8, width: 8, to: 32, 32)
  }

  /// All pictures of a split as resized bytes [height, width, channel].
  package func resizedBytes(_ split: Split) -> [UInt8] {
    (pictures[split] ?? []).flatMap { resized($0).flatMap { [$0, $0, $0] } }
  }
}
