import Foundation

/// What the cache has to do with a step.
package enum CacheEvent: Sendable, Equatable {
  /// An action's results were there.
  case taken(made: Date, seconds: Double)
  /// An action goes on from where an earlier run was stopped.
  case resuming(batch: Int, of: Int)
  /// An action was interrupted; so much is saved.
  case kept(batch: Int, of: Int)
  /// Something could not be kept or not be used; the run goes on without it.
  case problem(String)
}

extension CacheEvent: CustomStringConvertible {
  package var description: String {
    switch self {
    case .taken(let made, let seconds):
      "from the cache (made \(Self.day(made)), \(Self.duration(seconds)))"
    case .resuming(let batch, let total): "resuming after batch \(batch) of \(total)"
    case .kept(let batch, let total): "saved after batch \(batch) of \(total)"
    case .problem(let message): "cache: \(message)"
    }
  }

  static func day(_ date: Date) -> String { date.ISO8601Format(.iso8601.year().month().day()) }

  static func duration(_ seconds: Double) -> String {
    seconds < 10 ? String(format: "%.1f s", seconds) : "\(Int(seconds.rounded())) s"
  }
}
