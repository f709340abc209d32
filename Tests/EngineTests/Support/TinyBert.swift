@testable import Engine

/// A BERT of a few thousand random weights: two layers, two heads, 16 wide.
func tinyBert(
  seed: UInt32 = 1, hiddenDropout: Double = 0.1, attentionDropout: Double = 0.1
) throws -> BertModel {
  let configuration = BertConfiguration(
    vocabularySize: 50, hiddenSize: 16, layers: 2, heads: 2, intermediateSize: 32,
    maxPositions: 300, typeVocabularySize: 2, layerNormEpsilon: 1e-12,
    hiddenDropout: hiddenDropout, attentionDropout: attentionDropout,
    // Its sequences are of any ids, and the naive BERT beside it knows of no padding id.
    paddingID: -1)
  var samples = Samples(seed)
  let model = try BertModel(configuration) { _, shape throws(EngineError) in
    samples.tensor(shape, scale: 0.5)
  }
  for parameter in model.parameters { parameter.requiresGradient = false }
  return model
}

/// Sequences of some lengths of the tiny model's vocabulary.
func tinySequences(_ lengths: [Int], seed: UInt32 = 9) -> [[Int32]] {
  var engine = MersenneTwister(seed: seed)
  return lengths.map { length in (0..<length).map { _ in Int32(engine.next() % 50) } }
}
