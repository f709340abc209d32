extension OneCycleSchedule {
  private static let highestRate = OptimizerOptions.notNegative(
    "max_lr", "The highest learning rate.")
  private static let steps = NamedOption.optionalWhole(
    "total_steps", atLeast: 1, default: "those of the training", "Steps of the whole cycle.")
  private static let epochs = NamedOption.optionalWhole(
    "epochs", atLeast: 1, default: "none",
    "With `steps_per_epoch`: what `total_steps` is the product of.")
  private static let stepsPerEpoch = NamedOption.optionalWhole(
    "steps_per_epoch", atLeast: 1, default: "none", "See `epochs`.")
  private static let risingShare = NamedOption.number(
    "pct_start", 0...1, expected: "a number from 0 to 1", default: 0.3,
    "The share of the steps in which the learning rate rises.")
  private static let strategy = NamedOption.word(
    "anneal_strategy", of: ["cos", "linear"], default: "cos",
    "Whether it changes along cosine waves or in lines.")
  private static let cyclesMomentum = NamedOption.flag(
    "cycle_momentum", default: true, "Whether the momentum, or the first beta, changes too.")
  private static let lowestMomentum = momentum("base_momentum", 0.85, "The lowest momentum.")
  private static let highestMomentum = momentum("max_momentum", 0.95, "The highest momentum.")
  private static let startDivisor = divisor(
    "div_factor", 25, "The first learning rate is `max_lr` divided by this.")
  private static let endDivisor = divisor(
    "final_div_factor", 1e4, "The last learning rate is the first one divided by this.")
  private static let threePhases = NamedOption.flag(
    "three_phase", default: false,
    "Whether it falls as it rose, and then on to the last learning rate.")

  private static func momentum(
    _ name: String, _ value: Double, _ summary: String
  ) -> NamedOption<Double> {
    .number(
      name, 0...1.0.nextDown, expected: "a number from 0 to below 1", default: value, summary)
  }

  private static func divisor(
    _ name: String, _ value: Double, _ summary: String
  ) -> NamedOption<Double> {
    .number(
      name, Double.leastNonzeroMagnitude...Double.greatestFiniteMagnitude,
      expected: "a number above 0", default: value, summary)
  }

  static let entry = CatalogueEntry<any Schedule>(
    name: "one_cycle", pytorch: "torch.optim.lr_scheduler.OneCycleLR",
    summary: "The learning rate rises to `max_lr` and falls; the momentum the other way.",
    positional: [highestRate.described, steps.described],
    named: [
      epochs.described, stepsPerEpoch.described, risingShare.described, strategy.described,
      cyclesMomentum.described, lowestMomentum.described, highestMomentum.described,
      startDivisor.described, endDivisor.described, threePhases.described,
    ], refused: ScheduleOptions.refused,
    spelling: PyTorchSpelling(
      required: [(steps.name, "steps")], instead: [steps.name, epochs.name])
  ) { options throws(OptionProblem) in
    var settings = Settings(highestRate: try options.read(highestRate))
    settings.steps = try allSteps(options)
    settings.risingShare = try options.read(risingShare)
    settings.isLinear = try options.read(strategy) == "linear"
    let momenta = (try options.read(lowestMomentum), try options.read(highestMomentum))
    settings.momenta = try options.read(cyclesMomentum) ? momenta : nil
    settings.startDivisor = try options.read(startDivisor)
    settings.endDivisor = try options.read(endDivisor)
    settings.hasThreePhases = try options.read(threePhases)
    return OneCycleSchedule(settings)
  }

  private static func allSteps(_ options: Options) throws(OptionProblem) -> Int? {
    // PyTorch passes over the other two where it has this.
    if let steps = try options.read(steps) { return steps }
    switch (try options.read(epochs), try options.read(stepsPerEpoch)) {
    case (nil, nil): return nil
    case (nil, _?): throw OptionProblem("epochs", "is missing: `steps_per_epoch` needs it")
    case (_?, nil): throw OptionProblem("steps_per_epoch", "is missing: `epochs` needs it")
    case (let epochs?, let steps?):
      let (product, overflow) = epochs.multipliedReportingOverflow(by: steps)
      guard !overflow else { throw OptionProblem("epochs", "makes more steps than can be counted") }
      return product
    }
  }
}
