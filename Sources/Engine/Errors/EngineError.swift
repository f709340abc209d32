/// What the engine refuses, with the facts; the words are in ``description``.
public enum EngineError: Error, Equatable, Sendable {
  /// A file that cannot be opened or read.
  case unreadable(path: String, reason: String)
  /// A weight file that cannot be used; `tensor` is `nil` when the file as a whole is at fault.
  case invalidWeights(path: String, tensor: String?, reason: String)
  /// A `config.json` or tokenizer file that cannot be used.
  case invalidConfiguration(path: String, reason: String)
  /// A data file that cannot be used; `line` counts from 1.
  case invalidData(path: String, line: Int?, reason: String)
  /// A value that cannot be computed with, such as a sequence longer than the model allows.
  case invalidInput(InputProblem)
  /// Rows that have been read and cannot be used as asked, such as a column that is not there.
  case invalidRows(RowsProblem)
  #if !hasFeature(Embedded)
    /// What the caller refuses in work that the engine runs for it.
    case refused(CallerProblem)
  #endif
  /// A loss or gradient that is not finite.
  case nonFinite(tensor: String, epoch: Int, batch: Int, rows: [Int])
  /// Something that this machine lacks.
  case unavailable(String)
  /// A result that is not finite.
  case nonFiniteResult(String)
  /// Something that this machine does not have the memory for.
  case outOfMemory(String)
  /// The caller asked to stop.
  case interrupted
}

extension EngineError: CustomStringConvertible {
  /// One line for the user, with file, place and value, and without a full stop.
  public var description: String {
    switch self {
    case .unreadable(let path, let reason): "\(path): cannot be read: \(reason)"
    case .invalidWeights(let path, nil, let reason): "\(path): \(reason)"
    case .invalidWeights(let path, let tensor?, let reason): "\(path): tensor \(tensor): \(reason)"
    case .invalidConfiguration(let path, let reason): "\(path): \(reason)"
    case .invalidData(let path, nil, let reason): "\(path): \(reason)"
    case .invalidData(let path, let line?, let reason): "\(path):\(line): \(reason)"
    case .invalidInput(let problem): problem.description
    case .invalidRows(let problem): problem.description
    #if !hasFeature(Embedded)
      case .refused(let problem): problem.facts.description
    #endif
    case .nonFinite(let tensor, let epoch, let batch, let rows):
      """
      \(tensor) is not finite in epoch \(epoch), batch \(batch) (rows \
      \(rows.map(String.init).joined(separator: ", ")) of the subset)
      """
    case .unavailable(let reason), .nonFiniteResult(let reason), .outOfMemory(let reason): reason
    case .interrupted: "interrupted"
    }
  }
}

#if !hasFeature(Embedded)
  /// A problem of the caller's own kind: the engine knows no more of it than that it has words.
  public struct CallerProblem: Equatable, Sendable {
    /// Of the caller's own type, for whoever catches it.
    public let facts: any Error & CustomStringConvertible

    /// - Parameter facts: two problems count as equal where their words are.
    public init(_ facts: any Error & CustomStringConvertible) { self.facts = facts }

    public static func == (left: Self, right: Self) -> Bool {
      left.facts.description == right.facts.description
    }
  }
#endif
