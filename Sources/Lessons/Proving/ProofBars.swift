import Records

/// How far figures may be apart: what docs/numerics.md says.
enum ProofBars {
  /// Of sums in single precision, as a share of a figure above 1.
  static let sums = 2e-6
  /// The same where a backbone trains too.
  static let fineTuning = 1e-5
  /// Of gradients' norms, as shares of them.
  static let gradients = 1e-5
  static let fineTuningGradients = 1e-4
  /// Below this two norms that are zero in exact arithmetic are both rounding.
  static let zeroGradient = 1e-8
  /// Of what is computed in double precision.
  static let doubles = 1e-12
  /// Of normally distributed starting weights, whose sines and logarithms libraries round differently.
  static let normalDraws = 1e-6
  /// A figure as Python prints it, rounded to four places, may be rounded either way.
  static let printed = 1.000001e-4

  /// Of a training's losses.
  static func ofLosses(_ results: [String: JSONValue]) -> Double {
    trainsBackbone(results) ? fineTuning : sums
  }

  /// Whether a training has given gradients to a backbone.
  static func trainsBackbone(_ results: [String: JSONValue]) -> Bool {
    guard results[.tokens] != nil else { return false }
    return results[.firstGradientNorms]?.object?.keys.contains { $0.hasPrefix("0.") } ?? false
  }

  /// Results that are drawn or counted and hold fractions all the same are none of these; what is
  /// listed here may be whole by chance.
  static let measured = names([
    .losses, .printedLoss, .meanLoss, .firstLogits, .firstGradientNorms, .validationLoss, .logits,
    .probabilities, .regression, .loss, .batchLosses, .meanBatchLoss, .predictions, .baseline,
    .scales,
  ])

  /// What is computed in double precision throughout.
  static let inDoubles = names([.baseline, .scales])

  private static func names(_ keys: [ResultKey]) -> Set<String> { Set(keys.map(\.name)) }
}
