import Base
import Engine

/// What PyTorch's text of a layer does not say is found by trying: the heads of an attention, where a
/// transformer's norms are, which activation it has, whether an attention looks back alone, whether rows
/// or tokens come first, and how an average pooling treats its edges.
enum LayerTrials {
  /// The comparison that agrees best.
  static func best(
    _ name: String, _ json: JSONValue, seed: Int, threads: Int = 2
  ) throws -> LayerComparison {
    var best: LayerComparison?
    for trial in trials(
      json["repr"]?.string ?? "", width: json["input_shape"]?.array?.last?.int ?? 1,
      hasBias: json["initial"]?["linear1.bias"] != nil || json["initial"]?["in_proj_bias"] != nil)
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

  /// - Parameter hasBias: whether an attention or a transformer's layer has biases, as its tensors say.
  private static func trials(_ text: String, width: Int, hasBias: Bool) -> [Trial] {
    if text.hasPrefix("RNN(") {
      return ["tanh", "relu"].map {
        Trial(options: ["RNN": ["nonlinearity": .word($0)]], text: "nonlinearity \($0)")
      }
    }
    let heads = (1...width).filter { width % $0 == 0 }
    if text.hasPrefix("AvgPool"), let name = text.split(separator: "(").first.map(String.init) {
      return [(false, true), (true, true), (false, false), (true, false)].map { ceiling, padding in
        Trial(
          options: [name: ["ceil_mode": .flag(ceiling), "count_include_pad": .flag(padding)]],
          text: joined([ceiling ? "ceil_mode" : nil, padding ? nil : "padding not counted"]))
      }
    }
    if text.hasPrefix("MultiheadAttention(") {
      return heads.flatMap { heads in ofAttention(heads, width: width, hasBias: hasBias) }
    }
    if text.hasPrefix("TransformerEncoderLayer("), let parsed = try? PyTorchText(text) {
      return heads.flatMap { heads in
        ofEncoderLayer(parsed, heads, width: width, hasBias: hasBias)
      }
    }
    return [Trial()]
  }

  private static func ofAttention(_ heads: Int, width: Int, hasBias: Bool) -> [Trial] {
    var trials: [Trial] = []
    for batchFirst in [true, false] {
      for isCausal in [false, true] {
        for dropout in [0, 0.1, 0.2, 0.25, 0.3, 0.4, 0.5] {
          let options: [String: OptionValue] = [
            "embed_dim": .whole(width), "num_heads": .whole(heads), "dropout": .number(dropout),
            "causal": .flag(isCausal), "bias": .flag(hasBias), "batch_first": .flag(batchFirst),
          ]
          let said = [
            "\(heads) heads", dropout > 0 ? "dropout \(dropout)" : nil, isCausal ? "causal" : nil,
            batchFirst ? nil : "tokens first",
          ]
          trials.append(Trial(options: ["MultiheadAttention": options], text: joined(said)))
        }
      }
    }
    return trials
  }

  private static func ofEncoderLayer(
    _ parsed: PyTorchText, _ heads: Int, width: Int, hasBias: Bool
  ) -> [Trial] {
    let child = { (name: String) in parsed.children.first { $0.name == name }?.text.named ?? [:] }
    var trials: [Trial] = []
    for batchFirst in [true, false] {
      for normFirst in [false, true] {
        for activation in ["relu", "gelu"] {
          let options: [String: OptionValue] = [
            "d_model": .whole(width), "nhead": .whole(heads),
            "dim_feedforward": child("linear1")["out_features"] ?? .none,
            "dropout": child("dropout")["p"] ?? .none, "bias": .flag(hasBias),
            "activation": .word(activation), "norm_first": .flag(normFirst),
            "batch_first": .flag(batchFirst),
          ]
          let said = [
            "\(heads) heads", activation, normFirst ? "norm first" : nil,
            batchFirst ? nil : "tokens first",
          ]
          trials.append(Trial(options: ["TransformerEncoderLayer": options], text: joined(said)))
        }
      }
    }
    return trials
  }

  private static func joined(_ said: [String?]) -> String {
    said.compactMap { $0 }.joined(separator: ", ")
  }
}
