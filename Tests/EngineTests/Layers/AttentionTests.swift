import Foundation
import Testing

@testable import Engine

@Suite struct AttentionTests {
  private let heads = 2
  private let headSize = 8
  private var width: Int { heads * headSize }

  /// Σ context * outer, by loops in double precision.
  private func total(
    _ query: [Double], _ key: [Double], _ value: [Double], queries: Int, tokens: Int,
    dropout: Dropout?, by outer: [Double]
  ) -> Double {
    var sum = 0.0
    for head in 0..<heads {
      let columns = head * headSize..<(head + 1) * headSize
      for q in 0..<queries {
        let powers = (0..<tokens).map { t in
          Foundation.exp(
            columns.reduce(0) { $0 + query[q * width + $1] * key[t * width + $1] }
              / Double(headSize).squareRoot())
        }
        let all = powers.reduce(0, +)
        for t in 0..<tokens {
          let isKept = dropout?.mask.isKept(row: head * queries + q, column: t) ?? true
          let p = isKept ? powers[t] / all * (dropout == nil ? 1 : 1 / 0.9) : 0
          for j in columns { sum += p * value[t * width + j] * outer[q * width + j] }
        }
      }
    }
    return sum
  }

  /// A few rows as in a short text, and more than a block of rows.
  @Test(arguments: [(13, 13), (131, 131)], [false, true])
  func hasTheGradientsThatFiniteDifferencesHave(sizes: (Int, Int), isDropping: Bool) {
    let (queries, tokens) = sizes
    var samples = Samples(3)
    let query = samples.tensor([queries, width], scale: 2)
    let key = samples.tensor([tokens, width], scale: 2)
    let value = samples.tensor([tokens, width])
    let dContext = samples.tensor([queries, width])
    let dropout = isDropping ? sampleMask(rows: heads * queries, columns: tokens) : nil
    let (q, k, v) = (query.array.doubles, key.array.doubles, value.array.doubles)
    let outer = dContext.array.doubles

    let block = Tensor(shape: [Attention.blockSize(tokens: tokens, heads: heads)])
    let dScores = Tensor(shape: [Attention.blockSize(tokens: tokens, heads: heads)])
    let probabilities = Tensor(
      shape: [Attention.probabilitiesSize(queries: queries, tokens: tokens, heads: heads)])
    let packed = Attention.PackedHead(maxTokens: tokens, headSize: headSize)
    let context = Tensor(shape: [queries, width])
    Attention.forward(
      query: query.start, key: key.start, value: value.start, into: context.start,
      queries: queries, tokens: tokens, heads: heads, headSize: headSize, dropout: dropout,
      block: block.start, packed: packed, keeping: probabilities.start)
    let plain = Tensor(shape: [queries, width])
    Attention.forward(
      query: query.start, key: key.start, value: value.start, into: plain.start,
      queries: queries, tokens: tokens, heads: heads, headSize: headSize, dropout: dropout,
      block: block.start, packed: packed, keeping: nil)
    #expect(context.array.map(\.bitPattern) == plain.array.map(\.bitPattern))
    let (dKey, dValue) = (Tensor(shape: [tokens, headSize]), Tensor(shape: [tokens, headSize]))
    Attention.backward(
      dContext: dContext.start, query: query.start, key: key.start, value: value.start,
      probabilities: probabilities.start, queries: queries, tokens: tokens, heads: heads,
      headSize: headSize, dropout: dropout,
      scratch: Attention.Scratch(
        dropped: block.start, dScores: dScores.start, dKey: dKey.start, dValue: dValue.start,
        packed: packed))

    func total(_ q: [Double], _ k: [Double], _ v: [Double]) -> Double {
      self.total(q, k, v, queries: queries, tokens: tokens, dropout: dropout, by: outer)
    }
    // Of the long sequence a few rows do: the loops above are slow.
    let rows = tokens > 100 ? [0, 77, 129, 130] : Array(0..<tokens)
    func chosen(_ values: [Float], _ rows: [Int]) -> [Float] {
      rows.flatMap { values[$0 * width..<($0 + 1) * width] }
    }
    func slopesOf(_ values: [Double], _ rows: [Int], _ function: ([Double]) -> Double) -> [Double] {
      let places = rows.flatMap { Array($0 * width..<($0 + 1) * width) }
      return slopes(at: places.map { values[$0] }) { changed in
        var all = values
        for (place, value) in zip(places, changed) { all[place] = value }
        return function(all)
      }
    }
    let queryRows = rows.filter { $0 < queries }
    expectGradient(
      chosen(query.array, queryRows), slopesOf(q, queryRows) { total($0, k, v) }, "query")
    expectGradient(chosen(key.array, rows), slopesOf(k, rows) { total(q, $0, v) }, "key")
    expectGradient(chosen(value.array, rows), slopesOf(v, rows) { total(q, k, $0) }, "value")
  }
}
