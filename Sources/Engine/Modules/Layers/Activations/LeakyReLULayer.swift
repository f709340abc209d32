/// `nn.LeakyReLU`: x where it is above 0, else a small part of it (Maas, Hannun and Ng, 2013).
final class LeakyReLULayer: ElementwiseLayer {
  private static let slope = NamedOption<Double>.number(
    "negative_slope", default: 0.01, "What values below 0 are multiplied with.")

  static let entry = CatalogueEntry<any Module>(
    name: "leaky_relu", pytorch: "torch.nn.LeakyReLU", summary: "x, or a small part of it below 0.",
    named: [slope.described],
    refused: ["inplace": "changes no result: leave it out"]
  ) { options throws(OptionProblem) in LeakyReLULayer(Float(try options.read(slope))) }

  private let slope: Float

  init(_ slope: Float) { self.slope = slope }

  func apply(_ x: UnsafePointer<Float>, into y: UnsafeMutablePointer<Float>, count: Int) {
    for i in 0..<count { y[i] = x[i] > 0 ? x[i] : x[i] * slope }
  }

  /// In the forward pass this was: y = x above 0, slope x elsewhere.
  func applyBackward(
    _ dY: UnsafePointer<Float>, x: UnsafePointer<Float>, y: UnsafePointer<Float>,
    into dX: UnsafeMutablePointer<Float>, count: Int
  ) {
    for i in 0..<count { dX[i] = x[i] > 0 ? dY[i] : dY[i] * slope }
  }
}
