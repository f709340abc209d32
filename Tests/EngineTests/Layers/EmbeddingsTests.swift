import Testing

@testable import Engine

@Suite struct EmbeddingsTests {
  @Test func givesEachRowItsShareOfTheGradientAndPaddingNone() throws {
    var samples = Samples(4)
    let embeddings = Embeddings(
      words: Parameter(name: "words", value: samples.tensor([6, 8])),
      positions: Parameter(name: "positions", value: samples.tensor([4, 8])),
      tokenTypes: Parameter(name: "types", value: samples.tensor([2, 8])), padding: 0)
    let sequences: [[Int32]] = [[1, 3, 1], [2, 0, 3, 5]]
    let dOutput = samples.tensor([7, 8])
    embeddings.backward(sequences, dOutput: dOutput.start)
    var (words, positions, types) = (
      [Double](repeating: 0, count: 48), [Double](repeating: 0, count: 32),
      [Double](repeating: 0, count: 16)
    )
    let places = sequences.flatMap { $0.enumerated().map { (position: $0, id: Int($1)) } }
    for (row, place) in places.enumerated() {
      for j in 0..<8 {
        let gradient = Double(dOutput.values[row * 8 + j])
        if place.id != 0 { words[place.id * 8 + j] += gradient }
        positions[place.position * 8 + j] += gradient
        types[j] += gradient
      }
    }
    let found = try [embeddings.words, embeddings.positions, embeddings.tokenTypes].map {
      try #require($0.gradient).array
    }
    #expect(largestDifference(found[0], words) < 1e-6)
    #expect(largestDifference(found[1], positions) < 1e-6)
    #expect(largestDifference(found[2], types) < 1e-6)
  }

  @Test func forgetsRowsOfAnEarlierStep() throws {
    var samples = Samples(5)
    let embeddings = Embeddings(
      words: Parameter(name: "words", value: samples.tensor([6, 8])),
      positions: Parameter(name: "positions", value: samples.tensor([4, 8])),
      tokenTypes: Parameter(name: "types", value: samples.tensor([1, 8])), padding: 0)
    let dOutput = samples.tensor([2, 8])
    embeddings.backward([[1, 4]], dOutput: dOutput.start)
    embeddings.words.gradient = nil
    embeddings.backward([[2, 5]], dOutput: dOutput.start)
    let gradient = try #require(embeddings.words.gradient).array
    #expect(Array(gradient[8..<16]) == [Float](repeating: 0, count: 8))
    #expect(Array(gradient[16..<24]) == Array(dOutput.array.prefix(8)))
  }
}
