/// Options that several losses have.
enum LossOptions {
  static let reduction = NamedOption<String>.word(
    "reduction", of: Reduction.allCases.map { $0.rawValue }, default: "mean",
    "What the losses of single values, or rows, become.")

  static let weight = NamedOption<[Double]?>.numbers(
    "weight", default: "1 for every class",
    "One number a class, at least 0: how much its rows count.")

  /// What else PyTorch has, for every loss.
  static let refused = [
    "size_average": "is PyTorch's old word: say `reduction: mean` or `reduction: sum`",
    "reduce": "is PyTorch's old word: say `reduction: mean` or `reduction: sum`",
  ]

  /// What else PyTorch's losses of classes have.
  static let refusedOfClasses = refused.refusing(
    "ignore_index",
    "is not supported: leave such rows out of the data, or give their class no weight")

  static func reduction(_ options: Options) throws(OptionProblem) -> Reduction {
    if options.values[reduction.name] == .word("none") {
      throw OptionProblem(
        reduction.name, "must be mean or sum: a training needs one number to make small")
    }
    return Reduction(rawValue: try options.read(reduction)) ?? .mean
  }

  /// Weights, rounded as PyTorch's tensors hold them.
  static func weights(
    _ option: NamedOption<[Double]?>, _ options: Options
  ) throws(OptionProblem) -> [Double]? {
    guard let weights = try options.read(option) else { return nil }
    guard !weights.isEmpty, weights.allSatisfy({ $0 >= 0 }) else {
      throw OptionProblem(option.name, "must be a list of numbers of at least 0")
    }
    return weights.map { Double(Float($0)) }
  }
}
