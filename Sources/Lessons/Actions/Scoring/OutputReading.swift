import Engine

/// What a model's outputs mean: numbers, or classes by a threshold or by the largest.
enum OutputReading: Sendable, Equatable {
  case numbers
  /// One output a row: class 1 from here on.
  case threshold(Double, classNames: [String])
  /// One output a class.
  case argmax(classNames: [String])

  static let threshold = Argument(
    "threshold", ArgumentType.number("a number") { $0.isFinite }.optional, default: nil, "none",
    """
    Where a model of layers has one output and the target two classes: the output from which on a row \
    is of class 1. With as many outputs as classes the largest says the class.
    """)

  var classNames: [String]? {
    switch self {
    case .numbers: nil
    case .threshold(_, let names), .argmax(let names): names
    }
  }

  /// What the outputs of some shape mean for a target; `nil` where a diagnostic has been reported.
  ///
  /// - Parameter isRequired: whether classes have to be told.
  static func reading(
    of output: [Int], _ column: TableOutline.Column, threshold: Double?, model: String,
    isRequired: Bool, _ reader: ActionReader
  ) -> OutputReading? {
    guard let names = column.classNames else {
      guard threshold == nil else {
        report("`threshold` is for classes, and '\(column.name)' holds numbers", reader)
        return nil
      }
      return .numbers
    }
    if output.count == 2, output[1] == names.count {
      guard threshold == nil else {
        report(
          "`\(model)` has an output for each class: the largest says the class, not a threshold",
          reader)
        return nil
      }
      return .argmax(classNames: names)
    }
    guard output.count == 2, output[1] == 1, names.count == 2 else {
      if !isRequired { return .numbers }
      reader.report(
        "class-count", at: reader.range(of: ""),
        "'\(column.name)' has \(names.count) classes, but `\(model)` gives \(output)",
        notes: ["give the model an output for each class, or of two classes one output"])
      return nil
    }
    guard let threshold else {
      if !isRequired { return .numbers }
      reader.report(
        "missing-argument", at: reader.action.name.range,
        "`\(model)` has one output for two classes: \(reader.action.name.value) needs `threshold`",
        notes: ["0.5 for a probability, 0 for a logit"])
      return nil
    }
    return .threshold(threshold, classNames: names)
  }

  private static func report(_ message: String, _ reader: ActionReader) {
    reader.report("wrong-type", at: reader.range(of: threshold.name), message)
  }

  /// How much a row's output speaks for class 1 of two.
  func evidence(of output: [Float]) -> Float {
    if case .argmax = self, output.count == 2 { return output[1] - output[0] }
    return output.first ?? 0
  }

  /// The class of a row; `nil` where outputs are numbers.
  func prediction(_ output: some Collection<Float>) -> Int? {
    switch self {
    case .numbers: nil
    case .threshold(let threshold, _): (output.first.map(Double.init) ?? 0) >= threshold ? 1 : 0
    case .argmax: Classifier.argmax(Array(output))
    }
  }
}
