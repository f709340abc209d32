import Testing

@testable import Engine

@Suite struct LayerNormTests {
  private let rows = 5
  private let columns = 24

  /// Σ output * weights of the sum, by loops in double precision.
  private func total(
    _ x: [Double], weight: [Double], bias: [Double], by outer: [Double]
  ) -> Double {
    var sum = 0.0
    for row in 0..<rows {
      let line = Array(x[row * columns..<(row + 1) * columns])
      let mean = line.reduce(0, +) / Double(columns)
      let variance = line.reduce(0) { $0 + ($1 - mean) * ($1 - mean) } / Double(columns)
      for j in 0..<columns {
        let y = (line[j] - mean) / (variance + 1e-5).squareRoot() * weight[j] + bias[j]
        sum += y * outer[row * columns + j]
      }
    }
    return sum
  }

  @Test func hasTheGradientsThatFiniteDifferencesHave() {
    var samples = Samples(7)
    let values = samples.tensor([rows, columns], scale: 2)
    let norm = LayerNorm(
      weight: Parameter(name: "weight", value: samples.tensor([columns])),
      bias: Parameter(name: "bias", value: samples.tensor([columns])), epsilon: 1e-5)
    let gradient = samples.tensor([rows, columns])
    let (x, w, b) = (
      values.array.doubles, norm.weight.value.array.doubles, norm.bias.value.array.doubles
    )
    let outer = gradient.array.doubles

    let (normalized, inverse) = (Tensor(shape: [rows, columns]), Tensor(shape: [rows]))
    let kept = LayerNorm.Kept(normalized: normalized.start, inverse: inverse.start)
    norm.forward(values.start, rows: rows, columns: columns, keeping: kept)
    let (dWeight, dBias) = (Tensor(shape: [columns]), Tensor(shape: [columns]))
    norm.backward(
      gradient.start, kept: kept, rows: rows, columns: columns, dWeight: dWeight.start,
      dBias: dBias.start)

    expectGradient(
      gradient.array, slopes(at: x) { total($0, weight: w, bias: b, by: outer) }, "input")
    expectGradient(
      dWeight.array, slopes(at: w) { total(x, weight: $0, bias: b, by: outer) }, "weight")
    expectGradient(
      dBias.array, slopes(at: b) { total(x, weight: w, bias: $0, by: outer) }, "bias")
  }

  @Test func computesTheSameBitsWhetherItKeepsOrNot() {
    var samples = Samples(8)
    let plain = samples.tensor([rows, columns])
    let keeping = Tensor(shape: [rows, columns], values: plain.array)
    let norm = LayerNorm(
      weight: Parameter(name: "weight", value: samples.tensor([columns])),
      bias: Parameter(name: "bias", value: samples.tensor([columns])), epsilon: 1e-12)
    let (normalized, inverse) = (Tensor(shape: [rows, columns]), Tensor(shape: [rows]))
    norm.forward(plain.start, rows: rows, columns: columns, keeping: nil)
    norm.forward(
      keeping.start, rows: rows, columns: columns,
      keeping: LayerNorm.Kept(normalized: normalized.start, inverse: inverse.start))
    #expect(plain.array.map(\.bitPattern) == keeping.array.map(\.bitPattern))
  }
}
