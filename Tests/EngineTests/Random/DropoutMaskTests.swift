import Testing

@testable import Engine

@Suite struct DropoutMaskTests {
  /// `torch.manual_seed(42); torch.nn.functional.dropout(torch.ones(3, 11), 0.1)`, PyTorch 2.15.0:
  /// zero at elements 6, 7 and 26 of 33.
  @Test func dropsWhatPyTorchDrops() {
    let generator = TorchGenerator(seed: 42)
    var sampler = DropoutSampler(probability: 0.1, maxColumns: 11)
    var mask = DropoutMask()
    mask.reshape(rows: 3, columns: 11)
    for row in 0..<3 {
      sampler.drawRow(11, from: &generator.engine, into: mask.row(row))
    }
    let dropped = (0..<33).filter { !mask.isKept(row: $0 / 11, column: $0 % 11) }
    #expect(dropped == [6, 7, 26])
  }

  /// With p = 1/2 the first word ties with the limit once in two million draws, and the second one
  /// decides: eight million draws meet several.
  @Test(arguments: [0.1, 0.5, 0.3, 0.999])
  func agreesWithTheDefinition(probability: Double) {
    let columns = 2011
    let rows = 4000
    let expected = TorchGenerator(seed: 3)
    let drawn = TorchGenerator(seed: 3)
    var sampler = DropoutSampler(probability: probability, maxColumns: columns)
    var mask = DropoutMask()
    mask.reshape(rows: 1, columns: columns)
    var differences = 0
    for _ in 0..<rows {
      sampler.drawRow(columns, from: &drawn.engine, into: mask.row(0))
      for column in 0..<columns {
        let kept = isKeptByDefinition(expected, probability: probability)
        if kept != mask.isKept(row: 0, column: column) { differences += 1 }
      }
    }
    #expect(differences == 0)
    #expect(expected.random() == drawn.random())
  }

  @Test func scalesWhatItKeepsAndZeroesTheRest() {
    let generator = TorchGenerator(seed: 42)
    var sampler = DropoutSampler(probability: 0.1, maxColumns: 33)
    var mask = DropoutMask()
    mask.reshape(rows: 1, columns: 33)
    sampler.drawRow(33, from: &generator.engine, into: mask.row(0))
    let dropout = Dropout(mask: mask, probability: 0.1)
    let values = Tensor(shape: [33], values: [Float](repeating: -3, count: 33))
    dropout.apply(to: values.start, into: values.start, rows: 1, columns: 33)
    for column in 0..<33 {
      let kept = mask.isKept(row: 0, column: column)
      #expect(values.values[column] == (kept ? -3 * Float(1.1111112) : 0))
    }
  }
}
