/// Every weight of a BERT encoder with its pooler, in PyTorch's order and under PyTorch's names.
///
/// Letters used throughout: B sequences, T tokens of one sequence, C hidden size, NH heads,
/// HS head size, F intermediate size, L layers, V vocabulary.
struct BertParameters {
  struct Layer {
    let query, key, value: Linear  // [C, C]
    let attentionOutput: Linear  // [C, C]
    let attentionNorm: LayerNorm  // [C]
    let intermediate: Linear  // [F, C]
    let output: Linear  // [C, F]
    let outputNorm: LayerNorm  // [C]

    func firstRowAttention(heads: Int) -> FirstRowAttention {
      FirstRowAttention(key: key, value: value, heads: heads)
    }
  }

  let embeddings: Embeddings
  let embeddingsNorm: LayerNorm  // [C]
  let layers: [Layer]
  let pooler: Linear  // [C, C]
  let all: [Parameter]

  /// Asks `tensor` for every weight by name and shape.
  init(
    _ configuration: BertConfiguration,
    tensor: (_ name: String, _ shape: [Int]) throws(EngineError) -> Tensor
  ) throws(EngineError) {
    var all: [Parameter] = []
    func parameter(_ name: String, _ shape: [Int]) throws(EngineError) -> Parameter {
      let parameter = Parameter(name: name, value: try tensor(name, shape))
      all.append(parameter)
      return parameter
    }
    func linear(_ name: String, _ outputs: Int, _ inputs: Int) throws(EngineError) -> Linear {
      Linear(
        weight: try parameter(name + ".weight", [outputs, inputs]),
        bias: try parameter(name + ".bias", [outputs]))
    }
    let width = configuration.hiddenSize
    func norm(_ name: String) throws(EngineError) -> LayerNorm {
      LayerNorm(
        weight: try parameter(name + ".LayerNorm.weight", [width]),
        bias: try parameter(name + ".LayerNorm.bias", [width]),
        epsilon: Float(configuration.layerNormEpsilon))
    }

    embeddings = Embeddings(
      words: try parameter(
        "embeddings.word_embeddings.weight", [configuration.vocabularySize, width]),
      positions: try parameter(
        "embeddings.position_embeddings.weight", [configuration.maxPositions, width]),
      tokenTypes: try parameter(
        "embeddings.token_type_embeddings.weight", [configuration.typeVocabularySize, width]),
      padding: Int32(configuration.paddingID))
    embeddingsNorm = try norm("embeddings")
    var layers: [Layer] = []
    for index in 0..<configuration.layers {
      let layer = "encoder.layer.\(index)."
      layers.append(
        Layer(
          query: try linear(layer + "attention.self.query", width, width),
          key: try linear(layer + "attention.self.key", width, width),
          value: try linear(layer + "attention.self.value", width, width),
          attentionOutput: try linear(layer + "attention.output.dense", width, width),
          attentionNorm: try norm(layer + "attention.output"),
          intermediate: try linear(
            layer + "intermediate.dense", configuration.intermediateSize, width),
          output: try linear(layer + "output.dense", width, configuration.intermediateSize),
          outputNorm: try norm(layer + "output")))
    }
    self.layers = layers
    pooler = try linear("pooler.dense", width, width)
    self.all = all
  }
}
