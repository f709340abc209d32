import Engine

/// A model of layers before anything runs.
struct PlannedNetwork: Sendable, Equatable {
  /// Tells two names of one model from two models.
  var id: Int
  var chain: LayerChain
  /// The names of its parameters, and of what it keeps beside them.
  var tensors, buffers: [String]
  /// How many numbers the parameters are.
  var parameters: Double
}
