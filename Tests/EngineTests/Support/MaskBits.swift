@testable import Engine

extension DropoutMask {
  /// Whether an element is kept, read from its bit.
  func isKept(row: Int, column: Int) -> Bool {
    withRow(row) { groups in
      let within = column % Self.elementsPerGroup
      return groups[column / Self.elementsPerGroup][within % 8] >> UInt32(within / 8) & 1 == 1
    } ?? false
  }
}

/// PyTorch's decision for one element, by its definition: `keep` where 53 bits of a draw, as a
/// fraction, are below 1 - p.
func isKeptByDefinition(_ generator: TorchGenerator, probability p: Double) -> Bool {
  Double(generator.random64() & ((1 << 53) - 1)) * 0x1p-53 < 1 - p
}
