/// How much is measured.
struct Sizes {
  var isQuick: Bool
  /// The lesson's subset, its batches, and where reviews are cut off.
  var rows, batchSize, maxLength, epochs: Int
  /// Reviews of the evaluation-mode stage.
  var forwardRows: Int
  /// Batches of a training stage that count.
  var batches: Int
  /// How long a measurement of the machine's rate is.
  var rateLayers, rateRepetitions: Int
  /// Rounds of the comparison of encoders, and reviews in each.
  var encoderRounds, encoderRows: Int
  /// What growth is measured over.
  var growthRows, growthLengths: [Int]
  /// The larger model.
  var wide: (layers: Int, hidden: Int)

  static let full = Sizes(
    isQuick: false, rows: 1000, batchSize: 16, maxLength: 512, epochs: 10, forwardRows: 128,
    batches: 8,
    rateLayers: 60, rateRepetitions: 3, encoderRounds: 8, encoderRows: 16,
    growthRows: [4, 8, 16, 32], growthLengths: [64, 128, 256, 512], wide: (12, 768))

  /// A minute's worth that shows that everything works.
  static let quick = Sizes(
    isQuick: true, rows: 64, batchSize: 4, maxLength: 96, epochs: 2, forwardRows: 8, batches: 4,
    rateLayers: 4, rateRepetitions: 1, encoderRounds: 2, encoderRows: 2,
    growthRows: [2, 4, 8], growthLengths: [16, 32, 64], wide: (2, 96))
}
