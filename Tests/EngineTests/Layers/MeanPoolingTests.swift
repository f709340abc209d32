import Testing

@testable import Engine

@Suite struct MeanPoolingTests {
  @Test func averagesRowsAndGivesEachAnEqualShareOfTheGradient() {
    let rows = Tensor(shape: [3, 8], values: (0..<24).map(Float.init))
    let mean = Tensor(shape: [8])
    kernels.mean(rows.start, rows: 3, columns: 8, into: mean.start)
    #expect(mean.array == (8..<16).map(Float.init))
    let dRows = Tensor(shape: [3, 8])
    kernels.meanBackward(dOutput: mean.start, rows: 3, columns: 8, into: dRows.start)
    let third = mean.array.map { $0 / 3 }
    #expect(dRows.array == third + third + third)
  }
}
