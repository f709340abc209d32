/// The options that all normalizations have.
enum NormOptions {
  static let epsilon = NamedOption<Double>.number(
    "eps", 0...1, expected: "a number from 0 to 1", default: 1e-5,
    "What is added to the variance, against division by 0.")
  static let affine = NamedOption<Bool>.flag(
    "affine", default: true, "Whether the result is scaled and shifted by learned weights.")
  static let bias = NamedOption<Bool>.flag(
    "bias", default: true, "Whether the result is shifted, too.")
  static let refused = [
    "device": "is not needed", "dtype": "is not needed: numbers are float32",
  ]
}
