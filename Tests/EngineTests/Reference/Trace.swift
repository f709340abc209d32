import Foundation

/// A trace of the notebook's flow on PyTorch 2.15.0: seed 42, 1,000 reviews, all-MiniLM-L6-v2.
struct Trace: Decodable {
  struct Prediction: Decodable {
    let text: String
    let tokenIDs: [Int32]
    let logits: [Float]

    enum CodingKeys: String, CodingKey {
      case text, logits
      case tokenIDs = "token_ids"
    }
  }

  let subsetIndices: [Int]
  let lengths: [Int]
  let labels: [Int]
  let tokenIDsOfFirst3: [[Int32]]
  let headInit: [String: [Float]]
  let firstBatch: [Int]
  let firstLogits: [[Float]]
  let firstGradientNorms: [String: Double]
  let losses: [Float]
  let headAfter: [String: [Float]]
  let predictions: [Prediction]?
  let predictionsInTraining: [Prediction]?
  let predictionsInEvaluation: [Prediction]?

  enum CodingKeys: String, CodingKey {
    case lengths, labels, losses, predictions
    case subsetIndices = "subset_indices"
    case tokenIDsOfFirst3 = "token_ids_first3"
    case headInit = "head_init"
    case firstBatch = "first_batch"
    case firstLogits = "first_logits"
    case firstGradientNorms = "first_gradient_norms"
    case headAfter = "head_after"
    case predictionsInTraining = "predictions_training_mode"
    case predictionsInEvaluation = "predictions_evaluation_mode"
  }

  static func read(_ name: String) throws -> Trace {
    try JSONDecoder().decode(Trace.self, from: fixture(name + ".json"))
  }
}
