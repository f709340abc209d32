import Foundation
import Testing

@testable import Engine

/// Every layer's outputs beside its definition in double precision, and every gradient beside that
/// definition's slopes.
@Suite struct LayerGradientTests {
  private func check(
    _ kind: String, _ options: [String: OptionValue], _ shape: [Int], scale: Float = 1,
    sourceLocation: SourceLocation = #_sourceLocation,
    _ function: ([String: [Double]]) -> [Double]
  ) throws {
    let module = try LayerCatalogue.entries.named(kind).make(Options(options))
    module.initialize(from: TorchGenerator(seed: 5))
    var samples = Samples(1)
    // Weights of a norm start as ones and zeros, which would hide mistakes.
    for (_, parameter) in module.allParameters {
      let values = samples.floats(parameter.value.count)
      var place = -1
      parameter.fill {
        place += 1
        return 0.3 + values[place]
      }
    }
    let x = samples.tensor(shape, scale: scale)
    NaiveCheck(module, inputs: [x]).expect(
      try ModuleRun(module, [.numbers(x)]), { [function($0)] }, sourceLocation: sourceLocation)
  }

  @Test(arguments: [true, false])
  func linear(bias: Bool) throws {
    for shape in [[4, 7], [2, 3, 7], [1, 7]] {
      try check("linear", ["in_features": 7, "out_features": 5, "bias": .flag(bias)], shape) {
        NaiveLayers.linear($0["input 0"] ?? [], $0["weight"] ?? [], $0["bias"], outputs: 5)
      }
    }
  }

  // MARK: - Activations

  @Test func activations() throws {
    let cases: [(String, [String: OptionValue], (Double) -> Double)] = [
      ("relu", [:], { max(0, $0) }),
      ("leaky_relu", ["negative_slope": 0.2], { $0 > 0 ? $0 : 0.2 * $0 }),
      ("elu", ["alpha": 0.7], { $0 > 0 ? $0 : 0.7 * expm1($0) }),
      ("gelu", [:], { $0 * 0.5 * erfc(-$0 / 2.0.squareRoot()) }),
      (
        "gelu", ["approximate": "tanh"],
        { 0.5 * $0 * (1 + tanh((2 / Double.pi).squareRoot() * ($0 + 0.044715 * $0 * $0 * $0))) }
      ),
      ("silu", [:], { $0 / (1 + exp(-$0)) }), ("tanh", [:], { tanh($0) }),
      ("sigmoid", [:], { 1 / (1 + exp(-$0)) }), ("softplus", [:], { log1p(exp($0)) }),
      ("softplus", ["beta": 2, "threshold": 1], { $0 > 0.5 ? $0 : log1p(exp(2 * $0)) / 2 }),
    ]
    for (kind, options, function) in cases {
      try check(kind, options, [3, 19], scale: 3) { ($0["input 0"] ?? []).map(function) }
    }
  }

  /// Along each dimension, the inner ones with a stride.
  @Test(arguments: [0, 1, 2, -1])
  func softmax(dim: Int) throws {
    let shape = [3, 4, 5]
    for isLogarithm in [false, true] {
      try check(isLogarithm ? "log_softmax" : "softmax", ["dim": .whole(dim)], shape, scale: 2) {
        let x = $0["input 0"] ?? []
        var y = x
        let rows = Dimension(dim, of: shape)
        rows.forEachRow { place, stride, count in
          let sum = (0..<count).reduce(0.0) { $0 + exp(x[place + $1 * stride]) }
          for i in 0..<count {
            let p = exp(x[place + i * stride]) / sum
            y[place + i * stride] = isLogarithm ? log(p) : p
          }
        }
        return y
      }
    }
  }

  // MARK: - Convolutions and pooling

  private static let windows: [NaiveLayers.Window] = [
    .init(kernel: [3, 3]), .init(kernel: [1, 1]),
    .init(kernel: [3, 2], stride: [2, 1], padding: [1, 1], dilation: [1, 2]),
    .init(kernel: [2, 3], padding: [1, 2], dilation: [2, 1], groups: 2),
    .init(kernel: [2, 2], stride: [2, 3], groups: 4),
  ]

  @Test(arguments: windows.indices)
  func convolutionOfPictures(number: Int) throws {
    let (window, shape) = (Self.windows[number], [3, 4, 7, 6])
    try check(
      "conv2d",
      [
        "in_channels": 4, "out_channels": 8, "kernel_size": .wholes(window.kernel),
        "stride": .wholes(window.stride), "padding": .wholes(window.padding),
        "dilation": .wholes(window.dilation), "groups": .whole(window.groups),
      ], shape, scale: 0.3
    ) {
      NaiveLayers.convolution(
        $0["input 0"] ?? [], shape, $0["weight"] ?? [], $0["bias"], outputs: 8, window)
    }
  }

  @Test func convolutionOfSeries() throws {
    let window = NaiveLayers.Window(
      kernel: [1, 3], stride: [1, 2], padding: [0, 2], dilation: [1, 2])
    try check(
      "conv1d",
      [
        "in_channels": 2, "out_channels": 3, "kernel_size": 3, "stride": 2, "padding": 2,
        "dilation": 2, "bias": false,
      ], [2, 2, 11]
    ) {
      NaiveLayers.convolution(
        $0["input 0"] ?? [], [2, 2, 1, 11], $0["weight"] ?? [], nil, outputs: 3, window)
    }
  }

  /// An even kernel has its odd zero at the end.
  @Test func keepsTheExtentWhereAsked() throws {
    let options: [String: OptionValue] = [
      "in_channels": 2, "out_channels": 2, "kernel_size": 4, "padding": "same", "bias": false,
    ]
    let layer = try LayerCatalogue.entries.named("conv1d").make(Options(options))
    #expect(
      try layer.outputs(of: [ActivationShape([2, 2, 9])]) == [ActivationShape([2, 2, 9])])
    try check("conv1d", options, [2, 2, 9]) {
      // One zero before, two after: as though the last of three were cut off.
      let x = $0["input 0"] ?? []
      var padded: [Double] = []
      for row in 0..<4 { padded += [0] + Array(x[row * 9..<row * 9 + 9]) + [0, 0] }
      return NaiveLayers.convolution(
        padded, [2, 2, 1, 12], $0["weight"] ?? [], nil, outputs: 2,
        NaiveLayers.Window(kernel: [1, 4]))
    }
  }

  @Test func transposedConvolution() throws {
    let shape = [2, 4, 3, 4]
    let cases: [(NaiveLayers.Window, [Int])] = [
      (.init(kernel: [3, 3], stride: [2, 2], padding: [1, 1]), [1, 1]),
      (.init(kernel: [2, 3], groups: 2), [0, 0]),
      (.init(kernel: [3, 2], stride: [1, 2], dilation: [2, 1], groups: 2), [0, 0]),
    ]
    for (window, more) in cases {
      let extents = (0..<2).map { (i: Int) -> Int in
        let last = (shape[i + 2] - 1) * window.stride[i]
        let reach = window.dilation[i] * (window.kernel[i] - 1)
        return last + reach + 1 + more[i] - 2 * window.padding[i]
      }
      try check(
        "conv_transpose2d",
        [
          "in_channels": 4, "out_channels": 6, "kernel_size": .wholes(window.kernel),
          "stride": .wholes(window.stride), "padding": .wholes(window.padding),
          "output_padding": .wholes(more), "dilation": .wholes(window.dilation),
          "groups": .whole(window.groups),
        ], shape, scale: 0.3
      ) {
        NaiveLayers.transposedConvolution(
          $0["input 0"] ?? [], shape, $0["weight"] ?? [], $0["bias"], outputs: 6,
          extents: extents, window)
      }
    }
  }

  @Test func pooling() throws {
    let shape = [2, 3, 7, 6]
    let windows: [NaiveLayers.Window] = [
      .init(kernel: [2, 2], stride: [2, 2]),
      .init(kernel: [3, 3], stride: [2, 1], padding: [1, 1]),
      .init(kernel: [3, 2], stride: [1, 2], padding: [0, 1]),
    ]
    for window in windows {
      let options: [String: OptionValue] = [
        "kernel_size": .wholes(window.kernel), "stride": .wholes(window.stride),
        "padding": .wholes(window.padding),
      ]
      try check("max_pool2d", options, shape) {
        NaiveLayers.pool($0["input 0"] ?? [], shape, window) { values, _ in values.max() ?? 0 }
      }
      for countsPadding in [true, false] {
        var options = options
        options["count_include_pad"] = .flag(countsPadding)
        try check("avg_pool2d", options, shape) {
          NaiveLayers.pool($0["input 0"] ?? [], shape, window) { values, size in
            values.reduce(0, +) / Double(countsPadding ? size : values.count)
          }
        }
      }
    }
    try check("adaptive_avg_pool2d", ["output_size": [3, 4]], shape) {
      let x = $0["input 0"] ?? []
      return (0..<6).flatMap { plane in
        (0..<3).flatMap { i in
          (0..<4).map { j in
            let lines = i * 7 / 3..<((i + 1) * 7 + 2) / 3
            let columns = j * 6 / 4..<((j + 1) * 6 + 3) / 4
            let values = lines.flatMap { line in columns.map { x[plane * 42 + line * 6 + $0] } }
            return values.reduce(0, +) / Double(values.count)
          }
        }
      }
    }
  }

  // MARK: - Normalizations

  /// Places of a tensor [rows, channels, plane] by group.
  private func places(
    rows: Int, channels: Int, plane: Int, _ group: (_ row: Int, _ channel: Int) -> Int
  ) -> [[Int]] {
    let all = (0..<rows * channels * plane).map { place in
      (group(place / plane / channels, place / plane % channels), place)
    }
    return Dictionary(grouping: all, by: \.0).sorted { $0.key < $1.key }.map { $0.value.map(\.1) }
  }

  @Test(arguments: [[5, 3], [4, 3, 2, 5]])
  func batchNormalization(shape: [Int]) throws {
    let plane = shape[2...].reduce(1, *)
    for isAffine in [true, false] {
      try check(
        shape.count == 2 ? "batch_norm1d" : "batch_norm2d",
        ["num_features": 3, "affine": .flag(isAffine)], shape
      ) { values in
        let groups = places(rows: shape[0], channels: 3, plane: plane) { _, channel in channel }
        let x = NaiveLayers.normalized(values["input 0"] ?? [], groups)
        return x.indices.map {
          let channel = $0 / plane % 3
          return x[$0] * (values["weight"]?[channel] ?? 1) + (values["bias"]?[channel] ?? 0)
        }
      }
    }
  }

  @Test func layerNormalization() throws {
    try check("layer_norm", ["normalized_shape": [2, 9]], [4, 2, 9]) { values in
      let x = NaiveLayers.normalized(
        values["input 0"] ?? [], (0..<4).map { row in Array(row * 18..<(row + 1) * 18) })
      return x.indices.map {
        x[$0] * (values["weight"]?[$0 % 18] ?? 1) + (values["bias"]?[$0 % 18] ?? 0)
      }
    }
  }

  @Test func groupNormalization() throws {
    try check("group_norm", ["num_groups": 2, "num_channels": 6], [3, 6, 2, 3]) { values in
      let groups = places(rows: 3, channels: 6, plane: 6) { row, channel in
        row * 2 + channel / 3
      }
      let x = NaiveLayers.normalized(values["input 0"] ?? [], groups)
      return x.indices.map {
        let channel = $0 / 6 % 6
        return x[$0] * (values["weight"]?[channel] ?? 1) + (values["bias"]?[channel] ?? 0)
      }
    }
  }

  // MARK: - Without arithmetic

  @Test func shapes() throws {
    try check("flatten", ["start_dim": 1, "end_dim": 2], [2, 3, 4, 5]) { $0["input 0"] ?? [] }
    try check("reshape", ["shape": [-1, 6]], [4, 3]) { $0["input 0"] ?? [] }
    try check("select", ["index": -1, "dim": 1], [2, 3, 4]) {
      let x = $0["input 0"] ?? []
      return Array(x[8..<12] + x[20..<24])
    }
  }

  @Test func embeddingsAddUpWhereAnIndexComesTwice() throws {
    let layer = try LayerCatalogue.entries.named("embedding").make(
      Options(["num_embeddings": 4, "embedding_dim": 3, "padding_idx": 0]))
    layer.initialize(from: TorchGenerator(seed: 5))
    let indices = Indices(shape: [2, 2], values: [1, 0, 3, 1])
    let run = try ModuleRun(layer, [.indices(indices)])
    let weights = run.weights[0].array
    let table = layer.allParameters[0].parameter.value.array
    #expect(Array(table[..<3]) == [0, 0, 0])
    var expected: [Float] = []
    for index in [1, 0, 3, 1] { expected += table[index * 3..<index * 3 + 3] }
    #expect(run.outputs[0].array == expected)
    let gradient = try #require(run.gradients["weight"])
    #expect(Array(gradient[..<3]) == [0, 0, 0] && Array(gradient[6..<9]) == [0, 0, 0])
    for i in 0..<3 {
      let sum = weights[i] + weights[9 + i]
      #expect(gradient[3 + i] == sum)
    }
    #expect(Array(gradient[9...]) == Array(weights[6..<9]))
    let beyond = EngineError.invalidInput(.index(4, rows: 4))
    #expect(throws: beyond) {
      try ModuleRun(layer, [.indices(Indices(shape: [1, 1], values: [4]))])
    }
  }
}

extension OptionValue {
  static func wholes(_ values: [Int]) -> OptionValue { .list(values.map { .whole($0) }) }
}
