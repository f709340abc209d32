/// `nn.AdaptiveAvgPool1d` and `nn.AdaptiveAvgPool2d`: means of as many windows as are asked for.
final class AdaptiveAveragePoolLayer: Layer {
  static let entry1d = entry(
    "adaptive_avg_pool1d", "torch.nn.AdaptiveAvgPool1d", dimensions: 1,
    "Means of as many windows of a series as asked for.")
  static let entry2d = entry(
    "adaptive_avg_pool2d", "torch.nn.AdaptiveAvgPool2d", dimensions: 2,
    "Means of as many windows of a picture as asked for.")

  private static func entry(
    _ name: String, _ pytorch: String, dimensions: Int, _ summary: String
  ) -> CatalogueEntry<any Module> {
    let size = NamedOption<[Int]>.sizes("output_size", dimensions, "Windows along each dimension.")
    return CatalogueEntry(
      name: name, pytorch: pytorch, summary: summary, positional: [size.described]
    ) { options throws(OptionProblem) in AdaptiveAveragePoolLayer(try options.read(size)) }
  }

  private let size: [Int]

  init(_ size: [Int]) { self.size = size }

  func output(of input: [Int]) throws(ShapeProblem) -> [Int] {
    let names = size.count == 1 ? "length" : "height, width"
    guard input.count == size.count + 2 else { throw problem("[rows, channels, \(names)]", input) }
    return input[..<2] + size
  }

  /// Window i of n over an extent e: from ⌊i e / n⌋ to ⌈(i + 1) e / n⌉.
  func forward(_ x: Tensor, _ pass: Pass) throws(EngineError) -> LayerStep {
    let spans = size.indices.map { i in
      (0..<size[i]).map { position in
        let extent = x.shape[i + 2]
        let range = position * extent / size[i]..<((position + 1) * extent + size[i] - 1) / size[i]
        return MeanSpan(range: range, divisor: range.count)
      }
    }
    return SpanMeans(spans, input: x.shape, output: x.shape[..<2] + size).step(x, pass)
  }
}
