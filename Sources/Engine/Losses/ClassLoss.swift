/// A loss whose target is a class for each row.
///
/// An output is [rows, classes], its target [rows]; or, where every place of a picture has a class,
/// [rows, classes, d1, …] and [rows, d1, …].
protocol ClassLoss: Loss {
  /// One a class; `nil` where all are 1.
  var weight: [Double]? { get }
  /// A mean divides by the rows' number, or by the sum of their classes' weights.
  var reduction: Reduction { get }
}

/// How an output of classes lies in memory.
struct ClassRows {
  let classes: Int
  /// Places of a row that have a class each; a class's values are so far apart.
  let places: Int
  /// Rows times places.
  let count: Int

  init(_ output: Tensor) {
    classes = output.shape[1]
    places = output.shape[2...].reduce(1, *)
    count = output.shape[0] * places
  }

  /// Where the values of the `i`-th label begin.
  func start(_ i: Int) -> Int {
    places == 1 ? i * classes : (i / places) * classes * places + i % places
  }
}

extension ClassLoss {
  func check(output: [Int], target: ActivationShape) throws(ShapeProblem) {
    guard output.count > 1 else {
      throw ShapeProblem(
        expected: "an output [rows, classes]", found: [ActivationShape(output), target])
    }
    guard target.kind == .indices else {
      throw ShapeProblem(
        expected: ShapeProblem.classesExpected, found: [ActivationShape(output), target])
    }
    let places = [output[0]] + output[2...]
    guard target.shape == places else {
      throw ShapeProblem(
        expected: "a target \(places) for an output \(output)",
        found: [ActivationShape(output), target])
    }
    guard weight.map({ $0.count == output[1] }) ?? true else {
      throw ShapeProblem(
        expected:
          "an output of \(weight?.count ?? 0) classes, which `weight` has a number each for",
        found: [ActivationShape(output), target])
    }
  }

  /// The target's classes, each of which the output has.
  func labels(_ output: Tensor, _ target: Activation) throws(EngineError) -> [Int32] {
    guard case .indices(let indices) = target, output.shape.count > 1,
      indices.values.count == ClassRows(output).count,
      weight.map({ $0.count == output.shape[1] }) ?? true
    else {
      throw .invalidInput(.lossShapes(.classes, output: output.shape, target: target.shape))
    }
    let classes = Int32(clamping: output.shape[1])
    for (row, label) in indices.values.enumerated() where label < 0 || label >= classes {
      throw .invalidInput(.targetClass(label, place: row, classes: Int(classes)))
    }
    return indices.values
  }

  /// What the sum of all rows' losses is divided by.
  func divisor(_ labels: [Int32]) -> Double {
    guard reduction == .mean else { return 1 }
    guard let weight else { return Double(labels.count) }
    return labels.reduce(0) { $0 + weight[Int($1)] }
  }
}
