import Testing

@testable import Engine

@Suite struct FirstRowAttentionTests {
  private let heads = 3
  private let width = 24

  /// Fewer tokens than heads, and more than a mask's group of elements.
  @Test(arguments: [1, 2, 13, 300], [false, true])
  func agreesWithAttentionOverAllKeysAndValues(tokens: Int, isDropping: Bool) {
    var samples = Samples(21)
    func linear(_ name: String) -> Linear {
      Linear(
        weight: Parameter(name: name + ".weight", value: samples.tensor([width, width])),
        bias: Parameter(name: name + ".bias", value: samples.tensor([width])))
    }
    let (keyLayer, valueLayer) = (linear("key"), linear("value"))
    let input = samples.tensor([tokens, width])
    let query = samples.tensor([1, width])
    let dropout = isDropping ? sampleMask(rows: heads, columns: tokens) : nil
    let block = Tensor(shape: [Attention.blockSize(tokens: tokens, heads: heads)])

    let (key, value) = (Tensor(shape: [tokens, width]), Tensor(shape: [tokens, width]))
    keyLayer.forward(of: input.start, rows: tokens, into: key.start)
    valueLayer.forward(of: input.start, rows: tokens, into: value.start)
    let expected = Tensor(shape: [1, width])
    Attention.forward(
      query: query.start, key: key.start, value: value.start, into: expected.start, queries: 1,
      tokens: tokens, heads: heads, headSize: width / heads, dropout: dropout,
      block: block.start,
      packed: Attention.PackedHead(maxTokens: tokens, headSize: width / heads), keeping: nil)

    let (keyed, mixed) = (Tensor(shape: [heads, width]), Tensor(shape: [heads, width]))
    let sums = Tensor(shape: [heads])
    let probabilities = Tensor(shape: block.shape)
    func context(keeping: Bool) -> [Float] {
      let context = Tensor(shape: [1, width])
      FirstRowAttention(key: keyLayer, value: valueLayer, heads: heads).forward(
        query: query.start, input: input.start, tokens: tokens, dropout: dropout,
        memory: FirstRowAttention.Memory(
          keyed: keyed.start, mixed: mixed.start, sums: sums.start, dSums: sums.start,
          probabilities: keeping ? probabilities.start : block.start),
        dropped: block.start, into: context.start)
      return context.array
    }
    let kept = context(keeping: true)
    #expect(largestDifference(kept, expected.array.doubles) < 2e-6)
    #expect(context(keeping: false).map(\.bitPattern) == kept.map(\.bitPattern))
  }
}
