/// `nn.AvgPool1d` and `nn.AvgPool2d`: the mean of each window.
final class AveragePoolLayer: Layer {
  static let entry1d = entry(
    "avg_pool1d", "torch.nn.AvgPool1d", dimensions: 1, "The mean of each window of a series.")
  static let entry2d = entry(
    "avg_pool2d", "torch.nn.AvgPool2d", dimensions: 2, "The mean of each window of a picture.")

  private static let countsPadding = NamedOption<Bool>.flag(
    "count_include_pad", default: true, "Whether the padding counts as values of 0.")

  private static func entry(
    _ name: String, _ pytorch: String, dimensions: Int, _ summary: String
  ) -> CatalogueEntry<any Module> {
    let kernel = PoolingWindow.kernel(dimensions)
    let stride = PoolingWindow.stride(dimensions)
    let padding = PoolingWindow.padding(dimensions)
    return CatalogueEntry(
      name: name, pytorch: pytorch, summary: summary, positional: [kernel.described],
      named: [
        stride.described, padding.described, PoolingWindow.roundsUp.described,
        countsPadding.described,
      ], refused: ["divisor_override": "is not supported"]
    ) { options throws(OptionProblem) in
      AveragePoolLayer(
        try PoolingWindow(
          kernel: try options.read(kernel), stride: try options.read(stride),
          padding: try options.read(padding), roundsUp: try options.read(PoolingWindow.roundsUp)),
        countsPadding: try options.read(countsPadding))
    }
  }

  private let window: PoolingWindow
  private let countsPadding: Bool

  init(_ window: PoolingWindow, countsPadding: Bool = true) {
    (self.window, self.countsPadding) = (window, countsPadding)
  }

  func output(of input: [Int]) throws(ShapeProblem) -> [Int] { try window.output(of: input) }

  /// x [rows, channels, …] to y [rows, channels, windows…].
  func forward(_ x: Tensor, _ pass: Pass) throws(EngineError) -> LayerStep {
    let shape = try outputShape(of: x.shape, "average pooling")
    let extents = Array(x.shape[2...])
    let spans = extents.indices.map { i in
      (0..<shape[i + 2]).map { position in
        let start = position * window.stride[i] - window.padding[i]
        let end = min(start + window.kernel[i], extents[i] + window.padding[i])
        return MeanSpan(
          range: max(0, start)..<min(end, extents[i]),
          divisor: countsPadding ? end - start : min(end, extents[i]) - max(0, start))
      }
    }
    return SpanMeans(spans, input: x.shape, output: shape).step(x, pass)
  }
}
