import Engine

/// Writes what a classifier of texts gives: of a head on a backbone's features, or of both in one.
struct PythonClassifier {
  private let backbone, head: PythonCode
  private let pooling: Pooling
  private let isSequential: Bool

  init(_ reference: ClassifierReference, _ python: inout PythonScript) {
    let model = python.name(reference.model)
    isSequential = reference.features == nil
    pooling = reference.pooling
    backbone = reference.features.map { python.name($0) } ?? "\(model)[0]"
    head = isSequential ? "\(model)[1]" : model
  }

  /// Writes what the backbone gives, and returns the expression of the logits.
  ///
  /// - Parameter run: a training, in which a frozen backbone's features are kept; `nil` for none.
  func logits(
    run: PythonCode?, rows: PythonCode, ids: PythonCode, mask: PythonCode,
    _ python: inout PythonScript
  ) -> PythonCode {
    let output: PythonCode = "\(backbone)(input_ids=\(ids), attention_mask=\(mask))"
    let features: PythonCode =
      switch pooling {
      case .pooler: "\(output).pooler_output"
      case .mean: "mean_pooling(\(output), \(mask))"
      }
    guard !isSequential, let run else { return "\(head)(\(features))" }
    python.line("with torch.no_grad():")
    python.indented {
      $0.line("features = \(run).once(\(backbone), \(rows), lambda: \(features))")
    }
    return "\(head)(features)"
  }
}
