import Engine
import Foundation

/// A workplace with a lesson that trains: a random BERT of a few kilobytes and a few reviews.
enum TrainingWorkplace {
  /// The options that name the model and the reviews.
  static let options = ["-p", "backbone=./model", "-p", "data=./reviews.csv", "--quiet"]

  private static let words = ["great", "good", "bad", "dull", "film", "plot"]

  /// - Parameter lr: the learning rate; a huge one gives a loss that is not finite.
  static func make(lr: String = "0.01") throws -> Workplace {
    let workplace = try Workplace(lesson: lesson(lr))
    let vocabulary = ["[PAD]", "[UNK]", "[CLS]", "[SEP]", "[MASK]"] + words
    try workplace.write("model/vocab.txt", vocabulary.joined(separator: "\n") + "\n")
    try workplace.write("model/config.json", configuration(vocabulary.count))
    try weights(vocabulary.count).write(to: workplace.url("model/model.safetensors"))
    let rows = (0..<12).map { row in
      "\(words[row % 6]) \(words[(row * 5 + 1) % 6]),\(row % 2)"
    }
    try workplace.write(
      "reviews.csv", "text,label\n" + rows.joined(separator: "\n") + "\n")
    return workplace
  }

  private static func lesson(_ lr: String) -> String {
    """
    ---
    id: "tiny"
    title: "A tiny training"
    seed: 7
    parameters: {backbone: some-bert, data: some-reviews}
    ---

    ```step load cell=none
    - dataset: $data
    - tokenizer: $backbone
    - tokenize: dataset
      tokenizer: tokenizer
      padding: max_length
      truncation: true
      max_length: 8
    - backbone: $backbone
    - head: backbone.hidden_size
      hidden: 4
      labels: 2
    ```

    ```step train cell=none
    - freeze: backbone
    - optimizer: AdamW
      parameters: [head]
      lr: \(lr)
    - subset: dataset.train
      shuffle: true
      rows: 8
      as: rows
    - loader: rows
      batch_size: 4
      shuffle: true
      as: loader
    - train: head
      features: backbone.pooler_output
      loader: loader
      optimizer: optimizer
      epochs: 2
    ```

    ```expect train
    when: any
    losses: finite
    ```

    ```step after cell=none
    - unfreeze: backbone
    ```

    """
  }

  private static func configuration(_ vocabulary: Int) -> String {
    """
    {"model_type": "bert", "hidden_act": "gelu", "vocab_size": \(vocabulary), "hidden_size": 8,
    "num_hidden_layers": 1, "num_attention_heads": 2, "intermediate_size": 8,
    "max_position_embeddings": 16, "type_vocab_size": 2, "hidden_dropout_prob": 0.1,
    "attention_probs_dropout_prob": 0.1}
    """
  }

  private static func weights(_ vocabulary: Int) throws -> Data {
    let configuration = BertConfiguration(
      vocabularySize: vocabulary, hiddenSize: 8, layers: 1, heads: 2, intermediateSize: 8,
      maxPositions: 16, typeVocabularySize: 2, layerNormEpsilon: 1e-12, hiddenDropout: 0.1,
      attentionDropout: 0.1)
    let generator = TorchGenerator(seed: 1)
    var entries: [String] = []
    var data = Data()
    _ = try BertModel(configuration) { name, shape in
      let tensor = Tensor(shape: shape)
      for index in tensor.values.indices { tensor.values[index] = generator.uniform(-0.4, 0.4) }
      let start = data.count
      data.append(contentsOf: tensor.bytes)
      entries.append(
        "\"\(name)\":{\"dtype\":\"F32\",\"shape\":\(shape),\"data_offsets\":[\(start),\(data.count)]}"
      )
      return tensor
    }
    var header = Data("{\(entries.joined(separator: ","))}".utf8)
    while header.count % 8 != 0 { header.append(UInt8(ascii: " ")) }
    return withUnsafeBytes(of: UInt64(header.count).littleEndian) { Data($0) } + header + data
  }
}
