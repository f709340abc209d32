/// e to the x, divided by its sum, along a row.
public enum Softmax {
  /// The probabilities of a few logits, computed in double precision.
  public static func probabilities(_ logits: [Float]) -> [Float] {
    guard let largest = logits.max() else { return [] }
    let powers = logits.map { Elementary.exp(Double($0) - Double(largest)) }
    let sum = powers.reduce(0, +)
    return powers.map { Float($0 / sum) }
  }
}
