import Foundation
import Testing

@testable import Engine

@Suite struct BertConfigurationTests {
  private let folder: TemporaryFolder
  private static let small = [
    "model_type": "\"bert\"", "vocab_size": "100", "hidden_size": "16", "num_hidden_layers": "2",
    "num_attention_heads": "4", "intermediate_size": "32", "max_position_embeddings": "64",
  ]

  init() throws { folder = try TemporaryFolder() }

  private func read(_ changes: [String: String?]) throws -> BertConfiguration {
    var values = Self.small
    for (key, value) in changes { values[key] = value }
    let members = values.map { "\"\($0)\": \($1)" }.joined(separator: ",\n")
    try folder.write("{\(members)}", to: "config.json")
    return try BertConfiguration.read(folder: folder.url)
  }

  @Test func readsWhatIsThereAndTakesDefaultsForTheRest() throws {
    #expect(
      try read(["hidden_dropout_prob": "0.25"])
        == BertConfiguration(
          vocabularySize: 100, hiddenSize: 16, layers: 2, heads: 4, intermediateSize: 32,
          maxPositions: 64, typeVocabularySize: 2, layerNormEpsilon: 1e-12, hiddenDropout: 0.25,
          attentionDropout: 0.1))
  }

  @Test(arguments: [
    ["model_type": "\"roberta\""], ["model_type": nil], ["hidden_act": "\"relu\""],
    ["position_embedding_type": "\"relative_key\""], ["num_attention_heads": "3"],
    ["num_attention_heads": "0"], ["hidden_size": "-8"], ["hidden_size": "16.5"],
    ["hidden_size": "\"16\""], ["hidden_size": nil], ["num_hidden_layers": "1e30"],
    ["hidden_dropout_prob": "1"], ["attention_probs_dropout_prob": "-0.1"],
    ["layer_norm_eps": "null"],
    ["is_decoder": "true"], ["is_decoder": "1"], ["is_decoder": "\"false\""],
    ["add_cross_attention": "true"], ["is_encoder_decoder": "true"],
    ["pruned_heads": "{\"0\": [1]}"], ["quantization_config": "{\"bits\": 8}"],
    ["auto_map": "{\"AutoModel\": \"a.B\"}"], ["hidden_act": "\"gelu_new\""],
    ["hidden_act": "null"], ["position_embedding_type": "\"relative_key_query\""],
  ])
  func refusesWhatItCannotCompute(change: [String: String?]) {
    let error = #expect(throws: EngineError.self) { try read(change) }
    #expect(change.keys.allSatisfy { error?.description.contains($0) == true })
  }

  @Test(arguments: [
    ["is_decoder": "false"], ["is_decoder": "null"], ["add_cross_attention": "false"],
    ["pruned_heads": "{}"], ["quantization_config": "null"], ["output_attentions": "true"],
    ["chunk_size_feed_forward": "0"], ["use_cache": "true"],
  ])
  func passesOverWhatChangesNothing(change: [String: String?]) throws {
    #expect(try read(change) == read([:]))
  }

  @Test func takesTheLastOfAKeyThatIsGivenTwiceAsPythonDoes() {
    let error = #expect(throws: EngineError.self) {
      try read(["use_cache": "true, \"is_decoder\": false, \"is_decoder\": true"])
    }
    #expect(error?.description.contains("is_decoder") == true)
  }

  @Test func namesAFileThatIsNotJSON() throws {
    try folder.write("{\"model_type\": bert}", to: "config.json")
    let error = #expect(throws: EngineError.self) {
      try BertConfiguration.read(folder: folder.url)
    }
    #expect(error?.description.contains("config.json: not JSON at line 1, column 16") == true)
  }

  @Test func saysThatThereIsNoFile() {
    let error = #expect(throws: EngineError.self) {
      try BertConfiguration.read(folder: folder.url)
    }
    #expect(error?.description.contains("config.json: cannot be read") == true)
  }
}
