import Base
import Engine

/// What PyTorch's text of a layer does not say is found by trying: the heads of an attention, where a
/// transformer's norms are, which activation it has, whether an attention looks back alone.
enum LayerTrials {
  /// The comparison that agrees best.
  static func best(
    _ name: String, _ json: JSONValue, seed: Int, threads: Int = 2
  ) throws -> LayerComparison {
    var best: LayerComparison?
    for trial in trials(
      json["repr"]?.string ?? "", width: json["input_shape"]?.array?.last?.int ?? 1)
    {
      var comparison = try LayerComparison(
        name, json, seed: seed, extra: trial.options, threads: threads)
      comparison.found = trial.text
      if comparison.worstShare < best?.worstShare ?? .infinity || best == nil { best = comparison }
      if comparison.worstShare <= 1 { break }
    }
    guard let best else { throw TextProblem(description: "nothing to compare") }
    return best
  }

  private struct Trial {
    var options: [String: [String: OptionValue]] = [:]
    var text = ""
  }

  private static func trials(_ text: String, width: Int) -> [Trial] {
    if text.hasPrefix("RNN(") {
      return ["tanh", "relu"].map {
        Trial(options: ["RNN": ["nonlinearity": .word($0)]], text: "nonlinearity \($0)")
      }
    }
    let heads = (1...width).filter { width % $0 == 0 }
    if text.hasPrefix("MultiheadAttention(") {
      return heads.flatMap { heads in
        [false, true].map { causal in
          Trial(
            options: [
              "MultiheadAttention": [
                "embed_dim": .whole(width), "num_heads": .whole(heads), "causal": .flag(causal),
                "batch_first": .flag(true),
              ]
            ], text: "\(heads) heads\(causal ? ", causal" : "")")
        }
      }
    }
    if text.hasPrefix("TransformerEncoderLayer(") {
      guard let parsed = try? PyTorchText(text) else { return [] }
      let child = { (name: String) in parsed.children.first { $0.name == name }?.text.named ?? [:] }
      return heads.flatMap { heads in
        [false, true].flatMap { normFirst in
          ["relu", "gelu"].map { activation in
            Trial(
              options: [
                "TransformerEncoderLayer": [
                  "d_model": .whole(width), "nhead": .whole(heads),
                  "dim_feedforward": child("linear1")["out_features"] ?? .none,
                  "dropout": child("dropout")["p"] ?? .none,
                  "activation": .word(activation), "norm_first": .flag(normFirst),
                  "batch_first": .flag(true),
                ]
              ], text: "\(heads) heads, \(activation)\(normFirst ? ", norm first" : "")")
          }
        }
      }
    }
    return [Trial()]
  }
}
