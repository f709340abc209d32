import Testing

@testable import Engine

@Suite struct LossProblemTests {
  @Test(arguments: [
    (
      "mse", "reduction", OptionValue.word("none"),
      "reduction: must be mean or sum: a training needs one number to make small"
    ),
    ("mse", "reduction", .word("median"), "reduction: must be mean, sum"),
    (
      "cross_entropy", "ignore_index", .whole(-100),
      "ignore_index: is not supported: leave such rows out of the data, or give their class no weight"
    ),
    (
      "nll", "size_average", .flag(true),
      "size_average: is PyTorch's old word: say `reduction: mean` or `reduction: sum`"
    ),
    (
      "huber", "reduce", .flag(true),
      "reduce: is PyTorch's old word: say `reduction: mean` or `reduction: sum`"
    ),
    (
      "cross_entropy", "label_smoothing", .number(1.5),
      "label_smoothing: must be a number from 0 to 1"
    ),
    (
      "cross_entropy", "weight", .list([.number(-1)]),
      "weight: must be a list of numbers of at least 0"
    ),
    (
      "bce", "weight", .list([.number(1)]),
      "weight: is not supported: `bce_with_logits` has `pos_weight`, for the weight of class 1"
    ),
    (
      "bce_with_logits", "weight", .list([.number(1)]),
      "weight: is not supported: `pos_weight` says how much a target of 1 counts"
    ),
    ("huber", "delta", .whole(0), "delta: must be a number above 0"),
    ("smooth_l1", "beta", .whole(-1), "beta: must be a number of at least 0"),
    ("l1", "beta", .whole(1), "beta: is no option of l1: it has reduction"),
  ])
  func refusesOptions(_ name: String, _ option: String, _ value: OptionValue, _ text: String) throws
  {
    #expect(try problem(name, [option: value], in: LossCatalogue.entries) == text)
  }

  @Test func refusesTargetsOfOtherShapes() throws {
    func expected(
      _ name: String, options: [String: OptionValue] = [:], _ output: [Int],
      _ target: [Int], _ kind: ActivationShape.Kind
    ) throws -> String? {
      let loss = try LossCatalogue.entries.make(name, options)
      do {
        try loss.check(output: output, target: ActivationShape(target, kind: kind))
        return nil
      } catch {
        return error.expected
      }
    }
    #expect(try expected("mse", [4, 1], [4], .numbers) == "a target of the output's shape [4, 1]")
    #expect(
      try expected("mse", [4, 1], [4, 1], .indices) == "a target of numbers, not of classes")
    #expect(try expected("cross_entropy", [4], [4], .indices) == "an output [rows, classes]")
    #expect(
      try expected("cross_entropy", [4, 2], [4, 2], .numbers)
        == "a target of classes, not of numbers")
    #expect(
      try expected("nll", [4, 3, 5], [4, 3], .indices) == "a target [4, 5] for an output [4, 3, 5]")
    #expect(try expected("nll", [4, 3, 5], [4, 5], .indices) == nil)
    let two = ["weight": OptionValue.list([.whole(1), .whole(2)])]
    #expect(
      try expected("cross_entropy", options: two, [4, 3], [4], .indices)
        == "an output of 2 classes, which `weight` has a number each for")
    let columns = ["pos_weight": OptionValue.list([.whole(1), .whole(2)])]
    #expect(
      try expected("bce_with_logits", options: columns, [4, 3], [4, 3], .numbers)
        == "an output of 2 columns, which `pos_weight` has a number each for")
  }

  @Test func refusesTargetsOutOfRange() throws {
    func message(_ name: String, _ output: [Float], _ target: Activation) throws -> String? {
      let loss = try LossCatalogue.entries.make(name)
      do {
        _ = try loss.lossAndGradient(
          output: Tensor(shape: [1, 2], values: output), target: target, weight: 1)
        return nil
      } catch {
        return error.description
      }
    }
    func classes(_ label: Int32) -> Activation { .indices(Indices(shape: [1], values: [label])) }
    func numbers(_ values: [Float]) -> Activation {
      .numbers(Tensor(shape: [1, 2], values: values))
    }
    for (label, name) in [(Int32(2), "cross_entropy"), (-100, "nll")] {
      #expect(
        try message(name, [0, 0], classes(label))
          == "the target has class \(label) at place 0, but the output has 2 classes, from 0")
    }
    #expect(
      try message("bce", [0.5, 1.5], numbers([0, 1])) == """
        the output has 1.5 at place 1, but `bce` takes probabilities, from 0 to 1: let the network end \
        in a sigmoid, or take `bce_with_logits`
        """)
    #expect(
      try message("bce", [0.5, 0.5], numbers([-1, 1]))
        == "the target has -1.0 at place 0, but `bce` takes targets from 0 to 1")
    #expect(
      try message("bce", [-0.5, 0.5], numbers([0, 1])) == """
        the output has -0.5 at place 0, but `bce` takes probabilities, from 0 to 1: let the network \
        end in a sigmoid, or take `bce_with_logits`
        """)
    #expect(
      try message("bce", [0.5, 0.5], numbers([0, 1.5]))
        == "the target has 1.5 at place 1, but `bce` takes targets from 0 to 1")
    #expect(
      try message("mse", [0.5, 0.5], classes(1))
        == "a loss of values was given an output [1, 2] and a target [1]")
    #expect(
      try message("nll", [0.5, 0.5], numbers([1, 1]))
        == "a loss of classes was given an output [1, 2] and a target [1, 2]")
  }

  /// Whoever has not checked before must not make it read weights that are not there.
  @Test func refusesAnOutputThatHasNotAWeightForEachClass() throws {
    let target = Activation.indices(Indices(shape: [1], values: [2]))
    for name in ["cross_entropy", "nll"] {
      let loss = try LossCatalogue.entries.make(name, ["weight": .list([.whole(1), .whole(2)])])
      #expect(
        throws: EngineError.invalidInput(.lossShapes(.classes, output: [1, 3], target: [1]))
      ) {
        try loss.lossAndGradient(output: Tensor(shape: [1, 3]), target: target, weight: 1)
      }
    }
  }
}
