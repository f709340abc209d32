import KernelInterface

@testable import Engine

extension DropoutMask {
  /// Whether an element is kept, read from its bit.
  func isKept(row: Int, column: Int) -> Bool {
    let size = DropoutBits.elementsPerGroup
    let within = column % size
    let word = self.row(row)[column / size][within % 16]
    return word >> UInt32(within / 16) & 1 == 1
  }
}

/// PyTorch's decision for one element, by its definition: `keep` where 53 bits of a draw, as a
/// fraction, are below 1 - p.
func isKeptByDefinition(_ generator: TorchGenerator, probability p: Double) -> Bool {
  Double(generator.random64() & ((1 << 53) - 1)) * 0x1p-53 < 1 - p
}
