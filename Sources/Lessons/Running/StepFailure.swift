import Engine

/// Why a run did not complete.
package struct StepFailure: Error, Sendable, CustomStringConvertible {
  package enum Kind: Sendable {
    /// A loss or a result that is not finite.
    case computation
    /// Weights, data or a combination of them that cannot be used.
    case invalid
    /// An input that is not there.
    case missing
    /// More memory is needed than this machine has.
    case memory
    case download
    /// Reading or writing failed.
    case io
    case interrupted
    /// A fault of this program.
    case defect
  }

  /// The step in which it happened.
  package var step: String
  package var kind: Kind
  /// Without the step's name.
  package var message: String

  package init(step: String, kind: Kind, message: String) {
    (self.step, self.kind, self.message) = (step, kind, message)
  }

  package var description: String { "step \(step): \(message)" }

  init(step: String, _ error: EngineError) {
    let kind: Kind =
      switch error {
      case .unreadable: .io
      case .invalidWeights, .invalidConfiguration, .invalidData, .invalidInput, .invalidRows,
        .refused:
        .invalid
      case .nonFinite, .nonFiniteResult: .computation
      case .unavailable: .missing
      case .outOfMemory: .memory
      case .interrupted: .interrupted
      }
    self.init(step: step, kind: kind, message: error.description)
  }

  init(step: String, _ error: AssetError) {
    let kind: Kind =
      switch error.kind {
      case .unknown, .missing: .missing
      case .download: .download
      case .invalid: .invalid
      case .io: .io
      case .interrupted: .interrupted
      }
    self.init(step: step, kind: kind, message: error.message)
  }
}
