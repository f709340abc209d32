/// How one list of numbers is made of a sequence's last hidden states.
public enum Pooling: String, Sendable, CaseIterable, Codable {
  /// tanh of a linear layer over the [CLS] row: BERT's own `pooler_output`.
  case pooler = "pooler_output"
  /// The mean over all tokens: what sentence encoders are read by.
  case mean = "mean_pooling"
}
