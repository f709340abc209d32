import ArgumentParser

/// The three ways to train that are timed.
enum Stage: String, CaseIterable, Codable, ExpressibleByArgument {
  /// Cell 10: the head alone, on features of the backbone in evaluation mode.
  case frozen
  /// Cell 16 as its code does it: the head alone, the backbone's dropout active.
  case dropout
  /// Cell 16 as its prose means it: everything trained, dropout active.
  case tuned

  /// Batches before the clock counts: the engine encodes four batches at once while nothing that
  /// they depend on changes.
  var warmUp: Int { self == .dropout ? 4 : 2 }
}

extension Stage {
  var title: String {
    switch self {
    case .frozen: "cell 10"
    case .dropout: "cell 16"
    case .tuned: "full training step"
    }
  }
}
