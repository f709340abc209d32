import Testing

@testable import Engine

@Suite struct OperationCountTests {
  /// A product of [m, k] and [k, n].
  private typealias Product = (m: Int, n: Int, k: Int)

  /// Every product of the forward pass, one by one: 2 layers, 6 wide, 2 heads, 10 inside, 5 tokens.
  private let products: [Product] =
    // First layer: query, key, value; for each head scores and context; output; feed-forward.
    Array(repeating: (5, 6, 6), count: 3)
    + Array(repeating: (5, 5, 3), count: 2) + Array(repeating: (5, 3, 5), count: 2)
    + [(5, 6, 6), (5, 10, 6), (5, 6, 10)]
    // Last layer, one row: query; for both heads the query through the key's weights, and back from
    // the mean through the value's; scores and mean of both heads; output; feed-forward; pooler.
    + [(1, 6, 6)]
    + Array(repeating: (1, 6, 3), count: 2) + Array(repeating: (1, 3, 6), count: 2)
    + [(2, 5, 6), (2, 6, 5)]
    + [(1, 6, 6), (1, 10, 6), (1, 6, 10)]
    + [(1, 6, 6)]

  private let configuration = BertConfiguration(
    vocabularySize: 9, hiddenSize: 6, layers: 2, heads: 2, intermediateSize: 10, maxPositions: 8,
    typeVocabularySize: 2, layerNormEpsilon: 1e-12, hiddenDropout: 0.1, attentionDropout: 0.1)

  @Test func countsEveryProductOfTheForwardPass() {
    let expected = products.reduce(0.0) { $0 + 2 * Double($1.m * $1.n * $1.k) }
    #expect(configuration.forwardOperations(tokens: 5) == expected)
  }

  /// The mean reads every row, so the last layer is like the first, and there is no pooler.
  @Test func countsEveryRowThatTheMeanReads() {
    let layer = products.prefix(10).reduce(0.0) { $0 + 2 * Double($1.m * $1.n * $1.k) }
    #expect(configuration.forwardOperations(tokens: 5, pooling: .mean) == 2 * layer)
  }

  @Test func countsTwoProductsOnTheWayBackForEachOne() {
    // Of out [m, n] = a [m, k] · b [k, n]: da = dOut · bᵀ and db = aᵀ · dOut.
    let back = products.flatMap { [Product($0.m, $0.k, $0.n), Product($0.k, $0.n, $0.m)] }
    let expected = back.reduce(0.0) { $0 + 2 * Double($1.m * $1.n * $1.k) }
    #expect(configuration.backwardOperations(tokens: 5) == expected)
  }

  @Test func countsTheNumbersOfAllTensorsButThePoolers() throws {
    let model = try tinyBert()
    let expected = model.parameters.filter { !$0.name.hasPrefix("pooler") }
      .reduce(0) { $0 + $1.value.count }
    #expect(model.configuration.encoderParameters == Double(expected))
  }
}
