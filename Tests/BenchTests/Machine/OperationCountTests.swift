import Engine
import Testing

@testable import lesson_bench

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

  private var configuration: BertConfiguration {
    var configuration = RandomModel(layers: 2, hidden: 6, vocabulary: 9).configuration
    (configuration.heads, configuration.intermediateSize) = (2, 10)
    return configuration
  }

  @Test func countsEveryProductOfTheForwardPass() {
    let expected = products.reduce(0.0) { $0 + 2 * Double($1.m * $1.n * $1.k) }
    #expect(configuration.forwardOperations(tokens: 5) == expected)
  }

  @Test func countsTwoProductsOnTheWayBackForEachOne() {
    // Of out [m, n] = a [m, k] · b [k, n]: da = dOut · bᵀ and db = aᵀ · dOut.
    let back = products.flatMap { [Product($0.m, $0.k, $0.n), Product($0.k, $0.n, $0.m)] }
    let expected = back.reduce(0.0) { $0 + 2 * Double($1.m * $1.n * $1.k) }
    #expect(configuration.backwardOperations(tokens: 5) == expected)
  }
}
