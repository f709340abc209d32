/// PyTorch's CPU generator after `torch.manual_seed(seed)`, and what PyTorch draws from it.
///
/// A sample, in PyTorch and here:
///
///     torch.manual_seed(42); torch.nn.Linear(384, 64).weight[0, :2]   # 0.0390152, 0.04235617
///     let g = TorchGenerator(seed: 42); let b = LinearInitialization.weightBound(inputs: 384)
///     g.uniform(-b, b); g.uniform(-b, b)
///
/// Source: PyTorch 2.15, `aten/src/ATen/CPUGeneratorImpl.cpp`, `core/DistributionsHelper.h`,
/// `native/TensorFactories.cpp`; every value checked by `Tests/EngineTests/Random`.
public final class TorchGenerator {
  var engine: MersenneTwister
  /// The second of two normally distributed numbers, until it is asked for.
  var spareNormal: Double?

  /// The stream of a seed; PyTorch's engine keeps the low 32 bits of it.
  public init(seed: Int) {
    engine = MersenneTwister(seed: UInt32(truncatingIfNeeded: seed))
  }

  /// Everything that what is drawn next depends on.
  public struct State: Sendable, Codable, Equatable {
    /// The current block of the generator, 624 words.
    public var words: [UInt32]
    /// The next word of it to hand out; 624 when the block is used up.
    public var position: Int
    /// The second of two normally distributed numbers, until it is asked for.
    public var spareNormal: Double?
  }

  /// To be kept and gone back to.
  public var state: State {
    get { State(words: engine.words, position: engine.position, spareNormal: spareNormal) }
    set {
      engine = MersenneTwister(words: newValue.words, position: newValue.position)
      spareNormal = newValue.spareNormal
    }
  }

  /// The next 32-bit output.
  public func random() -> UInt32 { engine.next() }

  /// Two outputs joined, the first as the high half.
  public func random64() -> UInt64 {
    let high = UInt64(engine.next())
    return high << 32 | UInt64(engine.next())
  }

  /// One element of `Tensor.uniform_(low, high)` in single precision.
  ///
  /// The product and the sum are rounded once: PyTorch's kernel is compiled to a fused
  /// multiply-add, and without it half of the values differ in their last bit.
  public func uniform(_ low: Float, _ high: Float) -> Float {
    let x = Float(engine.next() & 0xFF_FFFF) * 0x1p-24
    return low.addingProduct(x, high - low)
  }

  /// `torch.randperm(n)` for n below 2^32 / 20.
  public func permutation(_ n: Int) -> [Int] {
    var order = Array(0..<n)
    guard n > 1 else { return order }
    for i in 0..<(n - 1) {
      order.swapAt(i, i + Int(engine.next()) % (n - i))
    }
    return order
  }
}
